"""Made-up content of the demo."""
