"""Accounts as people live them: an organisation asks and is granted, an owner registers, an office locks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from accounts.models import AccountRequest, User
from tests.accounts.arrange import NEW_PASSWORD, PASSWORD, Office, make_organisation, pdf_bytes
from tests.browser.arrange_accounts import make_bac_ninh
from tests.browser.conftest import NewPage
from tests.browser.witness import Witness
from tests.stack import RealStack

pytestmark = pytest.mark.browser
ORGANISATION = "Công ty Đấu giá hợp danh Mẫu Số Một"


@pytest.fixture
def office(transactional_db: None) -> Office:
    return make_bac_ninh()


def sign_in(page: Page, login: str, password: str = PASSWORD) -> None:
    page.goto("/dang-nhap/")
    door = page.get_by_role("region", name="Cán bộ BTP/STP/TC đăng nhập TẠI ĐÂY")
    door.get_by_label("Tên đăng nhập").fill(login)
    door.get_by_label("Mật khẩu", exact=True).fill(password)
    door.get_by_role("button", name="Đăng nhập").click()


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


def hand_in(page: Page, scan: Path) -> None:
    letter = page.get_by_role("link", name="Tải công văn (PDF)").get_attribute("href")
    assert letter
    assert page.request.get(letter).body().startswith(b"%PDF")
    page.get_by_label("Ngày công văn").fill("19/11/2026")
    page.get_by_label("Bản quét công văn").set_input_files(scan)
    page.get_by_role("button", name="Nộp đề nghị").click()
    expect(page.get_by_text("Đã nộp, số đề nghị 1/")).to_be_visible()


def grant(page: Page) -> None:
    page.get_by_role("link", name=re.compile("Đề nghị cấp tài khoản chờ xem xét")).click()
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


def test_an_organisation_asks_the_office_grants_and_the_first_login_changes_the_password(
    new_page: NewPage, real_stack: RealStack, office: Office, tmp_path: Path
) -> None:
    organisation, officer = new_page(), new_page()
    fill_in_request(organisation)
    expect(organisation.get_by_role("heading", level=1)).to_have_text("Đề nghị cấp tài khoản")
    # It goes on another day, by the link in the mail.
    organisation.goto(link_in(real_stack.wait_for_mail("mauso1@example.vn"), "/de-nghi-cap-tai-khoan/"))
    scan = tmp_path / "công văn đã ký.pdf"
    scan.write_bytes(pdf_bytes())
    hand_in(organisation, scan)

    sign_in(officer, "bacninh_stp")
    grant(officer)

    mail = real_stack.wait_for_mail("mauso1@example.vn", containing="Đã cấp tài khoản")
    first = re.search(r"Mật khẩu lần đầu: (\S+)", mail["text"])
    assert first
    sign_in(organisation, "mauso1_tc_tinhbacninh", first.group(1))
    change_first_password(organisation, first.group(1))
    expect(organisation.get_by_text(ORGANISATION).first).to_be_visible()
    assert AccountRequest.objects.get().granted_login == "mauso1_tc_tinhbacninh"


def test_an_owner_registers_and_opens_the_link_in_the_real_mail(
    page: Page, real_stack: RealStack, office: Office
) -> None:
    page.goto("/dang-nhap/")
    page.get_by_role("link", name="Đăng ký bằng thư điện tử").click()
    page.get_by_label("Tên cơ quan, tổ chức").fill("Trung tâm Phát triển quỹ đất Mẫu")
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

    page.goto(link_in(real_stack.wait_for_mail("chutaisan@example.vn"), "/dang-ky/xac-nhan/"))
    expect(page.get_by_text("Trung tâm Phát triển quỹ đất Mẫu")).to_be_visible()
    page.get_by_role("button", name="Xác nhận và kích hoạt tài khoản").click()
    expect(page.get_by_text("Đã xác nhận địa chỉ thư điện tử")).to_be_visible()
    door = page.get_by_role("region", name="Người có tài sản đấu giá")
    door.get_by_label("Địa chỉ thư điện tử đã đăng ký").fill("chutaisan@example.vn")
    door.get_by_label("Mật khẩu", exact=True).fill(NEW_PASSWORD)
    door.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_text("Trung tâm Phát triển quỹ đất Mẫu").first).to_be_visible()
    assert User.objects.get(username="chutaisan@example.vn").agency.parent == office.agency


def test_a_locked_organisation_is_out_at_once_and_stays_out(
    new_page: NewPage, live_server: object, office: Office
) -> None:
    user = make_organisation(office, "mauso1")
    organisation, officer = new_page(), new_page()
    sign_in(organisation, user.username)
    expect(organisation.get_by_role("heading", name=re.compile("Việc của tôi"))).to_be_visible()

    sign_in(officer, "bacninh_stp")
    officer.goto("/nghiep-vu/tai-khoan/")
    officer.get_by_label("Chọn mauso1_tc_tinhbacninh").check()
    expect(officer.get_by_text("Đã chọn 1 tài khoản")).to_be_visible()
    officer.get_by_role("button", name="Khoá…", exact=True).click()
    officer.get_by_label("Lý do khoá").fill("Giấy đăng ký hoạt động hết hiệu lực")
    officer.get_by_role("button", name="Khoá tài khoản").click()
    expect(officer.get_by_text("đã thực hiện với 1 tài khoản")).to_be_visible()
    expect(officer.get_by_role("row", name=re.compile("mauso1_tc_tinhbacninh")).get_by_text("Đã khoá")).to_be_visible()

    organisation.goto("/nghiep-vu/phien-dang-nhap/")
    expect(organisation.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
    expect(organisation.get_by_text("Lý do: Giấy đăng ký hoạt động hết hiệu lực")).to_be_visible()
    sign_in(organisation, user.username)
    expect(organisation.get_by_text("Tài khoản đã bị khoá từ ngày")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_what_was_typed_survives_an_ended_session(
    javascript: bool, new_page: NewPage, live_server: object, office: Office, witness: Witness
) -> None:
    witness.expect("401")
    user = make_organisation(office, "mauso1")
    page, form = new_page(javascript=javascript), f"/nghiep-vu/tai-khoan/them/{user.agency.public_id}/"
    sign_in(page, "bacninh_stp")
    page.goto(form)
    page.get_by_label("Tên đề nghị").fill("mauso1b")
    page.get_by_label("Họ và tên người dùng").fill("Lê Văn Thử")
    page.get_by_label("Soạn thông báo đấu giá").check()
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Thêm tài khoản").click()
    expect(page.get_by_text("Phiên làm việc đã hết")).to_be_visible()
    door = page.get_by_role("region", name="Cán bộ BTP/STP/TC đăng nhập TẠI ĐÂY")
    door.get_by_label("Tên đăng nhập").fill("bacninh_stp")
    door.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    door.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("button", name="Gửi tiếp").click()
    expect(page.get_by_text("Chỉ hiện một lần trên trang này")).to_be_visible()
    assert User.objects.get(username="mauso1b_tc_tinhbacninh").full_name == "Lê Văn Thử"
    page.goto(form)
    expect(page.get_by_label("Họ và tên người dùng")).to_have_value("")
    expect(page.get_by_text("Đã hiện lại nội dung")).to_have_count(0)
