"""First visits in Chromium: bytes on the way, largest paint on a slow processor, layout shift, accessibility.

One line for each page and figure, as `make bench` prints them; `ratio` is the share of what is allowed, so 1 is the
goal. Each visit is somebody's first: a new profile, nothing cached, 390 pixels wide, the processor four times slower.
The portal runs with production's settings; its pages are counted as nginx would compress them, and their files as they
come.
"""

from __future__ import annotations

import gzip
import os
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from benchmarks.harness import prepared, production_like, served
from scripts.browsing import chromium, sign_in
from tests.browser.axe import violations

WARMING, VISITS = 2, 3  # both workers read their templates first
SLOWER = 4
# Largest contentful paint in seconds, layout shift as browsers count it, bytes of a first visit, violations by axe.
KB, SECONDS, SHIFT = 200, 1.5, 0.05
OBSERVE = """
window.seen = { paint: 0, shift: 0 };
new PerformanceObserver((list) => { window.seen.paint = list.getEntries().at(-1).startTime })
    .observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => { for (const each of list.getEntries()) window.seen.shift += each.value })
    .observe({ type: "layout-shift", buffered: true });
"""


@dataclass(frozen=True)
class Visited:
    """A page to visit: its address, or the link to follow from it; the part of the role's name that may open it."""

    name: str
    address: str
    follow: str = ""
    role: str = ""


PAGES = (
    Visited("home", "/"),
    Visited("list", "/thong-bao-dau-gia/"),
    Visited("detail", "/thong-bao-dau-gia/", follow="article.hit h3 a"),
    Visited("login", "/dang-nhap/"),
    Visited("entry_form", "/nghiep-vu/thong-bao/soan/", role="Tổ chức đấu giá tài sản"),
)


@dataclass(frozen=True)
class Visit:
    """What one visit cost."""

    kilobytes: float
    paint: float
    shift: float
    violations: int


def main() -> None:
    """Start the portal with demo data and visit its pages."""
    with production_like() as (folder, database_pid):
        accounts = folder / "accounts.json"
        os.environ["DEMO_ACCOUNTS_FILE"] = str(accounts)
        prepared(_demo)
        with served("portal.wsgi:application", database_pid, folder) as portal, chromium() as browser:
            for page in PAGES:
                url = f"http://localhost:{portal.port}"
                visits = [visit(browser, page, url, accounts) for _ in range(WARMING + VISITS)]
                for line in report(page.name, visits[WARMING:]):
                    print(line, flush=True)


def _demo() -> None:
    from django.core.management import call_command

    with open(os.devnull, "w") as nowhere:
        call_command("prepare_demo", stdout=nowhere)


def visit(browser: Browser, visited: Visited, url: str, accounts: Path) -> Visit:
    """Open the page as somebody new; whoever must sign in does so before, and forgets what the browser kept."""
    context = browser.new_context(base_url=url, viewport={"width": 390, "height": 800}, locale="vi-VN")
    page = context.new_page()
    if visited.role:
        sign_in(page, visited.role, accounts)
    address = visited.address
    if visited.follow:
        page.goto(address)
        address = page.locator(visited.follow).first.get_attribute("href") or ""
    seen = measured(page, address)
    context.close()
    return seen


def measured(page: Page, address: str) -> Visit:
    """Load the page with an empty cache on a slow processor."""
    devtools = page.context.new_cdp_session(page)
    sizes: dict[str, float] = {}
    devtools.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    devtools.send("Network.enable")
    devtools.send("Network.clearBrowserCache")
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(OBSERVE)
    answer = page.goto(address, wait_until="networkidle")
    if answer is None or not answer.ok:
        raise RuntimeError(f"{address} does not open")
    body, sent = answer.body(), answer.request.sizes()["responseBodySize"]
    seen: dict[str, Any] = page.evaluate("window.seen")
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    total = sum(sizes.values()) - sent + len(gzip.compress(body, 1))  # nginx compresses pages, at level 1
    return Visit(total / 1024, seen["paint"] / 1000, seen["shift"], len(violations(page)))


def report(name: str, visits: list[Visit]) -> Iterator[str]:
    """The lines of one page: medians, and the worst of what must not happen at all."""
    for what, value, unit, most in (
        ("transfer", statistics.median(each.kilobytes for each in visits), "KB", KB),
        ("largest_paint", statistics.median(each.paint for each in visits), "s", SECONDS),
        ("layout_shift", max(each.shift for each in visits), "shift", SHIFT),
    ):
        ratio = value / most
        yield f"page_{name}_{what} {value:.3g} {unit} ratio={ratio:.2f} goal=1 {'ok' if ratio <= 1 else 'short'}"
    found = max(each.violations for each in visits)
    yield f"page_{name}_accessibility {found} violations ratio={found} goal=0 {'short' if found else 'ok'}"


if __name__ == "__main__":
    main()
