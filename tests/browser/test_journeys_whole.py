"""The three journeys from the first page to the last: account to print, registration to notice, lock to unlock."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from accounts.models import AccountRequest, User
from auctions.models import Notice
from tests.accounts.arrange import NEW_PASSWORD, Office, make_organisation, pdf_bytes
from tests.auctions.factories import draft_notice, load_rules, publish
from tests.browser.accounts_by_page import (
    ORGANISATION,
    OWNER,
    OWNER_DOOR,
    change_first_password,
    download_letter,
    fill_in_request,
    grant,
    hand_in,
    link_in,
    register_owner,
    sign_in,
)
from tests.browser.arrange_accounts import make_bac_ninh
from tests.browser.conftest import NewPage
from tests.browser.drafting import publish_draft, type_auction, type_selection
from tests.stack import RealStack

pytestmark = pytest.mark.browser
LAND = "Quyền sử dụng đất ở thửa 215"
REASON = "Giấy đăng ký hoạt động hết hiệu lực"


@pytest.fixture
def office(transactional_db: None) -> Office:
    load_rules()
    return make_bac_ninh()


# ------------------------------------------------------------------ A
def test_from_the_request_for_an_account_to_the_notice_a_citizen_prints(
    new_page: NewPage, real_stack: RealStack, office: Office, tmp_path: Path
) -> None:
    organisation, officer, citizen = new_page(), new_page(), new_page()
    fill_in_request(organisation)
    # It goes on another day, by the link in the mail.
    organisation.goto(link_in(real_stack.wait_for_mail("mauso1@example.vn"), "/de-nghi-cap-tai-khoan/"))
    letter = download_letter(organisation)
    assert f"- Tên tổ chức đấu giá tài sản: {ORGANISATION}" in letter
    assert "- Tài khoản đăng nhập: mauso1" in letter
    scan = tmp_path / "công văn đã ký.pdf"
    scan.write_bytes(pdf_bytes())
    hand_in(organisation, scan)

    sign_in(officer, "bacninh_stp")
    grant(officer)
    assert AccountRequest.objects.get().granted_login == "mauso1_tc_tinhbacninh"

    mail = real_stack.wait_for_mail("mauso1@example.vn", containing="Đã cấp tài khoản")
    first = re.search(r"Mật khẩu lần đầu: (\S+)", mail["text"])
    assert first
    sign_in(organisation, "mauso1_tc_tinhbacninh", first.group(1))
    change_first_password(organisation, first.group(1))

    organisation.get_by_role("main").get_by_role("link", name="Soạn thông báo").click()
    organisation.get_by_role("button", name="Bắt đầu soạn").click()
    type_auction(organisation, LAND)
    publish_draft(organisation)

    found_by_words(citizen)
    found_by_filter(citizen)
    printed(citizen)


def found_by_words(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("combobox", name="Từ khoá")
    box.fill("quyen su dung dat thua 215 kinh bac")
    box.press("Enter")
    expect(page.get_by_role("link", name=LAND)).to_be_visible()
    box = page.get_by_role("combobox", name="Từ khoá")
    box.fill("xe o to")
    box.press("Enter")
    expect(page.get_by_role("link", name=LAND)).to_have_count(0)


def found_by_filter(page: Page) -> None:
    page.goto("/thong-bao-dau-gia/")
    page.get_by_role("checkbox", name=re.compile("Bắc Ninh")).check()
    expect(page).to_have_url(re.compile("tinh=24"))
    page.get_by_label("Từ", exact=True).fill("3.000.000.000")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("gia_tu="))
    expect(page.get_by_role("link", name=LAND)).to_be_visible()


def printed(page: Page) -> None:
    page.get_by_role("link", name=LAND).click()
    page.get_by_role("link", name="Bản in").click()
    expect(page).to_have_url(re.compile("/in/$"))
    page.emulate_media(media="print")
    for shown in (LAND, ORGANISATION, "3.615.000.000"):
        expect(page.get_by_text(shown).first).to_be_visible()
    assert page.pdf().startswith(b"%PDF")


# ------------------------------------------------------------------ B
def test_from_the_registration_of_an_owner_to_a_selection_notice(
    new_page: NewPage, real_stack: RealStack, office: Office
) -> None:
    page, citizen = new_page(), new_page()
    register_owner(page)
    sign_in(page, "chutaisan@example.vn", NEW_PASSWORD, door=OWNER_DOOR)
    expect(page.get_by_text("Địa chỉ thư điện tử chưa được xác nhận").first).to_be_visible()

    page.goto(link_in(real_stack.wait_for_mail("chutaisan@example.vn"), "/dang-ky/xac-nhan/"))
    expect(page.get_by_text(OWNER)).to_be_visible()
    page.get_by_role("button", name="Xác nhận và kích hoạt tài khoản").click()
    expect(page.get_by_text("Đã xác nhận địa chỉ thư điện tử")).to_be_visible()
    sign_in(page, "chutaisan@example.vn", NEW_PASSWORD, door=OWNER_DOOR)
    assert User.objects.get(username="chutaisan@example.vn").agency.parent == office.agency

    page.get_by_role("main").get_by_role("link", name="Soạn thông báo").click()
    page.get_by_role("button", name="Bắt đầu soạn").click()
    expect(page.get_by_role("heading", name="Thông báo lựa chọn tổ chức đấu giá tài sản")).to_be_visible()
    type_selection(page, "Xe ô tô tải đã qua sử dụng")
    publish_draft(page)

    notice = Notice.objects.get()
    assert (notice.kind, notice.owner_name) == ("selection", OWNER)
    citizen.goto(notice.get_absolute_url())
    expect(citizen.get_by_role("heading", name=re.compile("Xe ô tô tải đã qua sử dụng")).first).to_be_visible()


# ------------------------------------------------------------------ C
def test_a_locked_organisation_is_out_at_once_its_notices_stay_and_unlocking_lets_it_in(
    new_page: NewPage, live_server: object, office: Office
) -> None:
    user = make_organisation(office, "mauso1")
    notice = draft_notice(agency=user.agency, by=user)
    publish(notice, by=user)
    organisation, officer, citizen = new_page(), new_page(), new_page()
    sign_in(organisation, user.username)
    organisation.goto("/nghiep-vu/thong-bao/")
    expect(organisation.get_by_role("heading", level=1)).to_be_visible()

    sign_in(officer, "bacninh_stp")
    lock(officer, user.agency.name)

    organisation.get_by_role("link", name="Phiên đăng nhập").click()
    expect(organisation.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
    why = f"Lý do: {REASON}. Liên hệ Sở Tư pháp thành phố Bắc Ninh để được mở khoá."
    expect(organisation.get_by_text(why)).to_be_visible()
    sign_in(organisation, user.username)
    expect(
        organisation.get_by_text(f"{user.agency.name} và các tài khoản của tổ chức đã bị khoá từ ngày")
    ).to_be_visible()
    organisation.goto("/nghiep-vu/")
    expect(organisation.get_by_role("heading", level=1)).to_have_text("Đăng nhập")

    notice.refresh_from_db()
    citizen.goto(notice.get_absolute_url())
    expect(citizen.get_by_role("heading", name=notice.title).first).to_be_visible()
    citizen.goto("/thong-bao-dau-gia/")
    expect(citizen.get_by_role("link", name=notice.title)).to_be_visible()

    unlock(officer)
    sign_in(organisation, user.username)
    expect(organisation.get_by_role("heading", name=re.compile("Việc của tôi"))).to_be_visible()


def lock(page: Page, name: str) -> None:
    page.get_by_role("link", name="Tổ chức", exact=True).click()
    page.get_by_role("link", name=name).click()
    page.get_by_role("link", name="Khoá tổ chức…").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Khoá tổ chức: {name}")
    expect(page.get_by_text("1 thông báo, vẫn công khai")).to_be_visible()
    expect(page.get_by_text("mauso1_tc_tinhbacninh")).to_be_visible()
    page.get_by_label("Lý do khoá").fill(REASON)
    page.get_by_role("button", name="Khoá tổ chức").click()
    expect(page.get_by_text(f"Đã khoá {name} cùng 1 tài khoản.")).to_be_visible()


def unlock(page: Page) -> None:
    page.get_by_role("link", name="Mở khoá tổ chức…").click()
    page.get_by_role("button", name="Mở khoá tổ chức").click()
    expect(page.get_by_text("Đã mở khoá")).to_be_visible()
