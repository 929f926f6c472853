"""Reading the public content. Never writes."""
