"""Takes the pictures of the documentation from a running portal: `make screenshots` while `make demo` runs.

    python -m scripts.screenshots [--url http://localhost:8000] [--out docs/images] [name …]

Each page is taken at 1280 pixels (name.png) and 390 (name-390.png), as far as the first screen goes; --full takes all.
Pages of the office are opened by a demo account of the role they name, from var/demo-accounts.json.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, ViewportSize, sync_playwright

from scripts.programs import ProgramMissing, program
from scripts.services import PROJECT

ACCOUNTS = PROJECT / "var" / "demo-accounts.json"
SIZES = {"": (1280, 860), "-390": (390, 800)}
ARGUMENTS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


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


class CannotTake(Exception):
    """Why a picture cannot be taken, in words for the person at the terminal."""


def main() -> int:
    """Take the named pictures, all without names."""
    parser = argparse.ArgumentParser(description="Pictures of a running portal.")
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(picture.name for picture in PICTURES))
    parser.add_argument("--url", default="http://localhost:8000", help="where the portal runs")
    parser.add_argument("--out", type=Path, default=PROJECT / "docs" / "images", help="folder of the pictures")
    parser.add_argument("--full", action="store_true", help="whole pages, not only the first screen")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    try:
        with chromium() as browser:
            for picture in wanted(options.names):
                for file in take(browser, picture, options.url, options.out, full=options.full):
                    print(file)
    except (CannotTake, ProgramMissing) as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


def wanted(names: list[str]) -> list[Picture]:
    """The pictures named, in the order of the table."""
    known = {picture.name for picture in PICTURES}
    if unknown := set(names) - known:
        raise CannotTake(f"no such picture: {', '.join(sorted(unknown))}. Known: {', '.join(sorted(known))}")
    return [picture for picture in PICTURES if not names or picture.name in names]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program("chromium"), args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


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


def visit(page: Page, address: str) -> None:
    """Open a page that must answer."""
    try:
        answer = page.goto(address)
    except Error as failure:
        raise CannotTake(
            f"{address} does not answer. Is `make demo` running? ({failure.message.splitlines()[0]})"
        ) from failure
    if answer is None or not answer.ok:
        raise CannotTake(f"{address} answers {answer.status if answer else 'nothing'}")


def sign_in(page: Page, role: str) -> None:
    """Log in as the first demo account whose role contains `role`."""
    if not ACCOUNTS.exists():
        raise CannotTake(f"{ACCOUNTS} is missing: the accounts of the demo are written by `make demo`")
    account = next((entry for entry in json.loads(ACCOUNTS.read_text()) if role in entry["role"]), None)
    if account is None:
        raise CannotTake(f"no demo account with the role {role}")
    visit(page, "/dang-nhap/")
    door = page.locator("section", has=page.get_by_label("Tên đăng nhập"))
    door.get_by_label("Tên đăng nhập").fill(account["login"])
    door.get_by_label("Mật khẩu", exact=True).fill(account["password"])
    door.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/nghiep-vu/**")


if __name__ == "__main__":
    sys.exit(main())
