"""Answers of the public front, the role home, the guides and the page of components."""

from tests.access.matrix import EVERYBODY, Row, all_get

PUBLIC = ("robots", "sitemaps", "home", "accessibility", "guides", "contact", "search", "search_suggest")
STAFF = "login 403 403 403 403 403 403 200 200"
STAFF_POSTS = "login 403 403 403 403 403 403 302 302"
ROWS = (
    # the account that a right agency's users have makes it public
    Row("agency_page", EVERYBODY, args=lambda world: [world.organisation.public_id]),
    Row("agency_page", all_get(404), args=lambda world: [world.owner_agency.public_id]),
    Row("role_home", "login 200 200 200 200 200 200 200 200"),
    Row("office_find", "login 200 200 200 200 200 200 200 200"),
    Row("tour_seen", "401 302 302 302 302 302 302 302 302", method="post"),
    Row("search_guide", all_get(301)),
    Row("guide", EVERYBODY, args=lambda world: ["tai-khoan", "dang-nhap-mat-khau"]),
    Row("design", STAFF),
    Row("design_ask", STAFF),
    Row("design_upload", STAFF),
    Row("design", STAFF_POSTS, method="post"),
    Row("design_ask", STAFF_POSTS.replace("302", "200"), method="post"),
    Row("design_upload", STAFF_POSTS.replace("302", "422"), method="post"),
    Row("design_pdf", STAFF),
    Row("design_job", "login 403 403 403 403 403 403 302 302", method="post"),
    Row("sitemap", EVERYBODY, args=lambda world: ["trang"]),
    Row("favicon", "301 301 301 301 301 301 301 301 301"),
)
