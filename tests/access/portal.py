"""Answers of the public front and the role home."""

from tests.access.matrix import Person, Row

PUBLIC = ("home", "accessibility", "search", "search_suggest")
ROWS = (
    # the account that a right agency's users have makes it public
    Row("agency_page", " ".join(["200"] * len(Person)), args=lambda world: [world.organisation.public_id]),
    Row("agency_page", " ".join(["404"] * len(Person)), args=lambda world: [world.owner_agency.public_id]),
    Row("role_home", "login 200 200 200 200 200 200 200 200"),
    Row("office_find", "login 200 200 200 200 200 200 200 200"),
    Row("favicon", "301 301 301 301 301 301 301 301 301"),
)
