"""Every limit on what anybody may try answers in Vietnamese, with the form kept where it can be."""

from __future__ import annotations

import pytest
from allauth.account import app_settings
from allauth.core.ratelimit import consume
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.models import User
from tests.accounts.arrange import make_office, make_organisation, signed_in, text_of

pytestmark = pytest.mark.django_db


def exhaust(action: str, user: User | None = None) -> None:
    """Use up a limit of this machine's address, or of `user`."""
    request = RequestFactory().post("/")
    if user is not None:
        request.user = user
    while consume(request, action=action, user=user):
        pass


@pytest.mark.parametrize(
    ("action", "page", "args"),
    [
        ("login", "account_login", []),
        ("signup", "account_signup", []),
        ("reset_password_from_key", "account_reset_password_from_key", ["0", "sai"]),
    ],
)
def test_a_flood_of_posts_is_answered_in_vietnamese(client: Client, action: str, page: str, args: list[str]) -> None:
    exhaust(action)
    response = client.post(reverse(page, args=args), {})
    assert response.status_code == 429
    assert "Yêu cầu vừa rồi chưa được thực hiện." in text_of(response)


def test_a_flood_of_changed_passwords_is_answered_in_vietnamese() -> None:
    user = make_organisation(make_office("bacninh"), "mauso1")
    browser = signed_in(user)
    exhaust("change_password", user)
    response = browser.post(reverse("account_change_password"), {})
    assert response.status_code == 429
    assert "Yêu cầu vừa rồi chưa được thực hiện." in text_of(response)


def test_asking_often_for_a_new_password_keeps_the_address(client: Client) -> None:
    def ask() -> HttpResponse:
        return client.post(reverse("account_reset_password"), {"email": "chutaisan@example.vn"})

    assert [ask().status_code for _ in range(3)] == [302, 302, 302]
    page = ask()
    assert page.status_code == 200
    assert "Chờ một giờ rồi thử lại." in text_of(page)
    assert 'value="chutaisan@example.vn"' in page.content.decode()


def test_no_page_of_allauth_used_here_is_left_to_its_own_limit() -> None:
    unused = {
        "change_phone", "manage_email", "reauthenticate", "request_login_code", "confirm_email", "verify_phone",
    }  # fmt: skip
    assert set(app_settings.RATE_LIMITS) - unused == set(settings.ACCOUNT_RATE_LIMITS)
