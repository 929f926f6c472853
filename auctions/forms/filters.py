"""Filters of the office list; all of them live in the address (bộ lọc thông báo của tôi)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.timezone import make_aware

from auctions.forms.fields import Choice
from auctions.models import Notice
from auctions.presenting.lists import SHORT_HEADINGS
from auctions.workflow import State
from core.forms import PlainTextField, VnDateField
from core.text import fold

PAGE = "trang"
SORTS = {
    "": ("Mới soạn trước", ("-pk",)),
    "moi-dang": ("Mới đăng trước", ("-published_at", "-pk")),
    "ngay-dau-gia": ("Sắp mở cuộc đấu giá trước", ("auction_at", "-pk")),
    "ten": ("Theo tên", ("folded_title", "-pk")),
}
ENDED = "huy"
STATES = {State.DRAFT: "Bản nháp", State.PUBLISHED: "Đã đăng", ENDED: "Đã huỷ"}
_STATES_OF = {ENDED: [State.WITHDRAWN, State.CANCELLED]}


@dataclass(frozen=True)
class Chip:
    """One active filter and the address without it."""

    label: str
    url: str


@dataclass(frozen=True)
class Tab:
    """One state with the number of notices in it under the other filters."""

    label: str
    url: str
    count: int
    is_current: bool


class OfficeFilterForm(forms.Form):
    """What the list is narrowed to. A value that cannot be read is shown with its error and narrows nothing."""

    q = PlainTextField(label="Tên, mã thông báo, đơn vị", required=False)
    loai = Choice(label="Loại thông báo", required=False)
    tu_ngay = VnDateField(label="Soạn hoặc đăng từ ngày", required=False)
    den_ngay = VnDateField(label="Đến hết ngày", required=False)
    sap_xep = Choice(label="Sắp xếp", required=False, choices=[(key, label) for key, (label, _) in SORTS.items()])
    trang_thai = Choice(required=False, choices=[("", ""), *STATES.items()], widget=forms.HiddenInput)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.fields["loai"].choices = [("", "Tất cả"), *SHORT_HEADINGS.items()]
        for field in self.fields.values():
            field.required = False
        self.full_clean()

    def narrow(self, notices: QuerySet[Notice]) -> QuerySet[Notice]:
        """The notices under all filters, in the chosen order."""
        return self._in_state(self.narrow_but_state(notices)).order_by(*SORTS[self._value("sap_xep")][1])

    def narrow_but_state(self, notices: QuerySet[Notice]) -> QuerySet[Notice]:
        """The notices under all filters but the state, for the counts of the states."""
        for word in fold(self._value("q")).split():
            notices = notices.filter(
                Q(folded_title__contains=word) | Q(code__icontains=word) | Q(agency__search_key__contains=word)
            )
        if kind := self._value("loai"):
            notices = notices.filter(kind=kind)
        since, until = self.cleaned_data.get("tu_ngay"), self.cleaned_data.get("den_ngay")
        if since:
            notices = notices.filter(moment__gte=_midnight(since))
        if until:
            notices = notices.filter(moment__lt=_midnight(until + timedelta(days=1)))
        return notices

    def tabs(self, notices: QuerySet[Notice]) -> list[Tab]:
        """All states with their counts under the other filters. One query."""
        counted = self.narrow_but_state(notices).order_by().values_list("state").annotate(n=Count("pk"))
        per_state = dict(counted)
        current = self._value("trang_thai")
        tabs = [Tab("Tất cả", self._url(trang_thai=""), sum(per_state.values()), not current)]
        for key, label in STATES.items():
            count = sum(per_state.get(state, 0) for state in _STATES_OF.get(key, [key]))
            tabs.append(Tab(label, self._url(trang_thai=key), count, current == key))
        return tabs

    def chips(self) -> list[Chip]:
        """The active filters, each with the address without it."""
        shown = {
            "q": f"“{self._value('q')}”",
            "loai": SHORT_HEADINGS.get(self._value("loai"), ""),
            "tu_ngay": f"từ {self._value('tu_ngay'):%d/%m/%Y}" if self._value("tu_ngay") else "",
            "den_ngay": f"đến hết {self._value('den_ngay'):%d/%m/%Y}" if self._value("den_ngay") else "",
        }
        return [Chip(label, self._url(**{name: ""})) for name, label in shown.items() if self._value(name)]

    def _in_state(self, notices: QuerySet[Notice]) -> QuerySet[Notice]:
        state = self._value("trang_thai")
        return notices.filter(state__in=_STATES_OF.get(state, [state])) if state else notices

    def _value(self, name: str) -> Any:
        return self.cleaned_data.get(name) or ""

    def _url(self, **changed: str) -> str:
        query = self.data.copy()
        query.pop(PAGE, None)
        for name, value in changed.items():
            query.pop(name, None)
            if value:
                query[name] = value
        return f"?{query.urlencode()}"


def with_moment(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """Notices with `moment`: the latest publication, or when the draft was begun."""
    return notices.annotate(moment=Coalesce("published_at", "created_at"))


def _midnight(day: Any) -> datetime:
    return make_aware(datetime.combine(day, time()))
