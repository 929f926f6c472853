"""Nothing inside a page that the content security policy would drop, on any page; and the policy itself stays strict.

What the browser says of the same pages, test_accessibility.py hears: it opens each with its headers, and a refused
style or script is an error of the console (see tests/browser/witness.py and test_policy.py).
"""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from tests.access.matrix import World, build_world
from tests.pages import APPS, answer_to, first_who_may, is_page, pages_of
from tests.project import PROJECT

LOOSE = ("unsafe-inline", "unsafe-eval", "unsafe-hashes", "strict-dynamic", "*", "http:", "https:", "blob:")


class Inline(HTMLParser):
    """Collects what a page carries inside instead of naming a file."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One element: its attributes, and whether it holds code itself."""
        given = dict(attrs)
        kind = given.get("type") or ""
        if tag == "style" or (tag == "script" and "src" not in given and not kind.endswith("json")):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name == "style" or name.startswith(("on", "hx-on")) or (value or "").lstrip().startswith("javascript:"):
                self.found.append(f"<{tag} {name}>")


@pytest.fixture
def world(transactional_db: None) -> World:
    return build_world()


@pytest.mark.parametrize("app", APPS)
def test_pages_carry_no_style_script_or_handler_inside(app: str, world: World) -> None:
    offences: dict[str, list[str]] = {}
    for row in pages_of(app):
        person = first_who_may(row)
        if person is None:
            continue
        _, response = answer_to(row, person, world)
        policy = response["Content-Security-Policy"]
        found = [word for word in policy.replace(";", " ").split() if word.strip("'") in LOOSE]
        if is_page(response):
            page = Inline()
            page.feed(response.content.decode())
            found += page.found
        if found or "default-src 'self'" not in policy:
            offences[row.url_name] = found
    assert offences == {}


def test_the_collector_finds_each_kind_of_offence() -> None:
    page = Inline()
    page.feed(
        '<p style="color:red" onclick="x()">a</p><style>p{}</style><script>x()</script>'
        '<a href=" javascript:x()">b</a><i hx-on:click="x()"></i><script src="/a.js"></script>'
        '<script type="application/ld+json">{}</script>'
    )
    assert page.found == ["<p style>", "<p onclick>", "<style>", "<script>", "<a href>", "<i hx-on:click>"]


def test_scripts_write_no_inline_styles_or_handlers_into_pages() -> None:
    sources = [*PROJECT.glob("static/src/*.js"), *PROJECT.glob("static/src/js/*.js")]
    offences = ("style=", "onclick=", "eval(", "new Function", "cssText", 'setAttribute("style"', "insertAdjacentHTML")
    assert {path.name: [o for o in offences if o in path.read_text()] for path in sources} == {
        path.name: [] for path in sources
    }
