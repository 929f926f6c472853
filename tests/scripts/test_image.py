"""What the production image needs and no container is started for: its files say it."""

from __future__ import annotations

import re

from scripts.services import PROJECT

COMPOSE = (PROJECT / "docker-compose.yml").read_text()
NGINX = (PROJECT / "docker" / "nginx.conf").read_text()


def test_nginx_is_asked_for_its_health_under_a_name_the_portal_answers_to() -> None:
    """Django refuses a Host it does not know, so asking for localhost would find a healthy portal ill."""
    (asked,) = re.findall(r"curl [^\n]*/healthz", COMPOSE)
    assert "Host: $${ALLOWED_HOSTS%%,*}" in asked
    (passed_on,) = re.findall(r"location = /healthz \{[^}]*\}", NGINX)
    assert "proxy_set_header Host $host;" in passed_on


def test_the_image_is_built_from_the_whole_tree() -> None:
    """The build of styles reads templates and Python files for the names of the icons they use."""
    stage = (PROJECT / "docker" / "Dockerfile").read_text().partition("FROM ")[2].partition("\nFROM ")[0]
    assert stage.index("COPY . .") < stage.index("RUN npm run build")
    ignored = (PROJECT / ".dockerignore").read_text().split()
    sources = {"templates", "accounts", "auctions", "core", "portal", "static", "static/src"}
    assert not sources & {line.strip("/") for line in ignored}
