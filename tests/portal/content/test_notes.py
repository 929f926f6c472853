"""Announcements on top of pages, contacts, and who switches the rule of two persons."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from accounts.granting import grantable_roles
from accounts.models import Agency, User
from accounts.roles import Role
from core.errors import DomainError
from portal.models import Announcement, ReviewPolicy, SupportContact
from portal.queries.announcements import forget_announcements
from portal.services import notes
from tests.accounts.factories import user_at
from tests.portal.content.arrange import client_of, editor, ministry, publisher, stp

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> Agency:
    return ministry()


@pytest.fixture
def keeper(agency: Agency) -> User:
    return publisher(agency)


def announced(agency: Agency, by: User, text: str = "Cổng bảo trì tối nay", **changed: Any) -> Announcement:
    values = {
        "kind": "warn", "audience": "public", "url": "", "starts_at": now() - timedelta(minutes=1),
        "ends_at": now() + timedelta(hours=1),
    }  # fmt: skip
    made = notes.announce(agency, by=by, text=text, **{**values, **changed})
    forget_announcements()
    return made


def home(client: Client) -> str:
    return client.get("/").content.decode()


def test_it_shows_between_its_moments_only(client: Client, agency: Agency, keeper: User) -> None:
    announced(agency, keeper, "Đang hiện")
    announced(agency, keeper, "Chưa hiện", starts_at=now() + timedelta(minutes=30))
    announced(agency, keeper, "Hết rồi", starts_at=now() - timedelta(days=2), ends_at=now() - timedelta(days=1))
    page = home(client)
    assert "Đang hiện" in page
    assert "Chưa hiện" not in page
    assert "Hết rồi" not in page


def test_the_public_does_not_see_what_is_for_offices(client: Client, agency: Agency, keeper: User) -> None:
    announced(agency, keeper, "Cho cán bộ", audience="office")
    announced(agency, keeper, "Cho mọi người", audience="all")
    assert "Cho cán bộ" not in home(client)
    assert "Cho mọi người" in home(client)
    desk = client_of(keeper).get("/nghiep-vu/").content.decode()
    assert "Cho cán bộ" in desk
    assert "Cho mọi người" in desk


def test_it_is_put_out_of_sight_for_this_session(client: Client, agency: Agency, keeper: User) -> None:
    made = announced(agency, keeper)
    answer = client.post(reverse("content:dismiss", args=[made.public_id]), {"next": "/tin-tuc/"})
    assert answer["Location"] == "/tin-tuc/"
    assert answer.cookies["an-thong-bao"]["max-age"] == ""
    assert made.text not in home(client)
    assert made.text in home(Client())


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_hiding_leads_nowhere_else(client: Client, back: str) -> None:
    assert client.post(reverse("content:dismiss", args=[uuid4()]), {"next": back})["Location"] == "/"


def test_a_banner_costs_no_cookie_and_no_query_when_remembered(
    client: Client, agency: Agency, keeper: User, django_assert_max_num_queries: Any
) -> None:
    announced(agency, keeper)
    assert home(client)
    with django_assert_max_num_queries(2):
        answer = client.get("/")
    assert answer.cookies == {}


def test_it_is_escaped_and_leads_only_to_web_pages(agency: Agency, keeper: User, client: Client) -> None:
    announced(agency, keeper, "<script>alert(1)</script>")
    assert "<script>alert(1)" not in home(client)
    data = {
        "public_id": uuid4(), "agency": agency.pk, "text": "x", "url": "javascript:alert(1)", "kind": "note",
        "audience": "all", "starts_at": "08:00 01/01/2026", "ends_at": "07:00 01/01/2026",
    }  # fmt: skip
    answer = client_of(keeper).post(reverse("content:announcement_new"), data)
    assert answer.status_code == 422
    assert "Nhập địa chỉ bắt đầu bằng https://" in answer.content.decode()
    assert "phải sau thời điểm bắt đầu" in answer.content.decode()


def test_ending_takes_it_off_at_once_begun_or_not(client: Client, agency: Agency, keeper: User) -> None:
    for start in (now() - timedelta(hours=1), now() + timedelta(minutes=10)):
        made = announced(agency, keeper, starts_at=start)
        notes.end_announcement(made, by=keeper)
        made.refresh_from_db()
        assert made.starts_at < made.ends_at <= now()


def test_an_office_does_not_announce_to_the_whole_country() -> None:
    office = stp()
    with pytest.raises(DomainError, match="không đăng thông báo ngắn"):
        announced(office, publisher(office))


def test_a_contact_needs_a_way_to_be_reached(keeper: User, agency: Agency) -> None:
    browser, address = client_of(keeper), reverse("content:contact_new")
    base = {"public_id": uuid4(), "agency": agency.pk, "system": "dau-gia", "field": "nghiep-vu", "office": "Phòng"}
    for typed, told in (
        ({}, "Nhập điện thoại hoặc thư điện tử"),
        ({"phone": "abc"}, "Nhập số điện thoại bằng chữ số"),
        ({"phone": "024 0000", "branch_line": "số 4"}, "Nhập máy nhánh bằng chữ số"),
        ({"email": "a@example.vn", "branch_line": "4"}, "Nhập số điện thoại có máy nhánh này"),
    ):
        answer = browser.post(address, {**base, **typed})
        assert answer.status_code == 422
        assert told in answer.content.decode()
    browser.post(address, {**base, "phone": "1900 0000 24", "branch_line": "4"})
    assert SupportContact.objects.get().branch_line == "4"


def test_only_whoever_looks_after_accounts_switches_the_rule_of_two(agency: Agency, keeper: User) -> None:
    with pytest.raises(PermissionDenied):
        notes.set_review_policy(agency, needs_second_person=False, by=keeper)
    notes.set_review_policy(agency, needs_second_person=True, by=user_at(agency, Role.MINISTRY_ADMIN))
    assert ReviewPolicy.objects.get().needs_second_person


def test_the_ministry_switches_it_for_an_office_and_the_page_says_who_did(agency: Agency) -> None:
    office = stp(parent=agency)
    administrator = user_at(agency, Role.MINISTRY_ADMIN, full_name="Ngô Thị Quản Trị")
    browser = client_of(administrator)
    browser.post(reverse("content:policy", args=[office.public_id]), {"bat": "1"})
    page = browser.get(reverse("content:policies")).content.decode()
    assert "Hai người" in page
    assert "Ngô Thị Quản Trị" in page


def test_administrators_name_editors_without_being_one(agency: Agency) -> None:
    administrator = user_at(agency, Role.MINISTRY_ADMIN)
    assert {Role.CONTENT_EDITOR, Role.CONTENT_PUBLISHER} <= grantable_roles(administrator, agency)
    office = stp()
    assert Role.CONTENT_PUBLISHER in grantable_roles(user_at(office, Role.STP_ADMIN), office)
    assert grantable_roles(editor(office), office) == frozenset()
