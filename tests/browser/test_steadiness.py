"""What is shown stays where it is while the rest loads (cumulative layout shift), on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from auctions.models import Notice
from tests.auctions.factories import auction_content, published_notice
from tests.browser.conftest import NewPage
from tests.browser.drafting import edit_address
from tests.browser.signing_in import sign_in

pytestmark = pytest.mark.browser
PHONE, MOST = 390, 0.05
OBSERVE = """
window.shift = 0;
new PerformanceObserver((list) => { for (const each of list.getEntries()) window.shift += each.value })
    .observe({ type: "layout-shift", buffered: true });
"""


def shift_of(page: Page, address: str) -> float:
    """The layout shift of one visit, until nothing loads any more."""
    page.goto(address, wait_until="networkidle")
    return float(page.evaluate("window.shift"))


def test_public_pages_stand_still(law_and_places: None, new_page: NewPage) -> None:
    notice = published_notice(auction_content())
    page = new_page(width=PHONE)
    page.add_init_script(OBSERVE)
    lists = ("/", "/thong-bao-dau-gia/", "/van-ban/", "/hoi-dap/", "/tim/")
    moved = {
        address: shift
        for address in (*lists, "/dang-nhap/", notice.get_absolute_url())
        if (shift := shift_of(page, address)) > MOST
    }
    assert moved == {}


def test_pages_of_the_office_stand_still(
    drafted: Notice, clerk: User, new_page: NewPage, live_server: LiveServer
) -> None:
    page = new_page(width=PHONE)
    sign_in(page, clerk, live_server.url)
    page.add_init_script(OBSERVE)
    addresses = ("/nghiep-vu/", "/nghiep-vu/thong-bao/", "/nghiep-vu/thong-bao/soan/", edit_address(drafted))
    moved = {address: shift for address in addresses if (shift := shift_of(page, address)) > MOST}
    assert moved == {}


def test_menus_begin_folded_on_a_phone_and_open_without_script_or_on_a_wide_screen(new_page: NewPage) -> None:
    for width, javascript, is_open in ((PHONE, True, False), (PHONE, False, True), (1280, True, True)):
        page = new_page(width=width, javascript=javascript)
        page.goto("/thong-bao-dau-gia/")
        menu = page.get_by_role("navigation", name="Chính")
        assert menu.get_by_role("link", name="Trang chủ").is_visible() == is_open, (width, javascript)
