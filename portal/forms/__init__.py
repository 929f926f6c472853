"""Forms of the public content."""
