"""A hostile place to test in: see style.md, section 13. Random order comes from pytest-randomly."""
