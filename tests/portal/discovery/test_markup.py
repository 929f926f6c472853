"""Dữ liệu có cấu trúc: what search engines are told is what the page says."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from auctions import services
from tests.accounts.factories import AgencyFactory
from tests.auctions.factories import auction_content, lot, published_notice
from tests.portal.content import arrange
from tests.portal.discovery.reading import canonical, meta, page, told
from tests.portal.law import arrange as law_arrange

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
HOSTILE = 'Đất </script><script>alert("x")</script> & \u2028 "thửa"'


def test_an_auction_is_an_event_with_its_offers(client: Client) -> None:
    notice = published_notice(auction_content())
    html = page(client, notice.get_absolute_url())
    event = told(html)["SaleEvent"]

    assert event["name"] == notice.title
    assert event["organizer"]["name"] == notice.agency.name
    assert datetime.fromisoformat(event["startDate"]) == notice.auction_at
    assert event["offers"][0]["price"] == str(lot().start_price)
    assert event["eventStatus"].endswith("EventScheduled")
    assert canonical(html) == meta(html, "og:url") == f"{settings.SITE_URL}{notice.get_absolute_url()}"
    assert meta(html, "og:title") == notice.title
    way = [step["name"] for step in told(html)["BreadcrumbList"]["itemListElement"]]
    assert way == ["Trang chủ", "Thông báo đấu giá", notice.code]


def test_a_cancelled_auction_offers_nothing(client: Client) -> None:
    notice = published_notice(auction_content())
    services.cancel_auction(notice, by=notice.created_by, reason="Người có tài sản rút")

    event = told(page(client, notice.get_absolute_url()))["SaleEvent"]

    assert event["eventStatus"].endswith("EventCancelled")
    assert "offers" not in event


def test_a_price_that_is_not_public_is_not_told(client: Client) -> None:
    notice = published_notice(auction_content(price_is_public=False, lots=(lot(asset_kind="voluntary"),)))

    assert str(lot().start_price) not in page(client, notice.get_absolute_url()).partition("<body")[0]


def test_no_text_ends_the_element_it_stands_in(client: Client) -> None:
    notice = published_notice(auction_content(title=HOSTILE))
    html = page(client, notice.get_absolute_url())

    assert "<script>alert" not in html
    assert told(html)["SaleEvent"]["name"] == notice.title


def test_the_same_filters_have_one_address(client: Client) -> None:
    html = page(client, "/thong-bao-dau-gia/?gia_den=&khong-biet=1&trang=1&tinh=khong-co&q=dat")

    assert canonical(html) == f"{settings.SITE_URL}/thong-bao-dau-gia/?q=dat"


def test_content_says_what_it_is(client: Client) -> None:
    office = arrange.ministry()
    news = arrange.published(office, arrange.publisher(office))
    act = law_arrange.published()

    article = told(page(client, news.get_absolute_url()))["NewsArticle"]
    document = told(page(client, act.get_absolute_url()))["Legislation"]

    assert (article["headline"], article["author"]["name"]) == (news.title, office.name)
    assert document["legislationIdentifier"] == act.number
    assert document["legislationPassedBy"]["name"] == act.issuer


def test_an_answered_question_is_told_without_the_asker(client: Client) -> None:
    question = law_arrange.posted(law_arrange.publisher())
    html = page(client, question.get_absolute_url())
    asked = told(html)["QAPage"]["mainEntity"]

    assert asked["name"] == question.public_title
    assert asked["acceptedAnswer"]["text"].startswith("Nộp tại Uỷ ban nhân dân")
    assert question.asker_name not in html
    assert question.asker_email not in html


def test_an_office_is_told_as_its_page_shows_it(client: Client) -> None:
    office = AgencyFactory(stp=True, address="Số 0 đường Mẫu", phone="0222 000 0000")
    html = page(client, reverse("agency_page", args=[office.public_id]))

    assert told(html)["GovernmentOrganization"]["name"] == office.name
    assert "0222 000 0000" not in html


def test_pages_that_are_not_there_have_no_address(client: Client) -> None:
    assert "canonical" not in client.get("/khong-co-trang-nay/").content.decode()
