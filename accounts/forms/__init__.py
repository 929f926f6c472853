"""Shape and messages of what people type into accounts' pages. Forms call no service."""
