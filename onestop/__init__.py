"""One-stop handling of administrative procedures (một cửa)."""
