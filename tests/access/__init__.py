"""Who gets what from each URL: the expected answers as tables, one module for each app (see matrix.py)."""
