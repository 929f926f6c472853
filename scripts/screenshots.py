"""Takes the pictures of the documentation from a running portal: `make screenshots` while `make demo` runs.

    python -m scripts.screenshots [--url http://localhost:8000] [--out docs/images] [name …]

Each page is taken at 1280 pixels (name.png) and 390 (name-390.png), as far as the first screen goes; --full takes all.
Pages of the office are opened by a demo account of the role they name, from var/demo-accounts.json.
--guides takes those of the user guides instead, into static/guide/ (scripts/guide_pictures.py).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import Browser, ViewportSize

from scripts import guide_pictures
from scripts.browsing import CannotTake, chromium, sign_in, visit
from scripts.programs import ProgramMissing
from scripts.services import PROJECT

SIZES = {"": (1280, 860), "-390": (390, 800)}

Named = TypeVar("Named", "Picture", guide_pictures.GuidePicture)


@dataclass(frozen=True)
class Picture:
    """A page to take: its address, the part of a role's name that may open it ("" = everybody), a link to follow."""

    name: str
    address: str
    role: str = ""
    follow: str = ""


PICTURES = (
    Picture("home", "/"),
    Picture("list", "/thong-bao-dau-gia/?q=dat+o"),
    Picture("detail", "/thong-bao-dau-gia/", follow="article.hit h3 a"),
    Picture("selection-list", "/lua-chon-to-chuc-dau-gia/"),
    Picture("login", "/dang-nhap/"),
    Picture("account-request", "/de-nghi-cap-tai-khoan/"),
    Picture("registration", "/dang-ky/"),
    Picture("role-home", "/nghiep-vu/", role="Quản trị Sở Tư pháp"),
    Picture("accounts", "/nghiep-vu/tai-khoan/", role="Quản trị Sở Tư pháp"),
    Picture("account-requests", "/nghiep-vu/de-nghi/", role="Quản trị Sở Tư pháp"),
    Picture("notices", "/nghiep-vu/thong-bao/", role="Tổ chức đấu giá tài sản"),
    Picture("notice-form", "/nghiep-vu/thong-bao/soan/", role="Tổ chức đấu giá tài sản"),
    Picture("outbox", "/nghiep-vu/thu-di/", role="Hỗ trợ người dùng"),
    Picture("calendar", "/nghiep-vu/ngay-nghi/", role="Quản trị Bộ Tư pháp"),
)


def main() -> int:
    """Take the named pictures, all without names."""
    parser = argparse.ArgumentParser(description="Pictures of a running portal.")
    parser.add_argument("names", nargs="*", metavar="name", help="which ones, by the names in the tables")
    parser.add_argument("--url", default="http://localhost:8000", help="where the portal runs")
    parser.add_argument("--out", type=Path, default=PROJECT / "docs" / "images", help="folder of the pictures")
    parser.add_argument("--full", action="store_true", help="whole pages, not only the first screen")
    parser.add_argument("--guides", action="store_true", help="pictures of the user guides, into static/guide/")
    options = parser.parse_args()
    try:
        with chromium() as browser:
            for file in files_taken(browser, options):
                print(file)
    except (CannotTake, ProgramMissing) as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


def files_taken(browser: Browser, options: argparse.Namespace) -> Iterator[Path]:
    """Take what was asked for, one file after the other."""
    if options.guides:
        for picture in wanted(guide_pictures.PICTURES, options.names):
            yield guide_pictures.take(browser, picture, options.url)
        return
    options.out.mkdir(parents=True, exist_ok=True)
    for page in wanted(PICTURES, options.names):
        yield from take(browser, page, options.url, options.out, full=options.full)


def wanted(table: tuple[Named, ...], names: list[str]) -> list[Named]:
    """The pictures named, in the order of the table."""
    known = {picture.name for picture in table}
    if unknown := set(names) - known:
        raise CannotTake(f"no such picture: {', '.join(sorted(unknown))}. Known: {', '.join(sorted(known))}")
    return [picture for picture in table if not names or picture.name in names]


def take(browser: Browser, picture: Picture, url: str, out: Path, *, full: bool) -> Iterator[Path]:
    """Take one page at both widths."""
    for ending, (width, height) in SIZES.items():
        viewport: ViewportSize = {"width": width, "height": height}
        context = browser.new_context(base_url=url, viewport=viewport, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
        page = context.new_page()
        if picture.role:
            sign_in(page, picture.role)
        visit(page, picture.address)
        if picture.follow:
            page.locator(picture.follow).first.click()
        page.wait_for_load_state("networkidle")
        file = out / f"{picture.name}{ending}.png"
        page.screenshot(path=file, full_page=full)
        context.close()
        yield file


if __name__ == "__main__":
    sys.exit(main())
