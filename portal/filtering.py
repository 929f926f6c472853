"""Filters of public lists; their whole state lives in the address (bộ lọc danh sách)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import QueryDict

from core.forms.dates import parse_date
from core.forms.text import clean_text
from core.templatetags.vn import vn_date

PAGE, WORDS, ORDER = "trang", "q", "xep"
LONGEST = 200
_MOST_VALUES = 60


@dataclass(frozen=True)
class Option:
    """One choice of a facet, as `<c-facet>` shows it."""

    value: str
    label: str
    selected: bool
    count: int | None = None


@dataclass(frozen=True)
class FacetView:
    """A group of choices, as `<c-facet>` shows it."""

    name: str
    legend: str
    options: list[Option]


@dataclass(frozen=True)
class Chip:
    """One filter in use and the address without it."""

    label: str
    url: str


@dataclass(frozen=True)
class Facet:
    """A parameter with any of some values (nhóm lọc): `column` is filtered and counted, `labels` are offered."""

    name: str
    legend: str
    column: str
    labels: Callable[[], Mapping[str, str]]


class ListFilter:
    """What a reader may ask of a list. A wrong value filters nothing; a date that cannot be read says so."""

    facets: ClassVar[tuple[Facet, ...]] = ()
    sorts: ClassVar[dict[str, tuple[str, tuple[Any, ...]]]] = {}  # value -> (label, order_by); "" is the usual one
    single: ClassVar[dict[str, str]] = {}  # further parameters with one value -> label

    def __init__(self, data: QueryDict, whole: QuerySet[Any]) -> None:
        self.data = _filled(data)
        self.whole = whole

    # ------------------------------------------------------------------ values
    @cached_property
    def text(self) -> str:
        """What was searched for, tidied."""
        return typed_words(self.data)

    @cached_property
    def labels(self) -> dict[str, Mapping[str, str]]:
        """What each facet offers."""
        return {facet.name: facet.labels() for facet in self.facets}

    def chosen(self, name: str) -> list[str]:
        """Known values of a facet in the address, each once."""
        return [value for value in dict.fromkeys(self.data.getlist(name)[:_MOST_VALUES]) if value in self.labels[name]]

    @cached_property
    def order(self) -> str:
        """The order asked for."""
        asked = self.data.get(ORDER, "")
        return asked if asked in self.sorts else ""

    # ------------------------------------------------------------------ rows
    def by_words(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        """Rows that hold the words."""
        raise NotImplementedError

    def prepared(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Rows with the columns that facets and orders need."""
        return rows

    @cached_property
    def qs(self) -> QuerySet[Any]:
        """The rows under all filters, in order."""
        return self._narrowed().order_by(*self.sorts[self.order][1])

    def _narrowed(self, besides: str = "") -> QuerySet[Any]:
        rows = self.prepared(self.whole)
        if self.text:
            rows = self.by_words(rows, self.text)
        wanted = Q()
        for facet in self.facets:
            values = self.chosen(facet.name)
            if values and facet.name != besides:
                wanted &= Q(**{f"{facet.column}__in": values})
        return rows.filter(wanted)

    # ------------------------------------------------------------------ what the page shows
    def facet_views(self) -> list[FacetView]:
        """All facets with counts under the other filters; choices that lead nowhere are left out."""
        return [view for view in map(self._view, self.facets) if view.options]

    def _view(self, facet: Facet) -> FacetView:
        rows = self._narrowed(besides=facet.name).order_by().values_list(facet.column).annotate(n=Count("pk"))
        counts = {str(value): count for value, count in rows}
        chosen = set(self.chosen(facet.name))
        options = [
            Option(value, label, value in chosen, counts.get(value, 0))
            for value, label in self.labels[facet.name].items()
            if counts.get(value) or value in chosen
        ]
        return FacetView(facet.name, facet.legend, options)

    def order_options(self) -> list[Option]:
        """Orders on offer."""
        return [Option(value, label, value == self.order) for value, (label, _) in self.sorts.items()]

    def chips(self, path: str) -> list[Chip]:
        """The filters in use, each with the address that drops it."""
        return [Chip(label, _address(path, self._without(name, value))) for name, value, label in self._in_use()]

    def ways_out(self, path: str) -> list[Chip]:
        """Which single filter to drop to find something again."""
        found = []
        for name, value, label in self._in_use():
            data = self._without(name, value)
            if type(self)(data, self.whole).qs.exists():
                found.append(Chip(label, _address(path, data)))
        return found

    def _in_use(self) -> Iterator[tuple[str, str, str]]:
        if self.text:
            yield WORDS, self.data[WORDS], f"“{self.text}”"
        for facet in self.facets:
            offered = self.labels[facet.name]
            yield from ((facet.name, value, offered[value]) for value in self.chosen(facet.name))
        yield from ((name, self.data[name], label) for name, label in self.single_in_use())

    def single_in_use(self) -> Iterator[tuple[str, str]]:
        """Further parameters in use, with what to call them."""
        yield from ()

    def _without(self, name: str, value: str) -> QueryDict:
        data = self.data.copy()
        data.setlist(name, [each for each in data.getlist(name) if each != value])
        data.pop(PAGE, None)
        return data


def typed_words(data: QueryDict) -> str:
    """What was searched for, without what no text holds (control characters, NUL)."""
    return clean_text(data.get(WORDS, "")[:LONGEST])


class DayParameter:
    """A day in the address: read, or what is wrong with it (ngày trong địa chỉ)."""

    def __init__(self, text: str) -> None:
        self.text, self.error, self.day = text.strip(), "", None
        if not self.text:
            return
        try:
            self.day = parse_date(self.text)
        except ValidationError as error:
            self.error = error.messages[0]

    def __str__(self) -> str:
        return vn_date(self.day) if self.day else self.text


def _filled(data: QueryDict) -> QueryDict:
    """The parameters that say something: a form without script sends empty ones too."""
    filled = QueryDict(mutable=True)
    for name, values in data.lists():
        if kept := [value for value in values if value.strip()]:
            filled.setlist(name, kept)
    return filled


def _address(path: str, data: QueryDict) -> str:
    query = data.urlencode()
    return f"{path}?{query}" if query else path
