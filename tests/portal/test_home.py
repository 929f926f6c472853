"""The public home page, help and contact, the accessibility statement."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from auctions.services.publishing import withdraw
from tests.accounts.factories import AgencyFactory, UserFactory
from tests.auctions.factories import auction_content, load_rules, published_notice, publisher_at

pytestmark = pytest.mark.django_db
SEARCH_GUIDE = "/huong-dan/tra-cuu/tim-thong-bao/"


def internal_links(text: str) -> set[str]:
    return {href.partition("?")[0] for href in re.findall(r'href="(/[^"#]*)"', text) if not href.startswith("/static/")}


@pytest.mark.parametrize("url_name", ["home", "accessibility", "guides", "contact"])
def test_public_pages_link_only_to_what_exists(url_name: str, client: Client) -> None:
    links = internal_links(client.get(reverse(url_name)).content.decode())
    assert "/" in links

    def missing(path: str) -> bool:
        try:
            resolve(path)
        except Resolver404:
            return True
        return False

    assert [path for path in links if missing(path)] == []


def test_home_without_notices_says_so(client: Client) -> None:
    text = client.get("/").content.decode()
    assert "Chưa có thông báo đấu giá nào được đăng" in text
    assert "Chưa có thông báo lựa chọn nào được đăng" in text


def test_home_is_made_once_for_all_readers(client: Client, django_assert_num_queries: Any) -> None:
    client.get("/")
    with django_assert_num_queries(0):
        client.get("/")


def test_home_is_never_kept_when_the_setting_says_so(
    client: Client, settings: LazySettings, django_assert_max_num_queries: Any
) -> None:
    settings.FRONT_PAGE_SECONDS = 0
    with django_assert_max_num_queries(8) as asked:
        client.get("/")
    assert "auctions_notice" in str(asked.captured_queries)


def test_a_notice_is_on_the_home_page_as_soon_as_it_is_published_and_gone_when_withdrawn(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    load_rules()
    client.get("/")
    with django_capture_on_commit_callbacks(execute=True):
        notice = published_notice(auction_content(title="Lô đất vừa đăng"))
    assert "Lô đất vừa đăng" in client.get("/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(notice, by=publisher_at(notice.agency), reason="Đăng nhầm tài sản")
    assert "Lô đất vừa đăng" not in client.get("/").content.decode()


def test_what_is_kept_of_the_home_page_holds_nothing_of_a_person(client: Client) -> None:
    clerk = UserFactory(full_name="Trần Thị Thử")
    signed_in = Client()
    signed_in.force_login(clerk)
    assert "Việc của tôi" in signed_in.get("/").content.decode()
    text = client.get("/").content.decode()
    assert "Việc của tôi" not in text
    assert str(clerk.public_id) not in text
    assert "Đăng nhập" in text


def test_home_sets_no_cookie_for_a_reader(client: Client) -> None:
    assert client.get("/").cookies == {}


def test_the_strip_names_the_environment_and_is_absent_in_production(client: Client, settings: LazySettings) -> None:
    settings.ENVIRONMENT_LABEL = "Bản tập huấn: số liệu giả lập"
    assert "Bản tập huấn: số liệu giả lập" in client.get("/").content.decode()
    settings.ENVIRONMENT_LABEL = ""
    assert "envbar" not in client.get("/").content.decode()


def test_the_statement_says_whom_to_write_to(client: Client, settings: LazySettings) -> None:
    settings.SUPPORT_EMAIL = "ho-tro@example.vn"
    text = client.get(reverse("accessibility")).content.decode()
    assert "WCAG 2.2" in text
    assert 'href="mailto:ho-tro@example.vn"' in text


def test_every_public_page_leads_to_contact_and_guide(client: Client) -> None:
    links = internal_links(client.get("/").content.decode())
    assert {reverse("contact"), reverse("guides"), SEARCH_GUIDE} <= links


def test_the_contact_page_shows_what_the_ministrys_record_holds(client: Client, settings: LazySettings) -> None:
    settings.SUPPORT_EMAIL = "ho-tro@example.vn"
    AgencyFactory(
        kind="ministry", name="Bộ Mẫu", address="Số 0 đường Mẫu", phone="0222 000 0000", email="bo@example.vn"
    )
    AgencyFactory(kind="stp", name="Sở Tư pháp Mẫu", phone="0222 000 0001")
    AgencyFactory(kind="stp", name="Sở Tư pháp đã sáp nhập", active_to=date(2025, 7, 1))
    text = client.get(reverse("contact")).content.decode()

    for shown in ("Bộ Mẫu", "Số 0 đường Mẫu", "0222 000 0000", "bo@example.vn", "Sở Tư pháp Mẫu", "0222 000 0001"):
        assert shown in text
    assert "đã sáp nhập" not in text
    assert 'href="mailto:ho-tro@example.vn"' in text


def test_the_contact_page_of_an_empty_portal_still_says_whom_to_ask(client: Client) -> None:
    assert "đơn vị đăng thông báo" in client.get(reverse("contact")).content.decode()


def test_the_searches_the_guide_shows_can_be_tried(client: Client) -> None:
    shown = re.findall(r'href="(/thong-bao-dau-gia/\?[^"]+)"', client.get(SEARCH_GUIDE).content.decode())
    assert len(shown) >= 3
    assert {client.get(href).status_code for href in shown} == {200}
