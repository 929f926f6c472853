"""What people do on the pages about accounts: signing in, asking for an account, granting, registering."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.accounts.arrange import NEW_PASSWORD, PASSWORD

ORGANISATION = "Công ty Đấu giá hợp danh Mẫu Số Một"
OWNER = "Trung tâm Phát triển quỹ đất Mẫu"
OFFICE_DOOR, OWNER_DOOR = "Cán bộ BTP/STP/TC đăng nhập TẠI ĐÂY", "Người có tài sản đấu giá"


def sign_in(page: Page, login: str, password: str = PASSWORD, *, door: str = OFFICE_DOOR) -> None:
    page.goto("/dang-nhap/")
    form = page.get_by_role("region", name=door)
    form.get_by_label("Địa chỉ thư điện tử đã đăng ký" if door == OWNER_DOOR else "Tên đăng nhập").fill(login)
    form.get_by_label("Mật khẩu", exact=True).fill(password)
    form.get_by_role("button", name="Đăng nhập").click()


def link_in(mail: dict[str, str], part: str) -> str:
    return next(word for word in mail["text"].split() if part in word)


def fill_in_request(page: Page) -> None:
    page.goto("/dang-nhap/")
    page.get_by_text("Quên mật khẩu, tài khoản bị khoá hoặc chưa có tài khoản").click()
    page.get_by_role("link", name="gửi đề nghị cấp tài khoản").click()
    page.get_by_label("Tên tổ chức đấu giá tài sản").fill(ORGANISATION)
    page.get_by_label("Tỉnh, thành phố đăng ký hoạt động").select_option(label="Bắc Ninh")
    page.get_by_label("Tên đề nghị").fill("Mẫu Số 1")
    page.get_by_label("Địa chỉ", exact=True).fill("Số 0 đường Mẫu")
    page.get_by_label("Người đại diện theo pháp luật").fill("Trần Thị Thử")
    page.get_by_label("Điện thoại").fill("0222 000 0001")
    page.get_by_label("Địa chỉ thư điện tử").fill("mauso1@example.vn")
    page.get_by_role("button", name="Lập công văn đề nghị").click()


def download_letter(page: Page) -> str:
    """The text of the letter that the applicant downloads to print, sign and seal."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải công văn (PDF)").click()
    pages = PdfReader(BytesIO(download.value.path().read_bytes())).pages
    return " ".join(" ".join(sheet.extract_text() for sheet in pages).split())


def hand_in(page: Page, scan: Path) -> None:
    page.get_by_label("Ngày công văn").fill("19/11/2026")
    page.get_by_label("Bản quét công văn").set_input_files(scan)
    page.get_by_role("button", name="Nộp đề nghị").click()
    expect(page.get_by_text("Đã nộp, số đề nghị 1/")).to_be_visible()


def grant(page: Page) -> None:
    page.get_by_role("link", name="Đề nghị cấp tài khoản chờ xem xét", exact=True).click()
    page.get_by_role("link", name=ORGANISATION).click()
    expect(page.get_by_text("Tên còn trống")).to_be_visible()
    page.get_by_label("Tên đề nghị").fill("mauso1b")
    expect(page.get_by_text("mauso1b_tc_tinhbacninh")).to_be_visible()
    page.get_by_label("Tên đề nghị").fill("mauso1")
    expect(page.get_by_text("mauso1_tc_tinhbacninh", exact=True)).to_be_visible()
    page.get_by_role("button", name="Cấp và gửi mật khẩu lần đầu").click()
    expect(page.get_by_text("và gửi mật khẩu lần đầu đến mauso1@example.vn")).to_be_visible()


def change_first_password(page: Page, first: str) -> None:
    expect(page.get_by_text("Đổi mật khẩu lần đầu trước khi làm việc")).to_be_visible()
    page.goto("/nghiep-vu/tai-khoan/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đổi mật khẩu")
    page.get_by_label("Mật khẩu đang dùng", exact=True).fill(first)
    page.get_by_label("Mật khẩu mới", exact=True).fill(NEW_PASSWORD)
    page.get_by_label("Nhập lại mật khẩu mới", exact=True).fill(NEW_PASSWORD)
    page.get_by_role("button", name="Đổi mật khẩu").click()
    expect(page.get_by_text("Đã đổi mật khẩu.")).to_be_visible()


def register_owner(page: Page) -> None:
    page.goto("/dang-nhap/")
    page.get_by_role("link", name="Đăng ký bằng thư điện tử").click()
    page.get_by_label("Cá nhân").check()
    expect(page.get_by_label("Tên cơ quan, tổ chức")).to_be_hidden()
    page.get_by_label("Cơ quan, tổ chức", exact=True).check()
    page.get_by_label("Tên cơ quan, tổ chức").fill(OWNER)
    page.get_by_label("Họ và tên người đăng ký").fill("Đặng Thị Mẫu")
    page.get_by_label("Tỉnh, thành phố").select_option(label="Bắc Ninh")
    page.get_by_label("Xã, phường, đặc khu").select_option(label="Phường Kinh Bắc")
    page.get_by_label("Số nhà, đường, thôn").fill("Số 0 đường Mẫu")
    page.get_by_label("Điện thoại").fill("0222 000 0002")
    page.get_by_label("Địa chỉ thư điện tử").fill("chutaisan@example.vn")
    page.get_by_label("Mật khẩu", exact=True).fill(NEW_PASSWORD)
    page.get_by_label("Nhập lại mật khẩu", exact=True).fill(NEW_PASSWORD)
    page.get_by_role("button", name="Đăng ký", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kiểm tra hộp thư")
