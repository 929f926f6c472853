"""First passwords: random, shown or mailed once, seven days, changed before anything else works."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from accounts.models import AccountEvent, User
from accounts.passwords import readable_password
from accounts.services import people
from accounts.services.passwords import Delivery, take_for_showing
from tests.accounts.arrange import (
    NEW_PASSWORD,
    PASSWORD,
    Office,
    form_key_on,
    mails_to,
    make_office,
    password_in,
    sign_in,
    signed_in,
    text_of,
)

pytestmark = pytest.mark.django_db


def reset(user: User, office: Office, delivery: Delivery = Delivery.SCREEN) -> str:
    key = uuid4()
    people.reset_password(user, by=office.admin, delivery=delivery, form_key=key)
    return take_for_showing(to=office.admin, form_key=key).get(user.username, "")


def test_a_first_password_is_random_and_easy_to_read() -> None:
    passwords = {readable_password() for _ in range(200)}
    assert len(passwords) == 200
    assert all(re.fullmatch(r"([a-z2-9]{4}-){3}[a-z2-9]{4}", password) for password in passwords)
    assert not set("l1IoO0") & set("".join(passwords))


def test_the_old_password_no_longer_works(user: User, office: Office, client: Client) -> None:
    reset(user, office)
    assert sign_in(client, user.username).status_code == 200


def test_a_first_password_is_shown_once_and_only_to_the_officer(user: User, office: Office) -> None:
    browser = signed_in(office.admin)
    page = browser.get(f"/nghiep-vu/tai-khoan/{user.public_id}/mat-khau/")
    shown_at = browser.post(page.request["PATH_INFO"], {"form_key": form_key_on(page), "delivery": "man-hinh"})[
        "Location"
    ]
    other = signed_in(make_office("hatinh").admin)
    assert "đã hiện một lần" in text_of(other.get(shown_at))
    first = browser.get(shown_at)
    shown = re.search(r"data-first-password>([^<]+)<", first.content.decode())
    assert shown
    assert "no-store" in first["Cache-Control"]
    assert sign_in(Client(), user.username, shown.group(1)).status_code == 302
    assert "Mật khẩu đã hiện một lần" in text_of(browser.get(shown_at))


def test_a_mailed_first_password_works_and_the_mail_is_secret(user: User, office: Office, client: Client) -> None:
    assert reset(user, office, Delivery.MAIL) == ""
    (mail,) = mails_to(user.email)
    assert mail.is_secret
    assert "phải đổi ngay khi đăng nhập lần đầu" in mail.body
    assert sign_in(client, user.username, password_in(mail)).status_code == 302


def test_a_double_click_on_reset_issues_one_password(user: User, office: Office) -> None:
    browser = signed_in(office.admin)
    page = browser.get(f"/nghiep-vu/tai-khoan/{user.public_id}/mat-khau/")
    data = {"form_key": form_key_on(page), "delivery": "man-hinh"}
    answers = [browser.post(page.request["PATH_INFO"], data)["Location"] for _ in range(2)]
    assert answers[0] == answers[1]
    shown = re.search(r"data-first-password>([^<]+)<", browser.get(answers[1]).content.decode())
    assert shown
    assert sign_in(Client(), user.username, shown.group(1)).status_code == 302
    assert AccountEvent.objects.filter(subject=user, action="first_password").count() == 1


def test_a_double_click_mails_one_password(user: User, office: Office) -> None:
    key = uuid4()
    for _ in range(2):
        people.reset_password(user, by=office.admin, delivery=Delivery.MAIL, form_key=key)
    assert len(mails_to(user.email)) == 1


def test_the_password_is_nowhere_in_the_journal_or_the_history(user: User, office: Office) -> None:
    password = reset(user, office)
    assert not any(password in str(vars(event)) for event in AccountEvent.objects.all())
    assert "password" not in {field.name for field in User.pgh_event_model._meta.get_fields()}  # type: ignore[attr-defined]


def test_nothing_else_works_before_the_change(user: User, office: Office, client: Client) -> None:
    sign_in(client, user.username, reset(user, office))
    paths = ["/", "/nghiep-vu/", "/nghiep-vu/tai-khoan/", "/nghiep-vu/phien-dang-nhap/", "/de-nghi-cap-tai-khoan/"]
    for path in paths:
        assert client.get(path)["Location"] == "/doi-mat-khau/", path
        assert client.post(path, {"x": "y"})["Location"] == "/doi-mat-khau/", path
        answer = client.get(path, headers={"HX-Request": "true"})
        assert answer["HX-Redirect"] == "/doi-mat-khau/", path
    assert client.get("/healthz").status_code == 200
    assert client.get("/doi-mat-khau/").status_code == 200
    assert client.post("/dang-xuat/").status_code == 302


def test_no_url_of_the_site_lets_anybody_past(user: User, office: Office, client: Client) -> None:
    sign_in(client, user.username, reset(user, office))
    allowed = {"account_change_password", "account_logout", "healthz", "readyz"}
    for pattern in get_resolver().url_patterns:
        for each in getattr(pattern, "url_patterns", [pattern]):
            if not each.pattern.converters and not each.pattern.regex.groupindex and each.name not in allowed:
                path = f"/{pattern.pattern if each is not pattern else ''}{each.pattern}"
                if path.startswith("/admin"):
                    continue
                assert client.get(path).get("Location") == "/doi-mat-khau/", path


def test_the_changed_password_opens_everything(user: User, office: Office, client: Client) -> None:
    first = reset(user, office)
    assert sign_in(client, user.username, first)["Location"] == "/nghiep-vu/"
    page = client.get("/doi-mat-khau/")
    assert "Đổi mật khẩu lần đầu trước khi làm việc" in text_of(page)
    answer = client.post("/doi-mat-khau/", {"oldpassword": first, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert answer["Location"] == "/nghiep-vu/"
    assert client.get("/nghiep-vu/").status_code == 200
    assert sign_in(Client(), user.username, first).status_code == 200
    assert sign_in(Client(), user.username, NEW_PASSWORD).status_code == 302
    assert "đã được đổi" in mails_to(user.email)[-1].subject


def test_the_first_password_cannot_be_kept(user: User, office: Office, client: Client) -> None:
    first = reset(user, office)
    sign_in(client, user.username, first)
    page = client.post("/doi-mat-khau/", {"oldpassword": first, "password1": first, "password2": first})
    assert "Mật khẩu mới phải khác mật khẩu đang dùng." in text_of(page)


def test_new_passwords_may_be_refused_often_until_one_fits(user: User, office: Office, client: Client) -> None:
    first = reset(user, office)
    sign_in(client, user.username, first)
    for _ in range(12):
        page = client.post("/doi-mat-khau/", {"oldpassword": first, "password1": "ngan", "password2": "ngan"})
        assert page.status_code == 200
        assert "Nhập ít nhất 10 ký tự" in text_of(page)
    done = {"oldpassword": first, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert client.post("/doi-mat-khau/", done)["Location"] == "/nghiep-vu/"


def test_the_password_in_use_cannot_be_guessed_from_a_screen_left_open(user: User) -> None:
    browser = signed_in(user)
    new = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    for _ in range(10):
        assert "đang dùng không đúng" in text_of(browser.post("/doi-mat-khau/", {"oldpassword": "sai", **new}))
    page = browser.post("/doi-mat-khau/", {"oldpassword": PASSWORD, **new})
    assert page.status_code == 200
    assert "Nhập sai mật khẩu đang dùng quá nhiều lần. Chờ 5 phút rồi thử lại." in text_of(page)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_an_expired_first_password_says_who_issues_a_new_one(user: User, office: Office, client: Client) -> None:
    first = reset(user, office)
    user.refresh_from_db()
    assert timedelta(days=6, hours=23) < user.first_password_expires_at - timezone.now() <= timedelta(days=7)
    User.objects.filter(pk=user.pk).update(first_password_expires_at=timezone.now() - timedelta(minutes=1))
    page = text_of(sign_in(client, user.username, first))
    assert "Mật khẩu lần đầu đã hết hạn từ" in page
    assert f"Đề nghị {office.agency.name} cấp lại." in page
    assert "chưa đăng nhập" not in page
    assert client.get("/nghiep-vu/").status_code == 302


def test_a_reset_ends_open_sessions_and_says_so(
    user: User, office: Office, django_capture_on_commit_callbacks: Any
) -> None:
    browser = signed_in(user)
    with django_capture_on_commit_callbacks(execute=True):
        reset(user, office)
    page = browser.get("/nghiep-vu/", follow=True)
    assert "Mật khẩu của tài khoản vừa được đặt lại" in text_of(page)


def test_changing_ones_password_ends_the_other_devices(user: User) -> None:
    here, there = signed_in(user), signed_in(user)
    data = {"oldpassword": "mat-khau-mau-1", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert here.post("/doi-mat-khau/", data).status_code == 302
    assert here.get("/nghiep-vu/").status_code == 200
    assert there.get("/nghiep-vu/").status_code == 302
