"""A browser on the running demo: opening pages, signing in as one of its people. For the scripts that take pictures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, sync_playwright

from scripts.programs import program
from scripts.services import PROJECT

ACCOUNTS = PROJECT / "var" / "demo-accounts.json"
ARGUMENTS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


class CannotTake(Exception):
    """Why a picture cannot be taken, in words for the person at the terminal."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program("chromium"), args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


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


def sign_in(page: Page, role: str, accounts: Path = ACCOUNTS) -> None:
    """Log in as the demo account of this login name, or as the first one whose role contains `role`."""
    if not accounts.exists():
        raise CannotTake(f"{accounts} is missing: the accounts of the demo are written by `make demo`")
    account = next(
        (entry for entry in json.loads(accounts.read_text()) if entry["login"] == role or role in entry["role"]), None
    )
    if account is None:
        raise CannotTake(f"no demo account with the role {role}")
    visit(page, "/dang-nhap/")
    door = page.locator("section", has=page.get_by_label("Tên đăng nhập"))
    door.get_by_label("Tên đăng nhập").fill(account["login"])
    door.get_by_label("Mật khẩu", exact=True).fill(account["password"])
    door.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/nghiep-vu/**")
