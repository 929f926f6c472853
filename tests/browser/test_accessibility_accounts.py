"""Pages of accounts at two widths: axe-core finds nothing of WCAG 2.2 AA, nothing scrolls sideways at 320 pixels."""

from __future__ import annotations

from uuid import uuid4

import pytest

from accounts.request_links import token_of
from accounts.services import locks, requests
from tests.accounts.arrange import Office, application, make_organisation, submitted_request
from tests.browser.arrange_accounts import make_bac_ninh
from tests.browser.axe import complaints, violations
from tests.browser.conftest import NewPage
from tests.browser.signing_in import sign_in
from tests.browser.witness import Witness

pytestmark = pytest.mark.browser
OFFICE = "/nghiep-vu/tai-khoan/"


@pytest.fixture
def office(transactional_db: None) -> Office:
    return make_bac_ninh()


def test_pages_of_people_without_a_session(new_page: NewPage, office: Office, witness: Witness) -> None:
    witness.expect("404|410")
    draft = requests.start_request(application(office.agency), form_key=uuid4())
    submitted = submitted_request(office.agency, email="khac@example.vn")
    addresses = [
        "/dang-nhap/",
        "/dang-ky/",
        "/dang-ky/da-gui-thu/",
        "/dang-ky/gui-lai/",
        "/dang-ky/xac-nhan/x/",
        "/quen-mat-khau/",
        "/quen-mat-khau/da-gui/",
        "/de-nghi-cap-tai-khoan/",
        "/de-nghi-cap-tai-khoan/tra-cuu/",
        "/de-nghi-cap-tai-khoan/x/",
        f"/de-nghi-cap-tai-khoan/{token_of(draft)}/",
        f"/de-nghi-cap-tai-khoan/{token_of(submitted)}/",
    ]
    page = new_page()
    assert [each for address in addresses for each in complaints(page, address)] == []


def test_pages_of_an_office(new_page: NewPage, live_server: object, office: Office) -> None:
    user, locked = make_organisation(office, "mauso1"), make_organisation(office, "mauso2")
    locks.lock_user(locked, by=office.admin, reason="Thử")
    organisations = [user.agency, make_organisation(office, "mauso3").agency]
    locks.lock_agency(organisations[1], by=office.admin, reason="Thử")
    row = submitted_request(office.agency, proposed_name="mauso1")
    page = new_page()
    sign_in(page, office.admin, live_server.url)
    acts = [f"{OFFICE}{user.public_id}/{act}/" for act in ("quyen", "khoa", "mat-khau")]
    addresses = [
        OFFICE,
        f"{OFFICE}?tim=mau&trang_thai=dang-dung",
        f"{OFFICE}?tim=khongcoai",
        f"{OFFICE}{user.public_id}/",
        f"{OFFICE}{locked.public_id}/",
        *acts,
        f"{OFFICE}nhieu/?viec=khoa&chon={user.public_id}",
        f"{OFFICE}?loai=khong-co&tim={'a' * 300}",
        "/nghiep-vu/to-chuc/",
        *(f"/nghiep-vu/to-chuc/{organisation.public_id}/" for organisation in organisations),
        f"/nghiep-vu/to-chuc/{organisations[0].public_id}/khoa/",
        f"/nghiep-vu/to-chuc/{organisations[1].public_id}/mo-khoa/",
        f"{OFFICE}them/",
        f"{OFFICE}them/{user.agency.public_id}/",
        f"{OFFICE}mat-khau-lan-dau/{uuid4()}/",
        "/nghiep-vu/de-nghi/",
        f"/nghiep-vu/de-nghi/{row.public_id}/",
        f"/nghiep-vu/de-nghi/{row.public_id}/tra-lai/",
        "/nghiep-vu/phien-dang-nhap/",
        "/doi-mat-khau/",
        "/dang-xuat/",
    ]
    assert [each for address in addresses for each in complaints(page, address)] == []


def test_forms_with_errors(new_page: NewPage, office: Office) -> None:
    page = new_page()
    for address, button in (("/dang-ky/", "Đăng ký"), ("/de-nghi-cap-tai-khoan/", "Lập công văn đề nghị")):
        page.goto(address)
        page.get_by_role("button", name=button, exact=True).click()
        page.locator("[data-errors]").wait_for()
        assert violations(page) == []
