"""The verbs of the public content: the only place that writes its tables."""
