"""Public pages and simple forms with scripts switched off; and with them, the browser's own buttons after htmx."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from auctions.models import Notice
from tests.access.matrix import Person, Row, World, build_world
from tests.accounts.factories import UserFactory
from tests.auctions.factories import auction_content, load_rules, published_notice
from tests.browser.conftest import NewPage
from tests.browser.test_accessibility import hand_over
from tests.pages import PAGES, answer_to, is_page

pytestmark = pytest.mark.browser
LIST = "/thong-bao-dau-gia/"
ANYBODY = [row for row in PAGES if row.expected()[Person.ANONYMOUS] == "200"]
# What a form needs to be sent by the browser itself, and what must not be on a page that no script will ever open.
STUCK = """() => [...document.querySelectorAll("main form")]
    .filter((form) => !form.querySelector("button[type=submit], button:not([type]), input[type=submit]"))
    .map((form) => form.outerHTML.slice(0, 80))"""
USELESS = """() => [...document.querySelectorAll("main button[type=button], main [data-tour], .needs-script")]
    .filter((each) => each.checkVisibility()).map((each) => each.outerHTML.slice(0, 80))"""


@pytest.fixture
def world(transactional_db: None) -> World:
    return build_world()


@pytest.fixture
def notices(transactional_db: None) -> list[Notice]:
    load_rules()
    titles = ("Đất ở phường Kinh Bắc", "Xe ô tô thanh lý")
    return [published_notice(auction_content(title=title)) for title in titles]


@pytest.fixture
def plain(new_page: NewPage) -> Page:
    """A browser that runs no scripts."""
    return new_page(javascript=False)


def test_every_public_page_is_read_without_script(world: World, plain: Page) -> None:
    found: list[str] = []
    for row in ANYBODY:
        address, response = answer_to(row, Person.ANONYMOUS, world)
        if is_page(response):
            hand_over(plain, address, response)
            found += unreadable(plain, row, address)
    assert found == []


def unreadable(page: Page, row: Row, address: str) -> list[str]:
    """What is missing or stuck on a page without script."""
    page.goto(address)
    wrong = [f"useless {each}" for each in page.evaluate(USELESS)] + [f"stuck {each}" for each in page.evaluate(STUCK)]
    if not page.locator("h1").first.is_visible():
        wrong.append("no heading")
    if page.locator("nav.menu").count() and not page.get_by_role("link", name="Trang chủ").first.is_visible():
        wrong.append("no menu")
    return [f"{row.url_name}: {each}" for each in wrong]


def test_searching_filtering_and_reading_need_no_script(notices: list[Notice], plain: Page) -> None:
    plain.goto("/")
    plain.get_by_role("searchbox", name="Từ khoá").fill("xe o to thanh ly")
    plain.get_by_role("button", name="Tìm").click()
    expect(plain.locator("article.hit")).to_have_count(1)
    plain.get_by_role("link", name="Xe ô tô thanh lý").click()
    expect(plain.get_by_role("heading", level=1)).to_contain_text("Xe ô tô thanh lý")
    plain.goto(LIST)
    plain.get_by_label("Đang bán hồ sơ").check()
    plain.get_by_role("button", name="Áp dụng bộ lọc").click()
    expect(plain.locator("article.hit")).to_have_count(2)
    plain.get_by_role("link", name="Bỏ lọc Đang bán hồ sơ").click()
    assert "tinh_trang" not in plain.url


def test_simple_forms_need_no_script(plain: Page, transactional_db: None) -> None:
    plain.goto("/quen-mat-khau/")
    plain.get_by_label("Địa chỉ thư điện tử").fill("ai-do@example.vn")
    plain.get_by_role("button", name="Gửi liên kết đặt lại mật khẩu").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Kiểm tra hộp thư")
    plain.goto("/de-nghi-cap-tai-khoan/tra-cuu/")
    plain.get_by_label("Mã theo dõi").fill("ABCD1234")
    plain.get_by_label("Địa chỉ thư điện tử").fill("ai-do@example.vn")
    plain.get_by_role("button", name="Gửi liên kết").click()
    expect(plain.get_by_text("Nếu mã và địa chỉ khớp với một đề nghị")).to_be_visible()
    plain.goto("/dang-ky/")
    plain.get_by_role("button", name="Đăng ký", exact=True).click()
    expect(plain.get_by_text("mục phải sửa")).to_be_visible()
    plain.goto("/huong-dan/")
    plain.get_by_label("Hướng dẫn dành cho").select_option("Người có tài sản đấu giá")
    plain.get_by_role("button", name="Xem", exact=True).click()
    expect(plain.get_by_role("link", name="Bộ Tư pháp theo dõi thư đi")).to_have_count(0)


def test_signing_in_and_out_needs_no_script(plain: Page, transactional_db: None) -> None:
    user: User = UserFactory(full_name="Trần Thị Thử")
    plain.goto("/dang-nhap/")
    door = plain.get_by_role("region", name="Cán bộ BTP/STP/TC đăng nhập TẠI ĐÂY")
    door.get_by_label("Tên đăng nhập").fill(user.username)
    door.get_by_label("Mật khẩu", exact=True).fill("mat-khau-mau-1")
    door.get_by_role("button", name="Đăng nhập").click()
    expect(plain.get_by_role("heading", name="Việc của tôi hôm nay")).to_be_visible()
    plain.get_by_role("link", name="Hướng dẫn màn hình này").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Trang Việc của tôi")
    plain.go_back()
    plain.get_by_role("button", name="Thoát").click()
    expect(plain.get_by_role("link", name="Đăng nhập").first).to_be_visible()


def test_back_reload_and_a_copied_address_show_the_filtered_list(
    notices: list[Notice], page: Page, new_page: NewPage
) -> None:
    page.goto(LIST)
    page.get_by_role("searchbox").last.fill("xe o to")
    page.keyboard.press("Enter")
    expect(page.locator("article.hit")).to_have_count(1)
    page.get_by_label("Đang bán hồ sơ").check()
    expect(page.get_by_role("link", name="Bỏ lọc Đang bán hồ sơ")).to_be_visible()
    filtered = page.url
    assert "q=xe" in filtered

    page.get_by_role("link", name="Xe ô tô thanh lý").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Xe ô tô thanh lý")
    page.go_back()
    expect(page).to_have_url(filtered)
    expect(page.locator("article.hit")).to_have_count(1)
    expect(page.get_by_label("Đang bán hồ sơ")).to_be_checked()
    page.reload()
    expect(page.locator("article.hit")).to_have_count(1)
    expect(page.get_by_role("searchbox").last).to_have_value("xe o to")

    page.go_back()
    expect(page.get_by_role("link", name="Bỏ lọc Đang bán hồ sơ")).to_have_count(0)
    expect(page.get_by_label("Đang bán hồ sơ")).not_to_be_checked()
    page.go_forward()
    expect(page.get_by_label("Đang bán hồ sơ")).to_be_checked()

    other = new_page(width=390)
    other.goto(filtered)
    expect(other.locator("article.hit")).to_have_count(1)
