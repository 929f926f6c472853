"""A clerk drafts, is told what the law says while typing, publishes, corrects and cancels; an owner selects."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from auctions.models import Draft, Notice
from tests.auctions.factories import (
    asset_owner,
    auction_content,
    publisher_at,
    two_working_days_before,
    working_day,
)
from tests.browser.axe import complaints
from tests.browser.conftest import NewPage
from tests.browser.drafting import (
    LIST,
    PLACES_AND_PEOPLE,
    edit_address,
    fill,
    log_in_again,
    note,
    open_as,
    publish_draft,
    type_selection,
    unfold,
    vn,
)
from tests.browser.witness import Witness

pytestmark = pytest.mark.browser


def test_from_the_empty_form_to_a_cancelled_auction(new_page: NewPage, live_server: LiveServer, clerk: User) -> None:
    page, citizen = open_as(clerk, new_page(), live_server), new_page()
    expect(page.get_by_text("Chưa có thông báo nào ở đây")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Soạn thông báo").first.click()
    page.get_by_role("button", name="Bắt đầu soạn").click()
    describe_the_asset(page)
    a_deposit_of_22_per_cent_is_explained(page)
    every_day_is_checked_while_typing(page)
    publishing_is_refused_and_leads_to_the_field(page)
    mend_and_fill_the_rest(page)
    preview_and_publish(page)
    notice = Notice.objects.get()
    assert notice.versions.count() == 1
    citizen.goto(notice.get_absolute_url())
    expect(citizen.get_by_role("heading", name="Quyền sử dụng đất ở thửa 215")).to_be_visible()
    expect(citizen.get_by_text("723.000.000").first).to_be_visible()
    correct(page)
    citizen.reload()
    expect(citizen.get_by_text("Lý do: Hội trường đang sửa chữa").first).to_be_visible()
    cancel(page)
    citizen.reload()
    expect(citizen.get_by_text("Đã huỷ cuộc đấu giá").first).to_be_visible()


def describe_the_asset(page: Page) -> None:
    fill(page, {"Tên tài sản": "Quyền sử dụng đất ở thửa 215", "Số lượng": "01 thửa", "Diện tích (m²)": "120,5"})
    page.get_by_label("Loại tài sản").select_option("land_use")
    expect(page.get_by_label("Động sản hay bất động sản")).to_have_value("immovable")
    page.get_by_label("Tỉnh, thành phố").select_option("24")
    page.get_by_label("Xã, phường, đặc khu").fill("kinh")
    page.get_by_role("button", name="Phường Kinh Bắc, Tỉnh Bắc Ninh").click()
    expect(page.get_by_label("Xã, phường, đặc khu")).to_have_value("Phường Kinh Bắc")


def a_deposit_of_22_per_cent_is_explained(page: Page) -> None:
    fill(page, {"Giá khởi điểm (đồng)": "3.615.000.000", "Tiền đặt trước (đồng)": "795300000"})
    page.keyboard.press("Tab")
    law = page.locator("#id_lots-0-deposit_law")
    expect(law).to_contain_text("Vượt 20% giá khởi điểm. Nhập số từ 180.750.000")
    expect(law).to_contain_text("Điều 39 khoản 1")
    expect(page.get_by_text("Ba tỷ sáu trăm mười lăm triệu đồng")).to_be_visible()


def every_day_is_checked_while_typing(page: Page) -> None:
    page.get_by_role("link", name="3. Thời gian, địa điểm").first.click()
    today = localdate()
    opening = working_day(today, 60)
    until = two_working_days_before(opening)
    days = {
        "Thời gian mở cuộc đấu giá": f"08:30 {vn(opening)}",
        "Ngày niêm yết": f"{today:%d%m%Y}",
        "Xem tài sản từ ngày": vn(today + timedelta(days=10)),
        "Xem tài sản đến ngày": vn(today + timedelta(days=10)),
        "Bán, tiếp nhận hồ sơ từ ngày": vn(today),
        "Hạn nộp hồ sơ": f"17:00 {vn(until)}",
        "Hạn nộp tiền đặt trước": f"17:00 {vn(until)}",
    }
    fill(page, days)
    page.keyboard.press("Tab")
    expect(page.locator("#id_posted_on_law")).to_contain_text("Chậm nhất")
    expect(page.get_by_label("Ngày niêm yết")).to_have_value(vn(today))
    expect(page.get_by_label("Lý do giữ ngày cuối xem tài sản")).to_be_visible()


def publishing_is_refused_and_leads_to_the_field(page: Page) -> None:
    page.get_by_role("button", name="Đăng thông báo…").click()
    alert = page.get_by_role("alert").first
    expect(alert).to_contain_text("Chưa đăng được")
    alert.get_by_role("link", name="Lô 1, tiền đặt trước: Vượt 20%").click()
    expect(page.get_by_label("Tiền đặt trước (đồng)")).to_be_focused()


def mend_and_fill_the_rest(page: Page) -> None:
    unfold(page)
    rest = {
        "Tiền đặt trước (đồng)": "723.000.000",
        "Lý do giữ ngày cuối xem tài sản": "Tài sản đang niêm phong",
        **PLACES_AND_PEOPLE,
    }
    fill(page, rest)
    page.get_by_label("Hình thức đấu giá").select_option("ballot")
    page.get_by_label("Phương thức đấu giá").select_option("ascending")
    expect(page.locator("#problems")).to_contain_text("không có mục nào phải sửa")


def preview_and_publish(page: Page) -> None:
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("Bản xem trước, chưa đăng")).to_be_visible()
    expect(page.get_by_role("heading", name="Quyền sử dụng đất ở thửa 215")).to_be_visible()
    page.get_by_role("link", name="Đăng thông báo…").click()
    expect(page.get_by_label("Lý do giữ ngày cuối xem tài sản")).to_have_value("Tài sản đang niêm phong")
    page.get_by_role("button", name="Đăng thông báo").dblclick()
    expect(page.get_by_text("Đã đăng thông báo")).to_be_visible()


def correct(page: Page) -> None:
    page.get_by_role("link", name="đính chính hoặc huỷ").click()
    page.get_by_role("button", name="Soạn đính chính").click()
    page.get_by_role("link", name="3. Thời gian, địa điểm").first.click()
    fill(page, {"Nơi tổ chức cuộc đấu giá": "Hội trường phường Vũ Ninh"})
    page.get_by_role("button", name="Đăng đính chính…").click()
    expect(page.locator("del")).to_have_text("Hội trường phường Kinh Bắc")
    expect(page.locator("ins")).to_have_text("Hội trường phường Vũ Ninh")
    page.get_by_label("Lý do", exact=True).fill("Hội trường đang sửa chữa")
    page.get_by_role("button", name="Đăng đính chính").click()
    expect(page.get_by_text("Đã đăng đính chính")).to_be_visible()


def cancel(page: Page) -> None:
    page.get_by_role("link", name="đính chính hoặc huỷ").click()
    page.get_by_role("link", name="Huỷ cuộc đấu giá…").click()
    page.get_by_label("Lý do").fill("Người có tài sản chấm dứt hợp đồng")
    page.get_by_role("button", name="Huỷ cuộc đấu giá").click()
    expect(page.get_by_text("Đã huỷ cuộc đấu giá").first).to_be_visible()


def test_an_owner_publishes_a_selection_notice(
    new_page: NewPage, live_server: LiveServer, law_and_places: None
) -> None:
    owner = publisher_at(asset_owner(name="Trung tâm Phát triển quỹ đất Mẫu"))
    page = open_as(owner, new_page(), live_server, f"{LIST}soan/")
    page.get_by_role("button", name="Bắt đầu soạn").click()
    expect(page.get_by_role("heading", name="Thông báo lựa chọn tổ chức đấu giá tài sản")).to_be_visible()
    type_selection(page, "Xe ô tô tải đã qua sử dụng")
    publish_draft(page)
    notice = Notice.objects.get()
    assert notice.kind == "selection"
    assert notice.owner_name == "Trung tâm Phát triển quỹ đất Mẫu"


def test_two_tabs_do_not_overwrite_each_other_unseen(
    new_page: NewPage, live_server: LiveServer, clerk: User, drafted: Notice
) -> None:
    first = open_as(clerk, new_page(), live_server, edit_address(drafted))
    second = first.context.new_page()
    second.goto(edit_address(drafted))

    unfold(first)
    unfold(second)
    first.get_by_label("Điện thoại liên hệ").fill("0222 111 1111")
    first.keyboard.press("Tab")
    expect(first.locator("#revision")).to_have_value("2")
    second.get_by_label("Điện thoại liên hệ").fill("0222 222 2222")
    second.keyboard.press("Tab")

    expect(second.get_by_text("Chưa lưu được").first).to_be_visible()
    expect(second.locator("#conflict")).to_contain_text("đã lưu bản nháp này lúc")
    expect(second.get_by_label("Điện thoại liên hệ")).to_have_value("0222 222 2222")
    assert Draft.objects.get().content.contact_phone == "0222 111 1111"

    second.get_by_role("button", name="Ghi đè bằng nội dung trên màn hình này").click()
    expect(second.get_by_text("Đã lưu nháp lúc").first).to_be_visible()
    assert Draft.objects.get().content.contact_phone == "0222 222 2222"


def test_without_script_every_button_does_the_same(
    new_page: NewPage, live_server: LiveServer, clerk: User, drafted: Notice
) -> None:
    page = open_as(clerk, new_page(javascript=False), live_server, edit_address(drafted))

    page.get_by_role("heading", name="5. Liên hệ, thông tin khác").click()
    note(page).fill("không có tập lệnh")
    page.get_by_role("heading", name="1. Tài sản, giá, tiền đặt trước").click()
    page.get_by_role("button", name="Thêm lô giống lô 1").click()
    expect(page.locator("#lo-2")).to_be_visible()
    assert Draft.objects.get().content.note == "không có tập lệnh"
    page.locator("#lo-2").get_by_label("Tiền đặt trước (đồng)").fill("795.300.000")
    page.locator("#lo-2").get_by_label("Xã, phường, đặc khu").fill("kinh")
    page.get_by_role("button", name="Kiểm tra").click()
    expect(page.locator("#id_lots-1-deposit_law")).to_contain_text("Vượt 20%")
    page.get_by_role("button", name="Phường Kinh Bắc, Tỉnh Bắc Ninh").click()
    expect(page.locator("#lo-2").get_by_label("Xã, phường, đặc khu")).to_have_value("Phường Kinh Bắc")
    page.get_by_role("button", name="Bỏ lô 2").click()
    expect(page.locator("#lo-2")).to_have_count(0)
    page.get_by_role("button", name="Đăng thông báo…").click()
    page.get_by_role("button", name="Đăng thông báo").click()
    expect(page.get_by_text("Đã đăng thông báo")).to_be_visible()


def test_what_is_typed_survives_a_session_that_ends_in_the_middle(
    new_page: NewPage, live_server: LiveServer, clerk: User, drafted: Notice, witness: Witness
) -> None:
    witness.expect("401")
    page = open_as(clerk, new_page(), live_server, edit_address(drafted))
    unfold(page)
    Session.objects.all().delete()

    note(page).fill("gõ sau khi phiên hết hạn")
    page.get_by_role("button", name="Kiểm tra").click()
    log_in_again(page, clerk)
    page.get_by_role("button", name="Gửi tiếp").click()

    expect(note(page)).to_have_value("gõ sau khi phiên hết hạn")
    assert Draft.objects.get().content.note == "gõ sau khi phiên hết hạn"


def test_the_form_and_what_it_leads_to_are_accessible(
    new_page: NewPage, live_server: LiveServer, clerk: User, drafted: Notice
) -> None:
    content = auction_content()
    late = f"17:00 {vn(content.auction_at.date())}"
    page = open_as(clerk, new_page(), live_server, edit_address(drafted))
    unfold(page)
    page.get_by_label("Hạn nộp hồ sơ").fill(late)
    page.get_by_label("Ngày niêm yết").fill("31/02/2026")
    page.get_by_label("Xem tài sản đến ngày").fill(vn(content.viewing_from))
    page.get_by_label("Xã, phường, đặc khu").fill("kinh")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Không có ngày 31/02/2026").first).to_be_visible()

    one = f"{LIST}{drafted.public_id}/"
    for address in (f"{one}soan/", f"{one}soan/?checked=1", f"{one}xem-truoc/", f"{one}dang/", one, f"{LIST}?q=dat"):
        assert complaints(page, address) == []
