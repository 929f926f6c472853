"""Answers of the public front, the role home, the guides and the page of components."""

from tests.access.matrix import Person, Row

PUBLIC = ("home", "accessibility", "guides", "contact", "search", "search_suggest")
STAFF = "login 403 403 403 403 403 403 200 200"
ROWS = (
    # the account that a right agency's users have makes it public
    Row("agency_page", " ".join(["200"] * len(Person)), args=lambda world: [world.organisation.public_id]),
    Row("agency_page", " ".join(["404"] * len(Person)), args=lambda world: [world.owner_agency.public_id]),
    Row("role_home", "login 200 200 200 200 200 200 200 200"),
    Row("office_find", "login 200 200 200 200 200 200 200 200"),
    Row("tour_seen", "401 302 302 302 302 302 302 302 302", method="post"),
    Row("search_guide", " ".join(["301"] * len(Person))),
    Row("guide", " ".join(["200"] * len(Person)), args=lambda world: ["tai-khoan", "dang-nhap-mat-khau"]),
    Row("design", STAFF),
    Row("design_ask", STAFF),
    Row("design_upload", STAFF),
    Row("design_pdf", STAFF),
    Row("design_job", "login 403 403 403 403 403 403 302 302", method="post"),
    Row("favicon", "301 301 301 301 301 301 301 301 301"),
)
