"""axe-core on a page, and what else WCAG 2.2 AA asks that axe does not measure: no sideways scrolling."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.project import PROJECT

AXE = PROJECT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE, NARROW, NARROWEST = 1280, 390, 320
RUN = """(only) => axe.run(document, { runOnly: only }).then((found) => found.violations.map((rule) =>
    rule.id + " (" + rule.help + ") at " + rule.nodes.map((node) => node.target.join(" ")).slice(0, 4).join(" | ")))"""
# What the width of the window changes; everything else is the same document.
BY_WIDTH = ["color-contrast", "target-size", "scrollable-region-focusable"]
FOLD = "document.querySelectorAll('details.nav-d').forEach((menu) => { menu.open = false; })"  # as on a small screen
OUTSIDE = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const outside = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > width + 1);
    return outside.slice(0, 4).map((e) => e.tagName.toLowerCase() + "." + [...e.classList].join("."));
}"""


def complaints(page: Page, address: str) -> list[str]:
    """What is wrong with the page at `address`: WCAG 2.2 AA wide and narrow, sideways scrolling at 320 (SC 1.4.10)."""
    _resize(page, WIDE)
    page.goto(address)
    page.evaluate(AXE.read_text())
    found = _axe(page, address, WIDE, {"type": "tag", "values": TAGS})
    _resize(page, NARROW)
    page.evaluate(FOLD)
    found += _axe(page, address, NARROW, {"type": "rule", "values": BY_WIDTH})
    _resize(page, NARROWEST)
    return found + [f"{address} at {NARROWEST}: {each} sticks out" for each in page.evaluate(OUTSIDE)]


def violations(page: Page) -> list[str]:
    """What axe says of the page as it stands now, with whatever was typed and answered."""
    page.evaluate(AXE.read_text())
    return _axe(page, page.url, (page.viewport_size or {"width": WIDE})["width"], {"type": "tag", "values": TAGS})


def _resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})


def _axe(page: Page, address: str, width: int, only: dict[str, Any]) -> list[str]:
    return [f"{address} at {width}: {each}" for each in page.evaluate(RUN, only)]
