"""Thông báo của tôi: own notices with drafts, filters in the address, and for the Sở Tư pháp its province to read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.roles import Role
from tests.accounts.factories import AgencyFactory, user_at
from tests.auctions.factories import (
    asset_owner,
    auction_content,
    auction_org,
    draft_notice,
    published_notice,
    publisher_at,
    selection_content,
)
from tests.auctions.office import client_of, said, url

pytestmark = pytest.mark.usefixtures("law")
LIST = "auctions:office_list"


def listed(user, query: str = "") -> list[str]:
    response = client_of(user).get(f"{reverse(LIST)}{query}")
    return [notice.title for notice, _, _ in response.context["rows"]]


def test_an_organisation_sees_its_own_notices_with_drafts_and_nobody_elses():
    org = auction_org()
    user = publisher_at(org)
    draft_notice(auction_content(title="Nháp"), agency=org, by=user)
    published_notice(auction_content(title="Đã đăng"), agency=org, by=user)
    published_notice(auction_content(title="Của nơi khác"))

    assert listed(user) == ["Đã đăng", "Nháp"]
    page = said(client_of(user).get(reverse(LIST)))
    assert "Thông báo của tôi" in page
    assert "Bản nháp" in page


def test_the_province_office_reads_its_organisations_drafts_too_and_changes_nothing():
    stp = AgencyFactory(stp=True)
    officer = user_at(stp, Role.STP_ADMIN)
    org = auction_org(parent=stp)
    draft = draft_notice(auction_content(title="Nháp"), agency=org, by=publisher_at(org))
    published_notice(auction_content(title="Đã đăng"), agency=org, by=publisher_at(org))
    foreign = published_notice(auction_content(title="Tỉnh khác"), agency=auction_org(parent=AgencyFactory(stp=True)))

    client = client_of(officer)
    assert sorted(listed(officer)) == ["Nháp", "Đã đăng"]
    page = said(client.get(reverse(LIST)))
    assert "Soạn thông báo" not in page
    assert org.name in page
    assert client.get(url("detail", draft)).status_code == 200
    assert client.get(url("preview", draft)).status_code == 200
    assert "Ông/Bà chỉ xem" in said(client.get(url("detail", draft)))
    assert client.get(url("edit", draft)).status_code == 403
    assert client.get(url("detail", foreign)).status_code == 404


@pytest.mark.parametrize("typed", ["quyen su dung dat", "Quyền sử dụng", "DAT O", "kinh-bac"])
def test_words_are_found_without_diacritics_in_drafts_too(typed: str):
    org = auction_org()
    user = publisher_at(org)
    draft_notice(auction_content(title="Quyền sử dụng đất ở Kinh Bắc"), agency=org, by=user)
    draft_notice(auction_content(title="Xe ô tô tải"), agency=org, by=user)

    assert listed(user, f"?q={typed}") == ["Quyền sử dụng đất ở Kinh Bắc"]


def test_a_code_finds_its_notice():
    notice = published_notice()

    assert listed(notice.created_by, f"?q={notice.code}") == [notice.title]


def test_states_are_counted_under_the_other_filters():
    org = auction_org()
    user = publisher_at(org)
    draft_notice(auction_content(title="Đất một"), agency=org, by=user)
    published_notice(auction_content(title="Đất hai"), agency=org, by=user)
    published_notice(auction_content(title="Nhà ba"), agency=org, by=user)

    response = client_of(user).get(f"{reverse(LIST)}?q=dat")
    tabs = {tab.label: (tab.count, tab.url) for tab in response.context["tabs"]}

    assert {label: count for label, (count, _) in tabs.items()} == {
        "Tất cả": 2, "Bản nháp": 1, "Đã đăng": 1, "Đã huỷ": 0,
    }  # fmt: skip
    assert tabs["Đã đăng"][1] == "?q=dat&trang_thai=published"
    assert listed(user, tabs["Bản nháp"][1]) == ["Đất một"]


def test_days_kind_and_order_are_in_the_address():
    user = publisher_at(asset_owner())
    owner = user.memberships.get().agency
    today = localdate()
    published_notice(selection_content(title="B"), agency=owner, by=user)
    published_notice(selection_content(title="A"), agency=owner, by=user)

    assert listed(user, "?sap_xep=ten") == ["A", "B"]
    assert listed(user, f"?tu_ngay={today:%d/%m/%Y}&den_ngay={today:%d/%m/%Y}&loai=selection") == ["A", "B"]
    assert listed(user, f"?tu_ngay={today + timedelta(days=1):%d/%m/%Y}") == []
    assert listed(user, "?loai=auction") == []


@pytest.mark.parametrize(
    "query", ["?tu_ngay=31/02/2026", "?loai=forged", "?sap_xep=price;drop", "?trang_thai=x&trang=zz"]
)
def test_what_cannot_be_read_narrows_nothing(query: str):
    notice = draft_notice()

    assert listed(notice.created_by, query) == [notice.title]


def test_an_impossible_day_says_so_beside_its_field():
    notice = draft_notice()

    page = said(client_of(notice.created_by).get(f"{reverse(LIST)}?tu_ngay=31/02/2026"))

    assert "Không có ngày 31/02/2026" in page
    assert 'value="31/02/2026"' in page


def test_pages_keep_the_filters():
    org = auction_org()
    user = publisher_at(org)
    for number in range(27):
        draft_notice(auction_content(title=f"Lô {number}"), agency=org, by=user)

    client = client_of(user)
    first = said(client.get(f"{reverse(LIST)}?q=lo"))

    assert "1–25 trong 27 thông báo" in first
    assert "?q=lo&amp;trang=2" in first
    assert len(listed(user, "?q=lo&trang=2")) == 2


def test_an_empty_list_says_what_to_do_next():
    user = publisher_at(auction_org())
    client = client_of(user)

    assert "Bấm “Soạn thông báo” để bắt đầu" in said(client.get(reverse(LIST)))
    assert "Bỏ bớt một bộ lọc ở trên" in said(client.get(f"{reverse(LIST)}?q=khong-co-gi"))


def test_the_list_costs_the_same_for_one_row_and_for_many(django_assert_max_num_queries):
    org = auction_org()
    user = publisher_at(org)
    for number in range(10):
        draft_notice(auction_content(title=f"Lô {number}"), agency=org, by=user)
    client = client_of(user)

    with django_assert_max_num_queries(20):
        client.get(reverse(LIST))
