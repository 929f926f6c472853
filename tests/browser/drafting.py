"""The drafting form in a browser: opening it as somebody, typing by label."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import Locator, Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from auctions.models import Notice
from tests.browser.signing_in import sign_in

LIST = "/nghiep-vu/thong-bao/"


def open_as(user: User, page: Page, server: LiveServer, address: str = LIST) -> Page:
    sign_in(page, user, server.url)
    page.goto(address)
    return page


def edit_address(notice: Notice) -> str:
    return f"{LIST}{notice.public_id}/soan/"


def fill(page: Page, values: dict[str, str]) -> None:
    for label, value in values.items():
        page.get_by_label(label, exact=False).first.fill(value)


def note(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Thông tin khác")


def vn(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def unfold(page: Page) -> None:
    """Open every section and lot."""
    page.get_by_role("button", name="Mở tất cả các mục").click()


def log_in_again(page: Page, user: User) -> None:
    door = page.get_by_role("region", name="Cán bộ BTP/STP/TC đăng nhập TẠI ĐÂY")
    door.get_by_label("Tên đăng nhập").fill(user.username)
    door.get_by_role("textbox", name="Mật khẩu").fill("mat-khau-mau-1")
    door.get_by_role("button", name="Đăng nhập").click()
