"""axe-core on a page, and what else WCAG 2.2 AA asks that axe does not measure: no sideways scrolling."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.project import PROJECT

AXE = PROJECT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """(tags) => axe.run(document, { runOnly: tags }).then((found) => found.violations.map((rule) =>
    rule.id + ": " + rule.help + " at " + rule.nodes.map((node) => node.target.join(" ")).slice(0, 5).join(" | ")))"""
WIDER = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const outside = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > width + 1);
    return outside.slice(0, 5).map((e) => e.tagName.toLowerCase() + "." + [...e.classList].join("."));
}"""


def violations(page: Page) -> list[str]:
    """Rules of WCAG 2.2 AA that the open page breaks, with the places."""
    page.evaluate(AXE.read_text())
    return page.evaluate(RUN, TAGS)


def what_sticks_out(page: Page, width: int) -> list[str]:
    """Elements that make the page scroll sideways at this width (SC 1.4.10 asks for 320)."""
    page.set_viewport_size({"width": width, "height": 800})
    return page.evaluate(WIDER)
