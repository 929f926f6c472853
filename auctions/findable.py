"""What the site's search is told of notices (thông báo trong tìm kiếm chung)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from auctions.content import Content, LotContent
from auctions.models import Draft, Notice, NoticeVersion
from auctions.terms import AuctionForm, NoticeKind
from auctions.workflow import State
from core import search
from core.search import Entry, SearchSource
from core.templatetags.vn import vn_date

_LABELS = {NoticeKind.AUCTION: "Thông báo đấu giá", NoticeKind.SELECTION: "Lựa chọn tổ chức đấu giá"}
_NAMELESS = "Bản nháp chưa có tên"
_BATCH = 500


def register() -> None:
    """Both kinds of notices, each with its public list."""
    for order, kind in enumerate(_LABELS, start=60):
        source = SearchSource(
            kind, _LABELS[kind], Notice, partial(entries, kind), order, "view_notices", True, _list_of(kind)
        )
        search.register(source)


def entries(kind: str, pks: Iterable[int] | None) -> Iterator[Entry]:
    """Notices of `kind` as they stand now: what everybody may read, and drafts for their own agency.

    A notice that was withdrawn (huỷ thông báo) is found by its agency alone; one whose auction was called off stays
    public and says so. The draft of a correction is not told: what is published counts.
    """
    notices = Notice.objects.filter(kind=kind).select_related("agency").defer("search", "folded_title").order_by("pk")
    rows = (notices if pks is None else notices.filter(pk__in=pks)).iterator(chunk_size=_BATCH)
    while batch := list(islice(rows, _BATCH)):
        contents = _contents(batch)
        yield from (_entry(notice, contents.get(notice.pk, Content())) for notice in batch)


def _list_of(kind: NoticeKind) -> Callable[[str], str]:
    return lambda text: f"{reverse(f'auctions:{kind}_list')}?{urlencode({'q': text})}"


def _contents(notices: list[Notice]) -> dict[int, Content]:
    """What each notice says now, by its number: the effective version, or the draft of one never published."""
    published = [notice.pk for notice in notices if notice.is_public]
    effective: QuerySet[NoticeVersion] = NoticeVersion.objects.filter(
        notice__in=published, number=F("notice__version_number")
    ).order_by()
    drafts = Draft.objects.filter(notice__in=[notice.pk for notice in notices if not notice.is_public]).order_by()
    found = {version.notice_id: version.content for version in effective}
    return found | {draft.notice_id: draft.content for draft in drafts}


def _entry(notice: Notice, content: Content) -> Entry:
    office = reverse("auctions:office_detail", args=[notice.public_id])
    is_public = notice.is_public and notice.state != State.WITHDRAWN
    return Entry(
        pk=notice.pk,
        title=notice.title or _NAMELESS,
        url=notice.get_absolute_url() if is_public else office,
        office_url=office,
        summary=". ".join(_summary(notice, content)),
        body="\n".join(_body(notice, content)),
        codes=[code for code in (notice.code, content.contract_number) if code],
        agency_id=notice.agency_id,
        is_public=is_public,
        dated_on=localdate(notice.published_at or notice.created_at),
    )


def _summary(notice: Notice, content: Content) -> Iterator[str]:
    if notice.state != State.PUBLISHED:
        yield "Bản nháp" if notice.state == State.DRAFT else notice.get_state_display()
    yield notice.publisher_name or notice.agency.name
    if notice.place:
        yield notice.place
    if content.auction_at:
        yield f"Mở cuộc đấu giá {vn_date(content.auction_at)}"
    elif content.dossier_until:
        yield f"Nhận hồ sơ đến {vn_date(content.dossier_until)}"


def _body(notice: Notice, content: Content) -> Iterator[str]:
    for number, lot in enumerate(content.lots, start=1):
        yield f"Lô {number}: {_lot(lot)}."
    if notice.owner_name:
        yield f"Người có tài sản: {notice.owner_name}."
    if content.form in AuctionForm.values:
        yield f"Hình thức: {AuctionForm(content.form).label}."
    said = (content.auction_place, content.conditions, content.criteria, content.auctioneer, content.note)
    yield from (f"{text.rstrip('.')}." for text in said if text.strip())


def _lot(lot: LotContent) -> str:
    return ", ".join(
        part.strip().rstrip(".") for part in (lot.name, lot.quantity, lot.quality, lot.place) if part.strip()
    )
