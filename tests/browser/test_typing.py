"""What the scripts add for people who type: masks, echoes, one sending per click, text that survives a lost session."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.accounts.factories import UserFactory
from tests.browser.conftest import NewPage
from tests.browser.signing_in import sign_in
from tests.browser.witness import Witness
from tests.portal import gallery

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.portal.gallery_urls")]
HOME = re.compile(r"^http://[^/]+/$")
LONG = "/bo-thanh-phan/bieu-mau-dai/"


@pytest.fixture
def clerk(transactional_db: None) -> User:
    return UserFactory(full_name="Trần Thị Thử")


@pytest.fixture
def form(new_page: NewPage, live_server: LiveServer, clerk: User) -> Iterator[Page]:
    """The long form, opened by somebody signed in."""
    gallery.accepted.clear()
    page = new_page()
    sign_in(page, clerk, live_server.url)
    page.goto(LONG)
    yield page
    gallery.accepted.clear()


def fill(page: Page) -> None:
    page.get_by_label("Tên tài sản").fill("Đất ở phường Kinh Bắc")
    page.get_by_label("Mô tả").fill("Thửa 215,\ntờ bản đồ 14")
    page.get_by_label("Giá khởi điểm").fill("3615000000")
    page.get_by_label("Bất động sản").check()
    page.get_by_label("Mã bí mật").fill("khong-duoc-giu")


def expect_filled(page: Page) -> None:
    expect(page.get_by_label("Tên tài sản")).to_have_value("Đất ở phường Kinh Bắc")
    expect(page.get_by_label("Mô tả")).to_have_value("Thửa 215,\ntờ bản đồ 14")
    expect(page.get_by_label("Giá khởi điểm")).to_have_value("3.615.000.000")
    expect(page.get_by_label("Bất động sản")).to_be_checked()


def test_sums_and_dates_are_put_in_order_while_typing(form: Page) -> None:
    price = form.get_by_label("Giá khởi điểm")
    price.fill("3615000000")
    expect(form.get_by_text("Ba tỷ sáu trăm mười lăm triệu đồng")).to_be_visible()
    form.get_by_label("Ngày mở cuộc đấu giá").fill("21122026")
    expect(price).to_have_value("3.615.000.000")
    price.focus()
    expect(form.get_by_label("Ngày mở cuộc đấu giá")).to_have_value("21/12/2026")
    secret = form.get_by_label("Mã bí mật")
    secret.fill("abc")
    form.get_by_role("button", name="Hiện mật khẩu").click()
    expect(secret).to_have_attribute("type", "text")


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(form: Page) -> None:
    form.get_by_role("button", name="Gửi").click()
    summary = form.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Giá khởi điểm").click()
    expect(form.get_by_label("Giá khởi điểm")).to_be_focused()


def test_a_double_click_sends_once(form: Page) -> None:
    fill(form)
    form.get_by_role("button", name="Gửi").dblclick()
    form.wait_for_url(HOME)
    assert gallery.accepted == ["Đất ở phường Kinh Bắc"]


def test_text_survives_a_session_that_ended(form: Page, clerk: User, live_server: LiveServer, witness: Witness) -> None:
    witness.expect(r"\b401\b")
    fill(form)
    Session.objects.all().delete()
    form.get_by_role("button", name="Gửi").click()
    expect(form.get_by_role("heading", name="Đăng nhập", exact=True)).to_be_visible()
    sign_in(form, clerk, live_server.url)
    form.goto(LONG)
    expect(form.get_by_text("Đã hiện lại nội dung Ông/Bà gõ lúc")).to_be_visible()
    expect_filled(form)
    expect(form.get_by_label("Mã bí mật")).to_have_value("")
    form.get_by_role("button", name="Gửi").click()
    form.wait_for_url(HOME)
    form.goto(LONG)
    expect(form.get_by_label("Tên tài sản")).to_have_value("")


def test_what_was_sent_after_a_new_login_does_not_come_back(form: Page, clerk: User, witness: Witness) -> None:
    witness.expect(r"\b401\b")
    fill(form)
    Session.objects.all().delete()
    form.get_by_role("button", name="Gửi").click()
    door = form.locator("section", has=form.get_by_label("Tên đăng nhập"))
    door.get_by_label("Tên đăng nhập").fill(clerk.username)
    door.get_by_label("Mật khẩu", exact=True).fill("mat-khau-mau-1")
    door.get_by_role("button", name="Đăng nhập").click()
    form.get_by_role("button", name="Gửi tiếp").click()
    form.wait_for_url(HOME)
    assert gallery.accepted == ["Đất ở phường Kinh Bắc"]
    form.goto(LONG)
    expect(form.get_by_label("Tên tài sản")).to_have_value("")


def test_logging_in_again_in_another_tab_is_enough(form: Page, clerk: User, live_server: LiveServer) -> None:
    fill(form)
    Session.objects.all().delete()
    form.context.clear_cookies(name="csrftoken")
    sign_in(form, clerk, live_server.url)
    other_tab = form.context.new_page()
    other_tab.goto(LONG)
    form.get_by_role("button", name="Gửi").click()
    form.wait_for_url(HOME)
    assert gallery.accepted == ["Đất ở phường Kinh Bắc"]


def test_nobody_else_sees_what_was_typed(form: Page, live_server: LiveServer) -> None:
    fill(form)
    form.on("dialog", lambda dialog: dialog.accept())  # leaves although something is unsaved
    sign_in(form, UserFactory(full_name="Lê Văn Khác"), live_server.url)
    form.reload()
    expect(form.get_by_label("Tên tài sản")).to_have_value("")


def test_long_forms_work_without_scripts(new_page: NewPage, live_server: LiveServer, clerk: User) -> None:
    gallery.accepted.clear()
    page = new_page(javascript=False)
    sign_in(page, clerk, live_server.url)
    page.goto(LONG)
    page.get_by_label("Tên tài sản").fill("Xe ô tô")
    page.get_by_label("Giá khởi điểm").fill("1.500.000 đ")
    page.get_by_role("button", name="Gửi").click()
    page.wait_for_url(HOME)
    assert gallery.accepted == ["Xe ô tô"]
