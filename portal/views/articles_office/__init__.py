"""Office pages of articles."""
