"""The drafting form in a browser: opening it as somebody, typing by label."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from auctions.content import LOCAL
from auctions.models import Notice
from tests.auctions.factories import auction_content, selection_content
from tests.browser.signing_in import sign_in

LIST = "/nghiep-vu/thong-bao/"
PLACES_AND_PEOPLE = {
    "Tên người có tài sản": "Trung tâm Phát triển quỹ đất Mẫu",
    "Địa chỉ người có tài sản": "Số 3 phố Mẫu",
    "Nơi tổ chức cuộc đấu giá": "Hội trường phường Kinh Bắc",
    "Nơi xem tài sản": "Tại nơi có tài sản",
    "Nơi bán, tiếp nhận hồ sơ": "Trụ sở tổ chức đấu giá",
    "Cách nộp tiền đặt trước": "Chuyển khoản",
    "Điều kiện đăng ký tham gia": "Theo quy định của pháp luật",
    "Cách thức đăng ký": "Nộp hồ sơ trực tiếp",
    "Điện thoại liên hệ": "0222 000 0000",
}


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


def vn(day: date | None) -> str:
    assert day
    return f"{day:%d/%m/%Y}"


def unfold(page: Page) -> None:
    """Open every section and lot."""
    page.get_by_role("button", name="Mở tất cả các mục").click()


def log_in_again(page: Page, user: User) -> None:
    door = page.get_by_role("region", name="Cán bộ BTP/STP/TC đăng nhập TẠI ĐÂY")
    door.get_by_label("Tên đăng nhập").fill(user.username)
    door.get_by_role("textbox", name="Mật khẩu").fill("mat-khau-mau-1")
    door.get_by_role("button", name="Đăng nhập").click()


def type_auction(page: Page, name: str) -> None:
    """A lawful notice of auction of one lot, typed into the open form; nothing in it is warned of."""
    law = auction_content()
    assert law.auction_at
    assert law.dossier_until
    unfold(page)
    until = f"{law.dossier_until.astimezone(LOCAL):%H:%M} {vn(law.dossier_until)}"
    page.get_by_label("Loại tài sản").select_option("land_use")
    type_place(page)
    fill(
        page,
        {
            "Tên tài sản": name,
            "Số lượng": "01 thửa",
            "Diện tích (m²)": "120,5",
            "Giá khởi điểm (đồng)": "3.615.000.000",
            "Tiền đặt trước (đồng)": "723.000.000",
            "Thời gian mở cuộc đấu giá": f"{law.auction_at.astimezone(LOCAL):%H:%M} {vn(law.auction_at)}",
            "Ngày niêm yết": vn(law.posted_on),
            "Xem tài sản từ ngày": vn(law.viewing_from),
            "Xem tài sản đến ngày": vn(law.viewing_to),
            "Bán, tiếp nhận hồ sơ từ ngày": vn(law.dossier_from),
            "Hạn nộp hồ sơ": until,
            "Hạn nộp tiền đặt trước": until,
            **PLACES_AND_PEOPLE,
        },
    )
    page.get_by_label("Hình thức đấu giá").select_option("ballot")
    page.get_by_label("Phương thức đấu giá").select_option("ascending")


def type_selection(page: Page, name: str) -> None:
    """A lawful notice of selecting an auction organisation, typed into the open form."""
    law = selection_content()
    assert law.dossier_until
    unfold(page)
    fill(
        page,
        {
            "Tên tài sản": name,
            "Số lượng": "01 chiếc",
            "Chất lượng": "Đã qua sử dụng",
            "Giá khởi điểm (đồng)": "450.000.000",
            "Tiêu chí lựa chọn tổ chức đấu giá": "Theo Thông tư 19/2024/TT-BTP",
            "Ngày dự kiến quyết định lựa chọn": vn(law.decision_on),
            "Từ ngày": vn(law.dossier_from),
            "Hạn nộp hồ sơ": f"17:00 {vn(law.dossier_until)}",
            "Nơi bán, tiếp nhận hồ sơ": "Trụ sở Trung tâm",
            "Người liên hệ": "Trần Thị Thử",
            "Điện thoại liên hệ": "0222 000 0000",
        },
    )
    page.get_by_label("Loại tài sản").select_option("enforcement")
    page.get_by_label("Động sản hay bất động sản").select_option("movable")
    type_place(page)


def type_place(page: Page) -> None:
    """Where the first lot is: Bắc Ninh, phường Kinh Bắc."""
    page.get_by_label("Tỉnh, thành phố").select_option("24")
    page.get_by_label("Xã, phường, đặc khu").fill("phường kinh bắc")


def publish_draft(page: Page) -> None:
    """From the form by the page that asks to the published notice."""
    page.get_by_role("button", name="Đăng thông báo…").click()
    page.get_by_role("button", name="Đăng thông báo").click()
    expect(page.get_by_text("Đã đăng thông báo")).to_be_visible()
