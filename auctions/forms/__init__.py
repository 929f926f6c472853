"""What people type about notices: drafts by sections, acts with their reasons, filters of the lists."""
