"""Việc của tôi: drafts that wait, and second publications on the day they become lawful."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from accounts.roles import Role
from auctions import agenda, services
from tests.accounts.factories import AgencyFactory, user_at
from tests.auctions.factories import auction_content, auction_org, draft_notice, published_notice, publisher_at
from tests.auctions.office import client_of, said, url

pytestmark = pytest.mark.usefixtures("law")


def test_a_single_draft_is_one_click_away():
    notice = draft_notice(auction_content(title="Đất ở"))

    (item,) = agenda.waiting(notice.created_by)

    assert (item.title, item.count, item.url) == ("Bản nháp thông báo chưa đăng", 1, url("edit", notice))
    assert "Đất ở" in item.detail
    assert agenda.open_drafts_count(notice.created_by) == 1


def test_several_drafts_lead_to_their_list():
    org = auction_org()
    user = publisher_at(org)
    draft_notice(agency=org, by=user)
    draft_notice(agency=org, by=user)

    (item,) = agenda.waiting(user)

    assert item.count == 2
    assert item.url == f"{reverse('auctions:office_list')}?trang_thai=draft"


def test_the_second_publication_waits_from_its_first_lawful_day_until_its_last():
    past = now() - timedelta(days=5)
    notice = published_notice(auction_content(today=localdate(past), opens_in=60), at=past)

    (item,) = agenda.waiting(notice.created_by)

    assert item.title == f"Đăng lần 2: {notice.title}"
    assert item.url == url("second", notice)
    assert item.due == localdate(notice.auction_at) - timedelta(days=15)
    assert not item.urgent


def test_a_fresh_publication_does_not_wait_yet():
    notice = published_notice()

    assert agenda.waiting(notice.created_by) == []


def test_a_second_publication_that_is_late_is_urgent():
    past = now() - timedelta(days=50)
    notice = published_notice(auction_content(today=localdate(past), opens_in=60), at=past)

    (item,) = agenda.waiting(notice.created_by)

    assert item.urgent
    assert "quá hạn" in item.detail


def test_nothing_waits_once_it_is_done_or_over():
    past = now() - timedelta(days=5)
    notice = published_notice(auction_content(today=localdate(past), opens_in=60), at=past)
    services.publish_second(notice, by=notice.created_by)

    assert agenda.waiting(notice.created_by) == []


def test_the_province_office_is_not_asked_to_finish_other_peoples_drafts():
    stp = AgencyFactory(stp=True)
    draft_notice(agency=auction_org(parent=stp))
    officer = user_at(stp, Role.STP_ADMIN)

    assert agenda.waiting(officer) == []
    assert agenda.open_drafts_count(officer) == 0


def test_the_menu_shows_the_pages_of_notices_to_those_who_may_use_them():
    notice = draft_notice()
    officer = user_at(AgencyFactory(stp=True), Role.STP_ADMIN)
    support = user_at(AgencyFactory(ministry=True), Role.SUPPORT)

    clerk_sees = said(client_of(notice.created_by).get(reverse("role_home")))
    officer_sees = said(client_of(officer).get(reverse("role_home")))
    support_sees = said(client_of(support).get(reverse("role_home")))

    assert reverse("auctions:office_new") in clerk_sees
    assert reverse("auctions:office_list") in officer_sees
    assert reverse("auctions:office_new") not in officer_sees
    assert reverse("auctions:office_list") not in support_sees
