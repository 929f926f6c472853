"""Administering accounts in a browser: several at once, and a form that outlives its session."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from accounts.models import User
from tests.accounts.arrange import PASSWORD, Office, make_organisation
from tests.browser.accounts_by_page import sign_in
from tests.browser.arrange_accounts import make_bac_ninh
from tests.browser.conftest import NewPage
from tests.browser.witness import Witness

pytestmark = pytest.mark.browser


@pytest.fixture
def office(transactional_db: None) -> Office:
    return make_bac_ninh()


def test_accounts_are_chosen_in_the_list_and_locked_together(
    new_page: NewPage, live_server: object, office: Office
) -> None:
    for number in (1, 2):
        make_organisation(office, f"mauso{number}")
    page = new_page()
    sign_in(page, "bacninh_stp")
    page.goto("/nghiep-vu/tai-khoan/")
    page.get_by_label("Chọn tất cả trong trang").check()
    expect(page.get_by_text("Đã chọn 2 tài khoản")).to_be_visible()
    page.get_by_role("button", name="Khoá…", exact=True).click()
    page.get_by_label("Lý do khoá").fill("Giấy đăng ký hoạt động hết hiệu lực")
    page.get_by_role("button", name="Khoá tài khoản").click()
    expect(page.get_by_text("đã thực hiện với 2 tài khoản")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("mauso1_tc_tinhbacninh")).get_by_text("Đã khoá")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_long_roles_in_the_header_are_read_whole(
    new_page: NewPage, live_server: object, office: Office, width: int
) -> None:
    user = make_organisation(office, "mauso1", full_name="Nguyễn Thị Mẫu Có Họ Tên Rất Dài Để Thử Khung Đầu Trang")
    page = new_page(width=width)
    sign_in(page, user.username)
    cut = "e => e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight + 1"
    for part in page.locator(".who b, .who small").all():
        assert not part.evaluate(cut), part.inner_text()
    expect(page.locator(".who small")).to_contain_text("Quản trị đơn vị")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


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
