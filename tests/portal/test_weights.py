"""What a first visit costs in bytes, compressed as the web server sends it; the figures of docs/design.md."""

from __future__ import annotations

import gzip
import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.project import PROJECT

STATIC = PROJECT / "static"
FRAME, FIRST_VISIT = 60 * 1024, 200 * 1024
PACKED = (".woff2", ".png")  # compressed already


def weight(name: str) -> int:
    """Bytes of one file of static/ on the way."""
    content = (STATIC / name).read_bytes()
    return len(content if name.endswith(PACKED) else gzip.compress(content, 6))


def named_by(html: str) -> set[str]:
    """Files of static/ that a page loads."""
    return {found.partition("#")[0] for found in re.findall(r'(?:src|href)="/static/([^"]+)"', html)}


def test_the_frame_of_every_page_stays_light() -> None:
    assert sum(weight(f"build/{name}") for name in ("theme.css", "early.js", "app.js", "htmx.min.js")) <= FRAME


@pytest.mark.django_db
@pytest.mark.parametrize("url_name", ["home", "auctions:auction_list", "account_login", "account_signup", "guides"])
def test_a_first_visit_stays_light(url_name: str, client: Client) -> None:
    content = client.get(reverse(url_name)).content
    fonts = {f"build/fonts/{path.name}" for path in (STATIC / "build" / "fonts").iterdir()}
    loaded = named_by(content.decode()) | fonts
    assert "build/theme.css" in loaded
    assert len(gzip.compress(content, 6)) + sum(map(weight, loaded)) < FIRST_VISIT


@pytest.mark.django_db
def test_a_guide_with_its_pictures_stays_light(client: Client) -> None:
    page = client.get("/huong-dan/dau-gia-tai-san/thong-bao-dau-gia/").content.decode()
    pictures = [name for name in named_by(page) if name.startswith("guide/")]
    assert len(pictures) >= 5
    assert sum(map(weight, pictures)) < 400 * 1024
    assert page.count('loading="lazy"') >= len(pictures)


def test_what_few_pages_need_is_not_in_the_frame() -> None:
    frame = (STATIC / "build" / "app.js").read_text()
    assert "getDocument" not in frame
    assert "driver-popover" not in frame
    base = (PROJECT / "templates" / "base.html").read_text()
    assert "viewer" not in base
    assert "tour" not in base
