"""Atom feeds of notices; a feed takes the filters of its list, so one may follow a province or a kind of asset."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.http import HttpRequest

from auctions.filters import NoticeFilter
from auctions.presenting.lists import HEADINGS
from auctions.queries.listing import Hit, hits_of
from auctions.terms import NoticeKind
from core.feeds import NEWEST, AtomFeed


class NoticeFeed(AtomFeed):
    """The newest notices of one kind under the filters of the address (nguồn tin thông báo)."""

    kind = NoticeKind.AUCTION

    def title(self, request: HttpRequest) -> str:
        """Heading of the list."""
        return HEADINGS[self.kind]

    def link(self, request: HttpRequest) -> str:
        """The list itself, filtered alike."""
        return NoticeFilter(request.GET, self.kind).address(request.path.removesuffix("atom.xml"))

    def items(self, request: HttpRequest) -> Iterable[Hit]:
        """Newest publication first, whatever order the list is in."""
        found = NoticeFilter(request.GET, self.kind).qs
        return hits_of(found.order_by("-published_at", "-id")[:NEWEST])

    def item_title(self, item: Hit) -> str:
        """Title of the notice."""
        return item.title

    def item_description(self, item: Hit) -> str:
        """What a line of the list says."""
        said = (item.code, item.publisher_name, item.place, item.lots_text, item.price_text, item.remark)
        return ". ".join(part for part in said if part)

    def item_pubdate(self, item: Hit) -> datetime:
        """Moment of publication."""
        return item.published_at

    def item_updateddate(self, item: Hit) -> datetime:
        """The last thing that happened to it."""
        return max(moment for moment in (item.published_at, item.second_published_at, item.ended_at) if moment)

    def item_author_name(self, item: Hit) -> str:
        """Who published it."""
        return item.publisher_name
