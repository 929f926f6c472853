"""The keyboard alone: Tab, Enter, Space, arrows and letters. No mouse, no focus set by the test."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.services.tours import remember_tour
from auctions.models import Draft, Notice
from tests.accounts.arrange import PASSWORD
from tests.auctions.factories import auction_content, published_notice
from tests.browser.signing_in import sign_in

pytestmark = pytest.mark.browser
MOST_TABS = 150
IS_FOCUSED = "element => element === document.activeElement"
IN_SIGHT = """element => { const box = element.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight && getComputedStyle(element).outlineStyle !== "none"; }"""


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus; it must then be seen, with a ring around it."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if target.count() and target.first.evaluate(IS_FOCUSED):
            assert target.first.evaluate(IN_SIGHT), "focused, but not seen"
            return
    raise AssertionError(f"{MOST_TABS} times Tab do not reach {target}")


def enter(page: Page, target: Locator) -> None:
    tab_to(page, target)
    page.keyboard.press("Enter")


def test_a_citizen_finds_a_notice_from_the_home_page(law_and_places: None, page: Page) -> None:
    notice = published_notice(auction_content(title="Xe ô tô tải thanh lý"))
    published_notice(auction_content(title="Đất ở phường Kinh Bắc"))
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("combobox", name="Từ khoá"))
    page.keyboard.type("xe o to")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tìm kiếm")
    enter(page, page.get_by_role("main").get_by_role("link", name="Xe ô tô tải thanh lý"))
    page.wait_for_url(f"**{notice.get_absolute_url()}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Xe ô tô tải thanh lý")


def test_a_list_is_filtered_and_the_filter_dropped(law_and_places: None, page: Page) -> None:
    published_notice(auction_content(title="Xe ô tô tải thanh lý"))
    page.goto("/thong-bao-dau-gia/")
    tab_to(page, page.get_by_label("Đang bán hồ sơ"))
    page.keyboard.press("Space")
    chip = page.get_by_role("link", name="Bỏ lọc Đang bán hồ sơ")
    expect(chip).to_be_visible()
    enter(page, chip)
    expect(chip).to_have_count(0)
    expect(page.get_by_label("Đang bán hồ sơ")).not_to_be_checked()


def test_a_clerk_logs_in_and_drafts_a_notice(clerk: User, page: Page) -> None:
    remember_tour(clerk)
    page.goto("/")
    enter(page, page.get_by_role("link", name="Đăng nhập").first)
    door = page.get_by_role("region", name="Cán bộ BTP/STP/TC đăng nhập TẠI ĐÂY")
    tab_to(page, door.get_by_label("Tên đăng nhập"))
    page.keyboard.type(clerk.username)
    tab_to(page, door.get_by_label("Mật khẩu", exact=True))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Việc của tôi hôm nay")).to_be_visible()
    enter(page, page.get_by_role("main").get_by_role("link", name="Soạn thông báo").first)
    begin = page.get_by_role("button", name="Bắt đầu soạn")
    expect(begin).to_be_visible()
    enter(page, begin)
    expect(begin).to_have_count(0)
    name = page.get_by_label("Tên tài sản")
    tab_to(page, name)
    page.keyboard.type("Máy in cũ")
    kind = page.get_by_label("Loại tài sản")
    tab_to(page, kind)
    page.keyboard.press("ArrowDown")
    enter(page, page.get_by_role("button", name="Lưu nháp"))
    expect(page.get_by_text("Đã lưu").first).to_be_visible()
    draft = Draft.objects.get()
    assert draft.content.lots[0].name == "Máy in cũ"
    assert draft.content.lots[0].asset_kind


def test_a_clerk_works_the_home_dashboard(drafted: Notice, clerk: User, page: Page, live_server: LiveServer) -> None:
    sign_in(page, clerk, live_server.url)
    page.goto("/nghiep-vu/")
    skip = page.get_by_role("button", name="Bỏ qua")
    enter(page, skip)
    expect(skip).to_have_count(0)
    figure = page.get_by_role("navigation", name="Số việc theo mức gấp").get_by_role("link").first
    enter(page, figure)
    task = page.locator(".task").first
    enter(page, task.get_by_role("link").first)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thông báo công khai")
    assert page.url != f"{live_server.url}/nghiep-vu/"
