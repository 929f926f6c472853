"""What machines are told of notices: the schema.org event of an auction, titles, feeds (dữ liệu có cấu trúc)."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from auctions.content import Content
from auctions.filters import NoticeFilter
from auctions.models import Notice
from auctions.presenting.addresses import address
from auctions.presenting.lists import HEADINGS, SHORT_HEADINGS
from auctions.terms import NoticeKind
from auctions.workflow import State
from core.meta import Data, Meta, absolute, breadcrumbs, part, thing

_EVENT = "https://schema.org/Event"
_ABOUT = {
    NoticeKind.AUCTION: "Thông báo công khai việc đấu giá tài sản trên cả nước: tài sản, giá khởi điểm, thời hạn mua "
    "hồ sơ, nộp tiền đặt trước, ngày mở cuộc đấu giá.",
    NoticeKind.SELECTION: "Thông báo của người có tài sản về việc lựa chọn tổ chức đấu giá tài sản: tài sản, tiêu chí, "
    "thời hạn và nơi nộp hồ sơ.",
}


def feed_path(kind: str) -> str:
    """Path of the Atom feed of a list."""
    return reverse(f"auctions:{kind}_feed")


def list_meta(filtered: NoticeFilter, path: str) -> Meta:
    """Of a list; the feed of a filtered list is filtered alike."""
    kind = filtered.kind
    return Meta(
        title=HEADINGS[kind],
        path=filtered.canonical(path),
        description=_ABOUT[kind],
        feed=filtered.canonical(feed_path(kind), with_page=False),
        data=(breadcrumbs(here=SHORT_HEADINGS[kind]),),
    )


def notice_meta(notice: Notice, content: Content) -> Meta:
    """Of one notice, as its effective version says it."""
    kind = NoticeKind(notice.kind)
    path = address(notice)
    list_step = (SHORT_HEADINGS[kind], reverse(f"auctions:{kind}_list"))
    event = (
        _event(notice, content, absolute(path)) if kind == NoticeKind.AUCTION and content.auction_at else _page(notice)
    )
    return Meta(
        title=notice.title,
        path=path,
        description=_described(notice, content),
        kind="article",
        data=(breadcrumbs(list_step, here=notice.code), event),
    )


def _described(notice: Notice, content: Content) -> str:
    places = "; ".join(dict.fromkeys(lot.place for lot in content.lots if lot.place))
    return f"{SHORT_HEADINGS[NoticeKind(notice.kind)]} {notice.code} của {content.publisher_name}. {places}"


def _event(notice: Notice, content: Content, url: str) -> Data:
    """The auction itself: who holds it, where, when, from which price."""
    ended = notice.state in {State.WITHDRAWN, State.CANCELLED}
    return thing(
        "SaleEvent",
        name=content.title,
        url=url,
        identifier=notice.code,
        startDate=content.auction_at.isoformat() if content.auction_at else None,
        eventStatus=f"{_EVENT}{'Cancelled' if ended else 'Scheduled'}",
        location=part("Place", name=content.auction_place, address=content.auction_place),
        organizer=part("Organization", name=content.publisher_name, address=content.publisher_address),
        offers=[] if ended or not content.price_is_public else _offers(content, url),
    )


def _offers(content: Content, url: str) -> list[dict[str, Any]]:
    return [
        part(
            "Offer", name=lot.name, price=str(lot.start_price), priceCurrency="VND", url=url,
            validThrough=content.dossier_until.isoformat() if content.dossier_until else None,
        )
        for lot in content.lots
        if lot.start_price
    ]  # fmt: skip


def _page(notice: Notice) -> Data:
    published = notice.first_published_at
    return thing(
        "Article", headline=notice.title, identifier=notice.code,
        datePublished=published.isoformat() if published else None,
        author=part("Organization", name=notice.publisher_name),
    )  # fmt: skip
