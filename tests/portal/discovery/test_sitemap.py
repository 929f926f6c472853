"""Sơ đồ trang: everything public once, nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils.timezone import now

from auctions import services
from core.models import SearchEntry
from portal.discovery import sitemaps
from portal.services import articles
from tests.auctions.factories import auction_content, draft_notice, published_notice
from tests.portal.content import arrange
from tests.portal.discovery.reading import locations
from tests.portal.finding import Told

pytestmark = pytest.mark.django_db


def every_location(client: Client) -> list[str]:
    """All addresses of all site maps."""
    files = [url.removeprefix("http://testserver") for url in locations(client, "/sitemap.xml")]
    return [url.removeprefix(settings.SITE_URL) for file in files for url in locations(client, file)]


@pytest.mark.usefixtures("law")
def test_what_everybody_reads_is_in_it_and_drafts_are_not(client: Client) -> None:
    notice, draft = published_notice(auction_content()), draft_notice(auction_content())
    office = arrange.ministry()
    news = arrange.published(office, arrange.publisher(office))
    hidden = arrange.article(office, arrange.editor(office))

    found = every_location(client)

    assert found.count(notice.get_absolute_url()) == 1
    assert found.count(news.get_absolute_url()) == 1
    assert {"/", "/thong-bao-dau-gia/", "/van-ban/", "/huong-dan/"} <= set(found)
    assert not [url for url in found if draft.code and draft.code in url]
    assert hidden.get_absolute_url() not in found
    assert not [url for url in found if url.startswith("/nghiep-vu/") or "?" in url]
    assert len(found) == len(set(found))


@pytest.mark.usefixtures("law")
def test_a_withdrawn_article_leaves_it(client: Client) -> None:
    office = arrange.ministry()
    by = arrange.publisher(office)
    news = arrange.published(office, by)
    articles.withdraw(news, by=by, reason="thử")

    assert news.get_absolute_url() not in every_location(client)


@pytest.mark.usefixtures("law")
def test_a_change_is_dated(client: Client) -> None:
    notice = published_notice(auction_content())
    SearchEntry.objects.update(written_at=now() - timedelta(days=9))
    before = client.get("/sitemap-auction.xml").content.decode()

    services.cancel_auction(notice, by=notice.created_by, reason="Người có tài sản rút")

    after = client.get("/sitemap-auction.xml").content.decode()
    assert f"<lastmod>{now() - timedelta(days=9):%Y-%m-%d}</lastmod>" in before
    assert f"<lastmod>{now():%Y-%m-%d}</lastmod>" in after


def test_many_records_are_split_and_each_file_costs_few_queries(
    client: Client, guides: Told, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    monkeypatch.setattr(sitemaps.PortalSitemap, "limit", 10)
    for number in range(25):
        guides.tell(f"Bài {number}", is_public=True)

    files = [url for url in locations(client, "/sitemap.xml") if "test_guide" in url]
    assert [url.partition("?")[2] for url in files] == ["", "p=2", "p=3"]
    with django_assert_max_num_queries(4):
        assert len(locations(client, "/sitemap-test_guide.xml?p=3")) == 5
    assert client.get("/sitemap-test_guide.xml?p=4").status_code == 404
    assert client.get("/sitemap-nothing.xml").status_code == 404


def test_robots_are_shown_the_map_and_kept_out_of_the_office(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /nghiep-vu/\n" in text
    assert "Disallow: /tim/\n" in text
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml\n" in text
    assert "Disallow: /\n" not in text
