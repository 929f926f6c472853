"""What the portal publishes besides notices: its HTML, pictures, differences between versions (nội dung cổng)."""
