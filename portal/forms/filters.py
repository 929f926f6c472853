"""Filters of lists of content; all of them live in the address (bộ lọc nội dung)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.utils.timezone import localdate

from accounts.models import Agency
from core.forms import PlainTextField
from core.text import fold
from portal.content.kinds import ArticleKind
from portal.content.workflow import State
from portal.models import Article, ArticleVersion
from portal.queries.articles import containing

PAGE = "trang"
LONGEST = 200


@dataclass(frozen=True)
class Chip:
    """One active filter and the address without it."""

    label: str
    url: str


@dataclass(frozen=True)
class Tab:
    """One state with its count under the other filters."""

    label: str
    url: str
    count: int
    is_current: bool


class AddressForm(forms.Form):
    """Filters read from an address. What cannot be read narrows nothing."""

    q = PlainTextField(label="Từ khoá", required=False)

    def __init__(self, data: QueryDict, **choices: list[tuple[str, str]]) -> None:
        super().__init__(data)
        for name, offered in choices.items():
            self.fields[name].choices = offered
        self.full_clean()

    def value(self, name: str) -> Any:
        """What is asked for; "" for nothing."""
        value = getattr(self, "cleaned_data", {}).get(name) or ""
        return value[:LONGEST] if isinstance(value, str) else value

    def chips(self) -> list[Chip]:
        """The active filters, each with the address without it."""
        return [Chip(self._said(name), self.url(**{name: ""})) for name in self.fields if self.value(name)]

    def url(self, **changed: str) -> str:
        """This address with other filters, at its first page."""
        query = self.data.copy()
        query.pop(PAGE, None)
        for name, value in changed.items():
            query.pop(name, None)
            if value:
                query[name] = value
        return f"?{query.urlencode()}"

    def _said(self, name: str) -> str:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(self.value(name), ""))
        return f"“{self.value(name)}”"


class OfficeFilterForm(AddressForm):
    """The office's list: words, kind, agency; the state by tabs."""

    q = PlainTextField(label="Tiêu đề", required=False)
    loai = forms.ChoiceField(label="Loại", required=False)
    don_vi = forms.ChoiceField(label="Đơn vị", required=False)
    trang_thai = forms.ChoiceField(required=False, choices=[("", ""), *State.choices], widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, *, agencies: list[Agency]) -> None:
        kinds = [("", "Tất cả"), *ArticleKind.choices]
        units = [("", "Tất cả"), *((str(agency.public_id), agency.name) for agency in agencies)]
        super().__init__(data, loai=kinds, don_vi=units)
        if len(agencies) < 2:
            self.fields["don_vi"].widget = forms.HiddenInput()

    def narrow(self, articles: QuerySet[Article]) -> QuerySet[Article]:
        """The articles under all filters, newest first."""
        found = self._but_state(articles)
        if state := self.value("trang_thai"):
            found = found.filter(state=state)
        return found.order_by("-pk")

    def tabs(self, articles: QuerySet[Article]) -> list[Tab]:
        """All states with their counts under the other filters. One query."""
        counts = dict(self._but_state(articles).order_by().values_list("state").annotate(n=Count("pk")))
        current = self.value("trang_thai")
        tabs = [Tab("Tất cả", self.url(trang_thai=""), sum(counts.values()), not current)]
        for state in State:
            tabs.append(Tab(state.label, self.url(trang_thai=state), counts.get(state, 0), current == state))
        return tabs

    def chips(self) -> list[Chip]:
        """Without the state, which the tabs show."""
        return [Chip(self._said(name), self.url(**{name: ""})) for name in ("q", "loai", "don_vi") if self.value(name)]

    def _but_state(self, articles: QuerySet[Article]) -> QuerySet[Article]:
        for word in fold(self.value("q")).split():
            articles = articles.filter(Q(folded_title__contains=word) | Q(latest__document_number__icontains=word))
        if kind := self.value("loai"):
            articles = articles.filter(kind=kind)
        if agency := self.value("don_vi"):
            articles = articles.filter(agency__public_id=agency)
        return articles


class PublicFilterForm(AddressForm):
    """A public list: words, agency, year."""

    don_vi = forms.ChoiceField(label="Đơn vị đăng", required=False)
    nam = forms.ChoiceField(label="Năm", required=False)

    def __init__(self, data: QueryDict, *, versions: QuerySet[ArticleVersion], moment: datetime, kind: str) -> None:
        self.day = "issued_on" if kind == ArticleKind.DIRECTIVE else "shown_at"
        agencies = Agency.objects.filter(pk__in=versions.order_by().values("article__agency")).order_by("name", "pk")
        units = [("", "Tất cả"), *((str(agency.public_id), agency.name) for agency in agencies)]
        this_year = localdate(moment).year
        years = [("", "Tất cả"), *((str(year), str(year)) for year in range(this_year, this_year - 10, -1))]
        super().__init__(data, don_vi=units, nam=years)

    def narrow(self, versions: QuerySet[ArticleVersion]) -> QuerySet[ArticleVersion]:
        """The versions under all filters."""
        found = containing(versions, self.value("q"))
        if agency := self.value("don_vi"):
            found = found.filter(article__agency__public_id=agency)
        if year := self.value("nam"):
            found = found.filter(**{f"{self.day}__year": int(year)})
        return found
