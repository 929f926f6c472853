"""A session that ends in the middle of a long form: what was typed survives the login."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts import resumption
from accounts.models import User
from accounts.services import locks
from tests.accounts.arrange import PASSWORD, Office, make_organisation, sign_in, signed_in, text_of

pytestmark = pytest.mark.django_db
LONG = "Đất ở <b>đậm</b> & “nháy”\ndòng hai " + "à" * 9_000


def typed(**changes: Any) -> dict[str, Any]:
    values = {
        "form_key": str(uuid4()),
        "proposed_name": "thu1",
        "full_name": LONG,
        "roles": ["auction_editor", "unit_admin"],
    }
    return {**values, "delivery": "man-hinh", **changes}


def fields_on(response: Any) -> list[tuple[str, str]]:
    """Names and values the page would send."""
    found = re.findall(r'<textarea name="([^"]+)" hidden>\n?(.*?)</textarea>', response.content.decode(), re.DOTALL)
    return [(name, unescape(value)) for name, value in found]


def expire_sessions() -> None:
    Session.objects.all().delete()


def test_a_form_sent_after_the_session_ended_comes_back_after_login(office: Office) -> None:
    user = make_organisation(office, "mauso1")
    browser = signed_in(office.admin)
    path = f"/nghiep-vu/tai-khoan/them/{user.agency.public_id}/"
    expire_sessions()
    sent = typed()
    login = browser.post(path, sent)
    assert login.status_code == 401
    assert "Phiên làm việc đã hết" in text_of(login)
    kept = re.search(rf'name="{resumption.FIELD}" value="([^"]+)"', login.content.decode())
    assert kept
    wrong = sign_in(browser, office.admin.username, "sai-hoan-toan-1", **{resumption.FIELD: kept.group(1)})
    assert kept.group(1) in wrong.content.decode()
    page = sign_in(browser, office.admin.username, **{resumption.FIELD: kept.group(1)})
    assert page.status_code == 200
    assert f'action="{path}"' in page.content.decode()
    back = fields_on(page)
    assert sorted(back) == sorted(
        [(name, value) for name, value in sent.items() if name != "roles"] + [("roles", role) for role in sent["roles"]]
    )
    done = browser.post(path, {**sent, "full_name": "Lê Văn Thử"})
    assert done.status_code == 302
    assert User.objects.filter(username="thu1_tc_tinhbacninh").exists()


def test_a_lock_in_the_middle_says_why_on_the_same_page(
    office: Office, django_capture_on_commit_callbacks: Any
) -> None:
    user = make_organisation(office, "mauso1")
    browser = signed_in(user)
    with django_capture_on_commit_callbacks(execute=True):
        locks.lock_user(user, by=office.admin, reason="Thử khoá giữa chừng")
    page = browser.post(f"/nghiep-vu/tai-khoan/{user.public_id}/sua/", typed())
    assert page.status_code == 401
    assert "Thử khoá giữa chừng" in text_of(page)


def test_passwords_and_files_are_never_kept(office: Office) -> None:
    browser = signed_in(office.admin)
    expire_sessions()
    login = browser.post("/doi-mat-khau/", {"oldpassword": PASSWORD, "password1": "x", "note": "giữ", "f": file()})
    kept = re.search(rf'name="{resumption.FIELD}" value="([^"]+)"', login.content.decode())
    assert kept
    assert resumption.restored(kept.group(1)) == ("/doi-mat-khau/", [("note", "giữ")])


def test_a_forged_or_foreign_token_is_dropped(office: Office, client: Client) -> None:
    for token in ("x", signing.dumps(["https://evil.example/", []]), "a" * 10_000):
        answer = sign_in(Client(), office.admin.username, **{resumption.FIELD: token})
        assert answer["Location"] == "/nghiep-vu/"


def test_a_page_only_read_is_found_again_by_its_address(office: Office, client: Client) -> None:
    answer = client.get("/nghiep-vu/tai-khoan/?tim=mau")
    assert answer.status_code == 302


def test_htmx_is_told_where_to_log_in_and_leaves_the_page_alone(office: Office, client: Client) -> None:
    answer = client.get("/nghiep-vu/tai-khoan/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["X-Login"]) == (401, "/dang-nhap/")
    assert not answer.content


def test_a_post_without_the_csrf_token_keeps_nothing(office: Office) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/nghiep-vu/phien-dang-nhap/", {"x": "y"})
    assert answer.status_code == 403
    assert resumption.FIELD not in answer.content.decode()


def file() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.pdf", b"%PDF-1.7")
