"""The drafting form while somebody types: what is mended looks mended, parts fold, a lost session loses nothing."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from auctions.models import Draft, Notice
from tests.browser.conftest import NewPage
from tests.browser.drafting import LIST, edit_address, log_in_again, note, open_as, unfold
from tests.browser.witness import Witness
from tests.core.samples import pdf

pytestmark = pytest.mark.browser
WRONG = re.compile(r"\bis-invalid\b")
COVERED = """() => {
    const bar = document.querySelector(".savebar").getBoundingClientRect();
    const it = document.activeElement.getBoundingClientRect();
    const inside = document.activeElement.closest(".savebar");
    return !inside && it.height > 0 && it.top < bar.bottom && it.bottom > bar.top + 1;
}"""


def test_a_mended_field_looks_mended_at_once(
    new_page: NewPage, live_server: LiveServer, clerk: User, drafted: Notice
) -> None:
    page = open_as(clerk, new_page(), live_server, edit_address(drafted))
    unfold(page)
    posted, phone = page.get_by_label("Ngày niêm yết"), page.get_by_label("Điện thoại liên hệ")
    right = posted.input_value()
    posted.fill("31/02/2026")
    phone.fill("")
    page.get_by_role("button", name="Kiểm tra").click()
    for field in (posted, phone):
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_class(WRONG)

    posted.fill(right)
    phone.fill("0222 111 1111")
    page.keyboard.press("Tab")

    for field in (posted, phone):
        expect(field).not_to_have_attribute("aria-invalid", "true")
        expect(field).not_to_have_class(WRONG)
    expect(page.get_by_text("Không có ngày 31/02/2026")).to_have_count(0)
    expect(page.locator("#problems")).to_contain_text("không có mục nào phải sửa")

    phone.fill("")
    page.keyboard.press("Tab")
    expect(phone).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#id_contact_phone_notes")).to_contain_text("Ghi số điện thoại liên hệ.")


def test_a_session_that_ends_while_the_form_saves_itself_loses_nothing(
    new_page: NewPage, live_server: LiveServer, clerk: User, drafted: Notice, witness: Witness
) -> None:
    witness.expect("401")
    page = open_as(clerk, new_page(), live_server, edit_address(drafted))
    unfold(page)
    Session.objects.all().delete()

    note(page).fill("gõ sau khi phiên hết hạn")
    page.keyboard.press("Tab")
    said = page.get_by_role("alert").filter(has_text="Phiên làm việc đã kết thúc")
    expect(said).to_contain_text("Nội dung đã gõ còn nguyên trên màn hình này.")
    expect(page.locator("[data-save-state]")).to_have_text("Chưa lưu")
    said.get_by_role("button", name="Đăng nhập lại và lưu nội dung đã gõ").click()
    log_in_again(page, clerk)
    page.get_by_role("button", name="Gửi tiếp").click()

    expect(page.get_by_text("Đã lưu nháp lúc").first).to_be_visible()
    assert Draft.objects.get().content.note == "gõ sau khi phiên hết hạn"


def test_a_file_sent_while_the_form_saves_itself_on_a_slow_line_arrives(
    new_page: NewPage, live_server: LiveServer, clerk: User, drafted: Notice, witness: Witness
) -> None:
    page = open_as(clerk, new_page(), live_server, edit_address(drafted))
    unfold(page)
    waiting: list[Route] = []

    def slow_at_first(route: Route) -> None:
        if waiting or route.request.method != "POST":
            route.continue_()
        else:
            waiting.append(route)

    page.route(f"**{edit_address(drafted)}", slow_at_first)
    with page.expect_request(lambda request: request.method == "POST"):
        note(page).fill("gõ trước khi tải tệp")
        page.keyboard.press("Tab")
    file = {"name": "Quy chế.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    page.get_by_label("Chọn các tệp").set_input_files(file)
    page.get_by_role("button", name="Tải lên").click()
    waiting[0].continue_()

    expect(page.get_by_role("link", name="Quy chế.pdf")).to_be_visible()
    expect(page.get_by_text("Có tệp chưa nhận được")).to_have_count(0)
    expect(note(page)).to_have_value("gõ trước khi tải tệp")


def test_a_page_without_a_form_leads_to_the_login_and_back(
    new_page: NewPage, live_server: LiveServer, clerk: User, witness: Witness
) -> None:
    witness.expect("401")
    page = open_as(clerk, new_page(), live_server, f"{LIST}?q=dat")
    Session.objects.all().delete()

    page.evaluate("htmx.ajax('GET', location.href, 'main')")

    page.get_by_role("alert").get_by_role("link", name="Đăng nhập lại").click()
    log_in_again(page, clerk)
    page.wait_for_url(f"**{LIST}?q=dat")


def test_the_save_bar_says_that_nothing_is_saved_while_the_line_is_down(
    new_page: NewPage, live_server: LiveServer, clerk: User, drafted: Notice, witness: Witness
) -> None:
    witness.expect("ERR_INTERNET_DISCONNECTED|htmx:")
    page = open_as(clerk, new_page(), live_server, edit_address(drafted))
    unfold(page)
    page.context.set_offline(True)

    note(page).fill("gõ khi mất mạng")
    page.keyboard.press("Tab")
    expect(page.get_by_role("alert").filter(has_text="Mất kết nối mạng")).to_be_visible()
    expect(page.locator("[data-save-state]")).to_have_text("Chưa lưu")

    page.context.set_offline(False)
    note(page).fill("gõ khi có mạng lại")
    page.keyboard.press("Tab")
    expect(page.locator("[data-save-state]")).to_contain_text("Đã lưu nháp lúc")
    expect(page.get_by_text("Mất kết nối mạng")).to_have_count(0)


def test_a_new_draft_begins_with_one_lot_and_folds_what_is_still_to_come(
    new_page: NewPage, live_server: LiveServer, clerk: User
) -> None:
    page = open_as(clerk, new_page(), live_server, f"{LIST}soan/")
    page.get_by_role("button", name="Bắt đầu soạn").click()

    expect(page.get_by_label("Tên tài sản")).to_be_visible()
    expect(page.get_by_label("Thời gian mở cuộc đấu giá")).to_be_hidden()
    page.get_by_role("link", name="Tiếp: 2. Người có tài sản, đấu giá viên").click()
    expect(page.get_by_label("Tên người có tài sản")).to_be_visible()
    page.get_by_role("button", name="Đăng thông báo…").click()
    summary = page.get_by_role("alert").first
    summary.get_by_text("mục còn lại").click()
    summary.get_by_role("link", name="Ghi giờ, ngày mở cuộc đấu giá.").click()
    expect(page.get_by_label("Thời gian mở cuộc đấu giá")).to_be_focused()


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_the_save_bar_is_in_sight_and_never_hides_the_field_one_is_in(
    new_page: NewPage, live_server: LiveServer, clerk: User, drafted: Notice, width: int, height: int
) -> None:
    page = open_as(clerk, new_page(width=width, height=height), live_server, edit_address(drafted))
    bar = page.get_by_role("group", name="Lưu và gửi")
    expect(bar.get_by_role("button", name="Lưu nháp")).to_be_in_viewport()
    for section in page.locator("details[data-fold]").all():
        if section.get_attribute("open") is None:
            section.locator("> summary").click()
    page.get_by_label("Tên thông báo").focus()

    for _ in range(60):
        page.keyboard.press("Tab")
        assert not page.evaluate(COVERED), page.evaluate("document.activeElement.outerHTML")
        expect(bar.get_by_role("button", name="Lưu nháp")).to_be_in_viewport()
