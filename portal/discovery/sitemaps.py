"""The site map (sơ đồ trang cho máy tìm kiếm), read from the index of the search: what everybody can find is in it."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemaps
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from core.models import SearchEntry
from core.search import sources

PER_FILE = 5000
PAGES = "trang"
_PAGES = (
    "home", "auctions:auction_list", "auctions:selection_list", "content:news_list", "content:directive_list",
    "content:guidance_list", "content:stp_list", "content:support", "legal_list", "question_list", "guides", "contact",
    "accessibility", "request_account", "account_signup",
)  # fmt: skip


class PortalSitemap(Sitemap):
    """Addresses under the portal's own name, whatever name the request came by."""

    limit = PER_FILE
    protocol = urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        """Host of the canonical addresses."""
        return urlsplit(settings.SITE_URL).netloc


class PageSitemap(PortalSitemap):
    """Home and the lists."""

    def items(self) -> list[str]:
        """URL names."""
        return list(_PAGES)

    def location(self, item: str) -> str:
        """Path of a page."""
        return reverse(item)


class EntrySitemap(PortalSitemap):
    """Everything of one kind that is public, oldest first, so that full files stay as they are."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def items(self) -> QuerySet[SearchEntry]:
        """Address and time of the last change."""
        found = SearchEntry.objects.filter(kind=self.kind, is_public=True)
        return found.exclude(url__contains="?").only("url", "written_at").order_by("id")

    def location(self, item: SearchEntry) -> str:
        """Path of the record."""
        return item.url

    def lastmod(self, item: SearchEntry) -> datetime:
        """When what the search tells of it last changed."""
        return item.written_at

    def get_latest_lastmod(self) -> datetime | None:
        """The newest of all, asked of the database instead of reading every entry."""
        newest: datetime | None = self.items().aggregate(newest=Max("written_at"))["newest"]
        return newest


def sections() -> dict[str, Any]:
    """One section for the pages, one for each kind of record that has public ones."""
    present = set(SearchEntry.objects.filter(is_public=True).order_by().values_list("kind", flat=True).distinct())
    kinds = {source.kind: partial(EntrySitemap, source.kind) for source in sources() if source.kind in present}
    return {PAGES: PageSitemap, **kinds}


@login_not_required
def index(request: HttpRequest) -> HttpResponseBase:
    """The list of site maps."""
    return sitemaps.index(request, sections(), sitemap_url_name="sitemap")


@login_not_required
def section(request: HttpRequest, section: str) -> HttpResponseBase:
    """One site map, in files of `PER_FILE` addresses (?p=2)."""
    return sitemaps.sitemap(request, sections(), section)
