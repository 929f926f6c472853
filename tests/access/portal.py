"""Answers of the public front and the role home."""

from tests.access.matrix import Row

PUBLIC = ("home", "accessibility", "guide", "contact")
ROWS = (
    Row("role_home", "login 200 200 200 200 200 200 200 200"),
    Row("office_find", "login 200 200 200 200 200 200 200 200"),
    Row("favicon", "301 301 301 301 301 301 301 301 301"),
)
