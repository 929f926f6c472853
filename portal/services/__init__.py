"""The verbs of the public content. The only place that writes."""
