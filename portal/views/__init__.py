"""The public front and the role home."""
