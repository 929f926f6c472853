"""Published notices as lists show them: few columns, no objects, counts that stop at a hundred."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from math import ceil
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.timezone import now

from accounts.models import Agency
from auctions.models import Notice
from auctions.queries import matching  # noqa: F401  registers the lookup
from auctions.queries.remembered import remembered
from auctions.status import Status, status_of
from auctions.terms import NoticeKind
from core.highlights import marked
from core.templatetags.vn import money, vn_date
from core.text import fold

PAGE_SIZE = 20
MOST_COUNTED = 100
COUNT_SECONDS = 60
MOST_PAGES = 500  # nobody reads further; a filter does


@dataclass(frozen=True, slots=True)
class Row:
    """The columns a list reads, in the order of the fields."""

    kind: str
    state: str
    slug: str
    code: str
    title: str
    publisher_name: str
    place: str
    lot_count: int
    price_total: Decimal | None
    dossier_until: datetime | None
    auction_at: datetime | None
    published_at: datetime
    second_published_at: datetime | None
    correction_count: int
    ended_at: datetime | None
    end_reason: str


_COLUMNS = tuple(field.name for field in fields(Row))


@dataclass(frozen=True, slots=True)
class Hit(Row):
    """One notice in a list (một dòng kết quả), with what only the reader's day and query decide."""

    status: Status
    marked_title: str | SafeString

    def get_absolute_url(self) -> str:
        """Public address."""
        return f"{reverse(f'auctions:{self.kind}_list')}{self.slug}-{self.code}/"

    @property
    def price_text(self) -> str:
        """Total start price, "" when it is not public."""
        return money(self.price_total)

    @property
    def lots_text(self) -> str:
        """Number of lots as Vietnamese notices write it: "03 lô"."""
        return f"{self.lot_count:02d} lô"

    @property
    def dossier_text(self) -> str:
        """What ends on the dossier's last day."""
        return "Bán hồ sơ đến" if self.kind == NoticeKind.AUCTION else "Nhận hồ sơ đến"

    @property
    def remark(self) -> str:
        """What a reader must know beside the status; "" mostly."""
        if self.ended_at:
            return f"Huỷ ngày {vn_date(self.ended_at)}. Lý do: {self.end_reason}"
        return f"Đã đính chính {self.correction_count} lần" if self.correction_count else ""


def published(kind: str) -> QuerySet[Notice]:
    """Everything of `kind` that was published once, newest publication first (thông báo đã công khai)."""
    return Notice.objects.published().filter(kind=kind).order_by("-published_at", "-id")


def hits_of(notices: QuerySet[Notice], words: Iterable[str] = ()) -> list[Hit]:
    """The rows of a queryset as hits; folded `words` are marked in titles. One query."""
    moment, wanted = now(), frozenset(words)
    return [_hit(row, moment, wanted) for row in notices.values_list(*_COLUMNS)]


def newest_published(kind: str, limit: int) -> list[Hit]:
    """The `limit` newest notices of `kind` that still stand (thông báo mới đăng)."""
    return hits_of(published(kind).filter(state="published")[:limit])


def published_by(agency: Agency, limit: int) -> list[Hit]:
    """The `limit` newest notices of `agency` that still stand (thông báo đơn vị mới đăng)."""
    own = Notice.objects.published().filter(agency=agency, state="published").order_by("-published_at", "-id")
    return hits_of(own[:limit])


def similar_titles(text: str, kind: str, limit: int = 5) -> list[Hit]:
    """Notices whose titles look like `text`, for somebody who mistyped (có phải Ông/Bà tìm)."""
    folded = fold(text)[:100]
    if len(folded) < 3:
        return []
    alike = published(kind).filter(folded_title__trigram_word_similar=folded)
    return hits_of(alike.annotate(likeness=TrigramWordSimilarity(folded, "folded_title")).order_by("-likeness")[:limit])


class HitPaginator(Paginator):
    """Pages of hits without counting everything.

    Rows beyond the page tell whether there is more; only then is a count asked for, and it stops after
    `MOST_COUNTED` (`is_capped`) and is remembered for a minute under `count_key`. `count_all` counts to the end,
    for the list without filters.
    """

    def __init__(self, notices: QuerySet[Notice], *, count_key: str, count_all: bool = False) -> None:
        super().__init__(notices, PAGE_SIZE)
        self.count_key, self.count_all = count_key, count_all
        self.is_capped = False

    def page_of(self, number: int, words: Iterable[str] = ()) -> Page[Any]:
        """Page `number` with its hits; the last page where there is none."""
        number = min(max(number, 1), MOST_PAGES)
        rows = self._rows(number, words)
        if not rows and number > 1:
            number = self._last_number()
            rows = self._rows(number, words)
        start = (number - 1) * PAGE_SIZE
        if len(rows) <= PAGE_SIZE:
            self.count, self.is_capped = start + len(rows), False
        else:
            self.count, self.is_capped = self._count_from(start + PAGE_SIZE)
        self.num_pages = min(max(1, ceil((self.count + self.is_capped) / PAGE_SIZE)), MOST_PAGES)
        return Page(rows[:PAGE_SIZE], number, self)

    def _rows(self, number: int, words: Iterable[str]) -> list[Hit]:
        """The hits of a page, and one more if there is one."""
        start = (number - 1) * PAGE_SIZE
        return hits_of(self.object_list[start : start + PAGE_SIZE + 1], words)

    def _last_number(self) -> int:
        within_reach = self.object_list[: MOST_PAGES * PAGE_SIZE]
        reached = remembered(("reach", self.count_key), within_reach.count, COUNT_SECONDS)
        return max(1, ceil(reached / PAGE_SIZE))

    def _count_from(self, seen: int) -> tuple[int, bool]:
        """How many there are, and whether there are more than that; `seen` are on this page and before it."""
        wanted = self.object_list if self.count_all else self.object_list[: MOST_COUNTED + 1]
        counted = remembered(("count", self.count_key), wanted.count, COUNT_SECONDS)
        if self.count_all or counted <= MOST_COUNTED:
            return max(counted, seen + 1), False
        return max(MOST_COUNTED, seen), True


def _hit(row: tuple[Any, ...], moment: datetime, words: frozenset[str]) -> Hit:
    facts = Row(*row)
    title = marked(facts.title, words) if words else facts.title
    return Hit(*row, status=status_of(facts, moment), marked_title=title)


def words_of(text: str) -> Sequence[str]:
    """The folded words of a query, for marking."""
    return fold(text).split()
