"""Reading the public content. Nothing here writes."""
