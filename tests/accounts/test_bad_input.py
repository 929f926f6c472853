"""What people and attackers send: markup, walls of text, other letters' forms, odd bytes."""

from __future__ import annotations

from typing import Any
from unicodedata import normalize
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import AccountRequest
from tests.accounts.arrange import (
    Office,
    form_key_on,
    mails_to,
    make_organisation,
    sign_in,
    signed_in,
    submitted_request,
    text_of,
)

pytestmark = pytest.mark.django_db
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>"
WALL = "à" * 10_000
START = "/de-nghi-cap-tai-khoan/"


@pytest.fixture
def office(office_with_units: Office) -> Office:
    return office_with_units


def asked(**changes: Any) -> dict[str, Any]:
    values = {
        "kind": "auction_org",
        "organisation_name": f"Công ty {MARKUP}",
        "office": "bacninh",
        "proposed_name": "mauso9",
        "address": f"Số 0 {MARKUP}",
        "legal_representative": f"Trần {MARKUP}",
        "phone": "0222 000 0009",
        "email": "mauso9@example.vn",
        "form_key": str(uuid4()),
    }
    return {**values, **changes}


def no_markup(response: Any) -> bool:
    body = response.content.decode()
    return "<script>alert" not in body and "<img src=x" not in body


def test_markup_in_a_request_is_text_on_every_page_and_in_the_letter(office: Office, client: Client) -> None:
    own = client.post(START, asked())["Location"]
    assert no_markup(client.get(own))
    assert "&lt;script&gt;" in client.get(own).content.decode()
    assert client.get(f"{own}cong-van.pdf").content.startswith(b"%PDF")
    row = submitted_request(office.agency, organisation_name=f"Công ty {MARKUP}", legal_representative=MARKUP[:100])
    browser = signed_in(office.admin)
    for path in ("/nghiep-vu/de-nghi/", f"/nghiep-vu/de-nghi/{row.public_id}/", "/nghiep-vu/"):
        assert no_markup(browser.get(path)), path
    assert no_markup(browser.get(f"/nghiep-vu/de-nghi/{row.public_id}/ten/", {"proposed_name": MARKUP}))
    browser.post(f"/nghiep-vu/de-nghi/{row.public_id}/tra-lai/", {"note": MARKUP})
    assert MARKUP in mails_to(row.email)[-1].body
    assert no_markup(client.get(own))


def test_markup_in_the_data_of_an_account_is_text_everywhere(office: Office) -> None:
    user = make_organisation(office, "mauso1")
    browser = signed_in(office.admin)
    path = f"/nghiep-vu/tai-khoan/{user.public_id}/"
    browser.post(f"{path}sua/", {"full_name": MARKUP, "email": user.email, "phone": ""})
    browser.post(f"{path}khoa/", {"reason": MARKUP})
    for page in (path, "/nghiep-vu/tai-khoan/", f"{path}mo-khoa/", "/nghiep-vu/tai-khoan/?tim=" + MARKUP):
        assert no_markup(browser.get(page)), page
    login = sign_in(Client(), user.username)
    assert no_markup(login)
    assert "&lt;script&gt;" in login.content.decode()


@pytest.mark.parametrize(
    "field", ["organisation_name", "address", "legal_representative", "proposed_name", "phone", "email"]
)
def test_a_wall_of_text_is_refused_and_kept(office: Office, client: Client, field: str) -> None:
    value = f"{WALL}@example.vn" if field == "email" else WALL
    page = client.post(START, asked(**{field: value}))
    assert page.status_code == 200
    assert page.context["form"].errors[field]
    assert WALL in page.content.decode()
    assert not AccountRequest.objects.exists()


def test_a_wall_of_text_is_no_login_name(office: Office, client: Client) -> None:
    page = sign_in(client, WALL, WALL)
    assert page.status_code == 200
    assert "tối đa" in text_of(page)
    assert sign_in(client, "bacninh_stp", WALL).status_code == 200


@pytest.mark.parametrize("name", ["bacninh_stp\x00", "' OR 1=1 --", "%", "_", "bacninh_stp%", "*", "\u202ebacninh_stp"])
def test_odd_login_names_find_nobody(office: Office, client: Client, name: str) -> None:
    answer = sign_in(client, name)
    if "\x00" not in name and "\u202e" not in name:
        assert answer.status_code == 200
        assert "không đúng" in text_of(answer)
    assert answer.status_code in {200, 302}


def test_null_bytes_and_lone_surrogates_break_nothing(office: Office, client: Client) -> None:
    page = client.post(START, asked(organisation_name="Công ty\x00 Mẫu", address="Số\u200b 0 \u202eđường"))
    assert page.status_code == 302
    row = AccountRequest.objects.get()
    assert (row.organisation_name, row.address) == ("Công ty Mẫu", "Số 0 đường")


def test_decomposed_letters_are_stored_composed_and_found(office: Office, client: Client) -> None:
    client.post(START, asked(organisation_name=normalize("NFD", "Công ty Đấu giá Thí Dụ")))
    row = AccountRequest.objects.get()
    assert row.organisation_name == "Công ty Đấu giá Thí Dụ"
    assert list(AccountRequest.objects.search("dau gia thi du")) == [row]


def test_a_hidden_field_naming_another_office_changes_nothing(office: Office, client: Client) -> None:
    client.post(START, asked(agency="1", state="granted", granted_login="x_tc_y", number="99", code="AAAAAAAAAA"))
    row = AccountRequest.objects.get()
    assert (row.state, row.granted_login, row.number, row.agency) == ("draft", "", None, office.agency)
    assert row.code != "AAAAAAAAAA"


def test_a_hidden_field_on_an_account_form_changes_nothing(office: Office) -> None:
    user = make_organisation(office, "mauso1")
    browser = signed_in(office.admin)
    path = f"/nghiep-vu/tai-khoan/{user.public_id}/sua/"
    data = {
        "full_name": "Tên Mới",
        "email": user.email,
        "phone": "",
        "is_superuser": "1",
        "username": "khac",
        "agency": "1",
    }
    assert browser.post(path, data).status_code == 302
    before = (user.username, user.agency_id)
    user.refresh_from_db()
    assert (user.full_name, user.is_superuser, (user.username, user.agency_id)) == ("Tên Mới", False, before)


@pytest.mark.parametrize("key", ["", "x", "00000000-0000-0000-0000-00000000000g"])
def test_a_form_without_its_random_key_asks_to_reload(office: Office, client: Client, key: str) -> None:
    page = client.post(START, asked(form_key=key))
    assert "Tải lại trang rồi nhập lại" in text_of(page)


def test_a_random_key_of_somebody_else_leads_to_nobodys_request(office: Office, client: Client) -> None:
    key = str(uuid4())
    client.post(START, asked(form_key=key))
    page = client.post(START, asked(form_key=key, email="kethu@example.vn"))
    assert "đã dùng để gửi đề nghị khác" in text_of(page)


def test_a_form_key_is_new_on_every_page(client: Client, office: Office) -> None:
    assert form_key_on(client.get(START)) != form_key_on(client.get(START))


def test_odd_upload_fields_and_ids_are_not_found(office: Office) -> None:
    browser = signed_in(office.admin)
    for path in ("/nghiep-vu/tai-khoan/x/", "/nghiep-vu/de-nghi/1/", f"/nghiep-vu/de-nghi/{uuid4()}/"):
        assert browser.get(path).status_code == 404
