"""Filters of the public lists; their whole state lives in the address (bộ lọc thông báo)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.timezone import make_aware, now

from accounts.models import Agency
from auctions import search
from auctions.filter_fields import AskedForm, Day, Many, Money, Text
from auctions.models import Notice
from auctions.queries import choices
from auctions.queries.listing import published
from auctions.status import CLOSING
from auctions.terms import NoticeKind
from auctions.workflow import State
from core.templatetags.vn import money, vn_date
from core.text import fold

PAGE = "trang"
SHOWN_AT_ONCE = 6
NEWEST = "moi"
SORTS = {
    NEWEST: "Mới đăng",
    "han": "Hạn nộp hồ sơ gần nhất",
    "ngay": "Ngày đấu giá gần nhất",
    "gia-tang": "Giá khởi điểm tăng dần",
    "gia-giam": "Giá khởi điểm giảm dần",
}
_NAMES = {  # of the parameters, where a sentence speaks of them
    "q": "Từ khoá", "tinh_trang": "Tình trạng", "loai": "Loại tài sản", "tinh": "Tỉnh, thành phố", "xa": "Xã, phường",
    "gia_tu": "Giá từ", "gia_den": "Giá đến", "ngay_tu": "Từ ngày", "ngay_den": "Đến ngày", "don_vi": "Tên đơn vị",
}  # fmt: skip
_ONE_PROVINCE = "Chọn đúng một tỉnh, thành phố thì mới lọc được theo xã, phường."
_COMMON_STATUSES = {"sap-het-han": "Sắp hết hạn (3 ngày)", "het-han": "Đã hết hạn hồ sơ"}
STATUSES = {
    NoticeKind.AUCTION: {
        "con-han": "Đang bán hồ sơ", **_COMMON_STATUSES, "da-qua": "Đã qua ngày đấu giá", "da-huy": "Đã huỷ",
    },
    NoticeKind.SELECTION: {"con-han": "Đang nhận hồ sơ", **_COMMON_STATUSES, "da-huy": "Đã huỷ"},
}  # fmt: skip


@dataclass(frozen=True)
class Option:
    """One choice of a facet, as `<c-facet>` shows it. `count` None: not counted."""

    value: str
    label: str
    selected: bool
    count: int | None = None


@dataclass(frozen=True)
class Facet:
    """A group of choices: the first ones and the chosen ones at once, the others on request."""

    name: str
    legend: str
    shown: list[Option]
    more: list[Option]
    more_label: str


@dataclass(frozen=True)
class Chip:
    """One filter in use and the address without it."""

    label: str
    url: str


class NoticeFilter(filters.FilterSet):
    """What a visitor may ask of the notices of one kind. A wrong value says so beside its field and filters nothing."""

    q = Text(method="by_words", label="Từ khoá", max_length=200)
    tinh_trang = Many(method="by_status", label="Tình trạng")
    loai = Many(method="by_asset_kind", label="Loại tài sản")
    tinh = Many(method="by_province", label="Tỉnh, thành phố")
    xa = Many(method="by_commune", label="Xã, phường")
    gia_tu = Money(method="by_least_price", label="Từ")
    gia_den = Money(method="by_most_price", label="Đến")
    ngay_tu = Day(method="by_first_day", label="Từ ngày")
    ngay_den = Day(method="by_last_day", label="Đến ngày")
    don_vi = Text(method="by_publisher", label="Tên đơn vị", max_length=200)
    xep = Text(method="by_order", label="Xếp theo")

    class Meta:
        form = AskedForm

    def __init__(self, data: QueryDict, kind: str) -> None:
        super().__init__(_filled(data), queryset=published(kind))
        self.kind = NoticeKind(kind)
        self.day_column = "auction_at" if self.kind == NoticeKind.AUCTION else "dossier_until"

    # ------------------------------------------------------------------ one method for each parameter
    def by_words(self, notices: QuerySet[Notice], name: str, text: str) -> QuerySet[Notice]:
        """Words with or without diacritics, a phrase in quotes, or a code."""
        if code := search.as_code(text):
            return notices.filter(code=code)
        wanted = search.query(text)
        return notices.filter(search__matches=wanted) if wanted else notices

    def by_status(self, notices: QuerySet[Notice], name: str, values: list[str]) -> QuerySet[Notice]:
        """Any of the chosen states of today."""
        moment = now()
        stands = Q(state=State.PUBLISHED)
        meaning = {
            "con-han": stands & Q(dossier_until__gt=moment),
            "sap-het-han": stands & Q(dossier_until__gt=moment, dossier_until__lte=moment + CLOSING),
            "het-han": stands & Q(dossier_until__lte=moment) & (Q(auction_at__gt=moment) | Q(auction_at__isnull=True)),
            "da-qua": stands & Q(auction_at__lte=moment),
            "da-huy": Q(state__in=[State.WITHDRAWN, State.CANCELLED]),
        }
        return notices.filter(Q(*(meaning[v] for v in values if v in STATUSES[self.kind]), _connector=Q.OR))

    def by_asset_kind(self, notices: QuerySet[Notice], name: str, values: list[str]) -> QuerySet[Notice]:
        """Notices with a lot of any of these kinds."""
        known = [v for v in values if v in choices.asset_kind_names()]
        return notices.filter(asset_kinds__overlap=known) if known else notices

    def by_province(self, notices: QuerySet[Notice], name: str, codes: list[str]) -> QuerySet[Notice]:
        """Notices with a lot in any of these provinces of today."""
        ids = choices.rows_of(self._chosen_provinces(codes))
        return notices.filter(province_ids__overlap=ids) if ids else notices

    def by_commune(self, notices: QuerySet[Notice], name: str, codes: list[str]) -> QuerySet[Notice]:
        """Notices with a lot in any of these communes of the chosen province."""
        ids = choices.rows_of(self.communes[code] for code in codes if code in self.communes)
        return notices.filter(commune_ids__overlap=ids) if ids else notices

    def by_least_price(self, notices: QuerySet[Notice], name: str, price: Decimal) -> QuerySet[Notice]:
        """Something in it starts at this price or higher."""
        return notices.filter(price_total__gte=price)

    def by_most_price(self, notices: QuerySet[Notice], name: str, price: Decimal) -> QuerySet[Notice]:
        """Something in it starts at this price or lower."""
        return notices.filter(price_min__lte=price)

    def by_first_day(self, notices: QuerySet[Notice], name: str, day: date) -> QuerySet[Notice]:
        """Auction, or deadline of a selection, on this day or later."""
        return notices.filter(**{f"{self.day_column}__gte": _midnight(day)})

    def by_last_day(self, notices: QuerySet[Notice], name: str, day: date) -> QuerySet[Notice]:
        """Auction, or deadline of a selection, on this day or earlier."""
        return notices.filter(**{f"{self.day_column}__lt": _midnight(day + timedelta(days=1))})

    def by_publisher(self, notices: QuerySet[Notice], name: str, text: str) -> QuerySet[Notice]:
        """Notices of agencies with these words in their name."""
        words = fold(text).split()
        if not words:
            return notices
        named = Q(*(Q(search_key__contains=word) for word in words))
        return notices.filter(agency__in=Agency.objects.filter(named).values("pk"))

    def by_order(self, notices: QuerySet[Notice], name: str, value: str) -> QuerySet[Notice]:
        """Whitelisted orders; nearest first leaves out what is over."""
        if value == "han":
            return notices.filter(state=State.PUBLISHED, dossier_until__gt=now()).order_by("dossier_until", "id")
        if value == "ngay":
            return notices.filter(state=State.PUBLISHED, auction_at__gt=now()).order_by("auction_at", "id")
        if value in {"gia-tang", "gia-giam"}:
            priced = notices.filter(price_total__isnull=False)
            return priced.order_by(*(("price_total", "id") if value == "gia-tang" else ("-price_total", "-id")))
        return notices

    # ------------------------------------------------------------------ what the page shows
    @cached_property
    def asked(self) -> dict[str, Any]:
        """The cleaned values; a wrong value is not among them."""
        return self.form.cleaned_data if self.data and self.errors is not None else {}

    @property
    def text_errors(self) -> list[str]:
        """What is wrong with the text searched for."""
        return self.errors.get("q", []) if self.data else []

    @property
    def text(self) -> str:
        """What was searched for."""
        return self.asked.get("q", "")

    @cached_property
    def communes(self) -> dict[str, choices.Place]:
        """Communes on offer: those of the one chosen province."""
        chosen = self._chosen_provinces(self.data.getlist("tinh"))
        return choices.communes(chosen[0].id) if len(chosen) == 1 else {}

    @cached_property
    def is_whole(self) -> bool:
        """Whether nothing is filtered: the list as it is, whatever the address says that means nothing."""
        return self.sort == NEWEST and not self._in_use

    @property
    def sort(self) -> str:
        """The order the list is in."""
        return wanted if (wanted := self.data.get("xep", NEWEST)) in SORTS else NEWEST

    @property
    def commune_hint(self) -> str:
        """How to filter by commune, while none is on offer."""
        return "" if self.communes else _ONE_PROVINCE

    def ignored(self) -> list[str]:
        """What was asked and could not be applied, each with its reason: the list is not filtered by it."""
        return list(dict.fromkeys(self._ignored())) if self.data else []

    def _ignored(self) -> Iterator[str]:
        for name, errors in self.errors.items():
            yield from (f"{_NAMES.get(name, name)}: {error}" for error in errors)
        for name, offered in self._offered.items():
            for value in self.asked.get(name, ()):
                if name == "xa" and self.commune_hint:
                    yield f"{_NAMES[name]}: {_ONE_PROVINCE}"
                elif value not in offered:
                    yield f"{_NAMES[name]}: không có “{_shortened(value)}” trong danh sách."
        if (sort := self.data.get("xep", NEWEST)) not in SORTS:
            yield f"Xếp theo: không có cách xếp “{_shortened(sort)}”."

    @property
    def panel_key(self) -> str:
        """Two lists with the same key have the same filters set: words, order and page do not matter."""
        panel = self.data.copy()
        for name in ("q", "xep", PAGE):
            panel.pop(name, None)
        return panel.urlencode()

    def address(self, path: str) -> str:
        """The shortest address of this list."""
        return _address(path, self.data)

    def canonical(self, path: str, *, with_page: bool = True) -> str:
        """The one address of this list: what means nothing is left out, the rest is in the order of the alphabet."""
        meant = QueryDict(mutable=True)
        for name, value, _ in sorted(self._in_use):
            meant.appendlist(name, value)
        if self.sort != NEWEST:
            meant["xep"] = self.sort
        if with_page and (page := self.data.get(PAGE, "1")) != "1" and page.isdecimal():
            meant[PAGE] = page
        return _address(path, meant)

    def sorts(self) -> list[Option]:
        """Orders on offer."""
        chosen = self.sort
        offered = {k: v for k, v in SORTS.items() if k != "ngay" or self.kind == NoticeKind.AUCTION}
        return [Option(key, label, key == chosen) for key, label in offered.items()]

    def facets(self) -> list[Facet]:
        """States, asset kinds and provinces on offer."""
        return [
            self._facet("tinh_trang", "Tình trạng", self.status_options(), "tình trạng"),
            self._facet("loai", "Loại tài sản", self.kind_options(), "loại tài sản"),
            self._facet("tinh", "Tỉnh, thành phố", self.province_options(), "tỉnh, thành phố"),
        ]

    def status_options(self) -> list[Option]:
        """States on offer."""
        return self._options("tinh_trang", STATUSES[self.kind].items())

    def kind_options(self) -> list[Option]:
        """Asset kinds on offer."""
        return self._options("loai", choices.asset_kinds().items())

    def province_options(self) -> list[Option]:
        """Provinces on offer."""
        return self._options("tinh", ((place.code, place.name) for place in choices.provinces().values()))

    def commune_options(self) -> list[Option]:
        """Communes on offer, none until one province is chosen."""
        return self._options("xa", ((place.code, place.name) for place in self.communes.values()))

    def has_chosen_communes(self) -> bool:
        """Whether the list of communes is in use."""
        return bool(self.data.getlist("xa"))

    def chips(self, path: str) -> list[Chip]:
        """The filters in use, each with the address that drops it."""
        return [Chip(label, _address(path, self._without(name, value))) for name, value, label in self._in_use]

    def ways_out(self, path: str) -> list[Chip]:
        """Which single filter to drop to find something again."""
        found = []
        for name, value, label in self._in_use:
            data = self._without(name, value)
            if NoticeFilter(data, self.kind).qs.order_by().exists():
                found.append(Chip(label, _address(path, data)))
        return found

    @cached_property
    def _in_use(self) -> list[tuple[str, str, str]]:
        """(parameter, value as typed, label) of every filter that filters."""
        found = [("q", self.data["q"], f"“{self.text}”")] if self.text else []
        for name, offered in self._offered.items():
            found += [(name, value, offered[value]) for value in self.asked.get(name, ()) if value in offered]
        for name, label, shown in (
            ("gia_tu", "Giá từ", money), ("gia_den", "Giá đến", money),
            ("ngay_tu", "Từ ngày", vn_date), ("ngay_den", "Đến ngày", vn_date), ("don_vi", "Đơn vị", str),
        ):  # fmt: skip
            if self.asked.get(name):
                found.append((name, self.data[name], f"{label} {shown(self.asked[name])}"))
        return found

    @cached_property
    def _offered(self) -> dict[str, Mapping[str, str]]:
        """Labels of the choices by parameter and value."""
        return {
            "tinh_trang": STATUSES[self.kind],
            "loai": choices.asset_kinds(),
            "tinh": choices.province_names(),
            "xa": {place.code: place.name for place in self.communes.values()},
        }

    def _facet(self, name: str, legend: str, options: list[Option], noun: str) -> Facet:
        shown = [option for index, option in enumerate(options) if index < SHOWN_AT_ONCE or option.selected]
        more = [option for index, option in enumerate(options) if index >= SHOWN_AT_ONCE and not option.selected]
        return Facet(name, legend, shown, more, f"Thêm {len(more)} {noun}")

    def _options(self, name: str, offered: Iterable[tuple[str, str]]) -> list[Option]:
        chosen = set(self.data.getlist(name))
        return [Option(value, label, value in chosen) for value, label in offered]

    def _chosen_provinces(self, codes: Iterable[str]) -> list[choices.Place]:
        return [choices.provinces()[code] for code in codes if code in choices.provinces()]

    def _without(self, name: str, value: str) -> QueryDict:
        data = self.data.copy()
        data.setlist(name, [v for v in data.getlist(name) if v != value])
        for gone in [PAGE, *(["xa"] if name == "tinh" else [])]:
            data.pop(gone, None)
        return data


def _filled(data: QueryDict) -> QueryDict:
    """The parameters that say something: a form without script sends empty ones and the usual order too."""
    filled = QueryDict(mutable=True)
    for name, values in data.lists():
        kept = [value for value in values if value.strip()]
        if kept and (name, kept) != ("xep", [NEWEST]):
            filled.setlist(name, kept)
    return filled


def _address(path: str, data: QueryDict) -> str:
    query = data.urlencode()
    return f"{path}?{query}" if query else path


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time()))
