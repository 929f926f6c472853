"""Being signed in without passing the login page, which has its own journeys."""

from __future__ import annotations

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from accounts.models import User
from tests.accounts.arrange import PASSWORD


def sign_in(page: Page, user: User, url: str) -> None:
    """Give the browser of `page` the cookie of a new session of `user` at the server `url`."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])


def log_in(page: Page, login: str, password: str = PASSWORD) -> None:
    """Pass the login page: a real server has keys of its own, so it knows no session made here."""
    page.goto("/dang-nhap/")
    door = page.get_by_role("region", name="Cán bộ BTP/STP/TC đăng nhập TẠI ĐÂY")
    door.get_by_label("Tên đăng nhập").fill(login)
    door.get_by_label("Mật khẩu", exact=True).fill(password)
    door.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/nghiep-vu/**")
