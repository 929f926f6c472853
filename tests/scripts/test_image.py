"""What the production image needs and no container is started for: its files say it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from scripts.services import PROJECT

COMPOSE = (PROJECT / "docker-compose.yml").read_text()
DOCKERFILE = (PROJECT / "docker" / "Dockerfile").read_text()
NGINX = (PROJECT / "docker" / "nginx.conf").read_text()


def test_nginx_is_asked_for_its_health_under_a_name_the_portal_answers_to() -> None:
    """Django refuses a Host it does not know, so asking for localhost would find a healthy portal ill."""
    (asked,) = re.findall(r"curl [^\n]*/healthz", COMPOSE)
    assert "Host: $${ALLOWED_HOSTS%%,*}" in asked
    (passed_on,) = re.findall(r"location = /healthz \{[^}]*\}", NGINX)
    assert "proxy_set_header Host $host;" in passed_on


def test_the_image_is_built_from_the_whole_tree() -> None:
    """The build of styles reads templates and Python files for the names of the icons they use."""
    stage = DOCKERFILE.partition("FROM ")[2].partition("\nFROM ")[0]
    assert stage.index("COPY . .") < stage.index("RUN npm run build")
    ignored = (PROJECT / ".dockerignore").read_text().split()
    sources = {"templates", "accounts", "auctions", "core", "portal", "static", "static/src"}
    assert not sources & {line.strip("/") for line in ignored}


def test_static_files_are_collected_as_the_image_does(tmp_path: Path) -> None:
    """Under production's settings every file that a style names must exist, or the image is not built."""
    (settings,) = re.findall(r"RUN (SECRET_KEY=.*?) \\\n +python manage.py collectstatic", DOCKERFILE)
    given = dict(pair.split("=", 1) for pair in settings.split())
    environment = os.environ | given | {"DJANGO_SETTINGS_MODULE": "portal.settings.prod", "STATIC_ROOT": str(tmp_path)}
    command = [sys.executable, "manage.py", "collectstatic", "--noinput"]
    subprocess.run(command, cwd=PROJECT, env=environment, check=True, capture_output=True)
    assert list(tmp_path.glob("build/theme.*.css.gz"))
    assert not (tmp_path / "src").exists()
