"""The search page in the public frame and in the office's, and the suggestions of every search box."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.generic import View

from core import search
from core.forms import PlainTextField
from core.text import fold
from portal.finding import PAGE_SIZE, Results, find, scope_of, suggest

LONGEST = 200
QUERY, KIND, PAGE = "q", "loai", "trang"
OFFICE = "nghiep-vu"  # value of the parameter by which a box in the office frame asks for suggestions


class SearchForm(forms.Form):
    """What one looks for (từ khoá)."""

    q = PlainTextField(label="Từ khoá", required=False, max_length=LONGEST)

    def clean_q(self) -> str:
        """Text with something in it that can be searched."""
        text: str = self.cleaned_data[QUERY]
        if not fold(text):
            raise forms.ValidationError("Nhập ít nhất một chữ cái hoặc chữ số để tìm.")
        return text


@dataclass(frozen=True)
class Facet:
    """One kind of record with its number of hits and the address that narrows to it."""

    label: str
    url: str
    count: int
    is_capped: bool
    is_current: bool


class CandidatePaginator(Paginator):
    """Pages over candidates that are counted already and ranked elsewhere."""

    def __init__(self, found: Results) -> None:
        super().__init__([], PAGE_SIZE)
        self.count = found.total
        self.num_pages = max(1, ceil(found.total / PAGE_SIZE))


class OfficeSearchView(View):
    """Everything public and everything the signed-in person may see, his own matters first (tìm trong nghiệp vụ)."""

    template_name = "portal/search_office.html"
    is_office = True

    def get(self, request: HttpRequest) -> HttpResponse:
        form = SearchForm(request.GET if QUERY in request.GET else None)
        context: dict[str, Any] = {
            "form": form, "typed": request.GET.get(QUERY, ""), "path": request.path, "is_office": self.is_office,
            "text": "", "results": None,
        }  # fmt: skip
        if form.is_valid():
            context |= self._found(form.cleaned_data[QUERY])
        return render(request, self.template_name, context)

    def _found(self, text: str) -> dict[str, Any]:
        kind = self._kind()
        number = _page_number(self.request.GET.get(PAGE, "1"))
        results = find(text, scope_of(self.request.user), kind=kind, page=number, own_first=self.is_office)
        if number > 1 and not results.hits:
            raise Http404(f"page {number}")
        list_url = search.source_of(kind).list_url if kind else None
        return {
            "text": text,
            "results": results,
            "facets": list(self._facets(text, results, kind)),
            "page_obj": Page(results.hits, number, CandidatePaginator(results)),
            "is_capped": results.is_capped(kind),
            "list_url": list_url(text) if list_url else "",
            "meant_url": self._address(q=results.meant) if results.meant else "",
        }

    def _kind(self) -> str:
        asked = self.request.GET.get(KIND, "")
        return asked if asked in {source.kind for source in search.sources()} else ""

    def _facets(self, text: str, results: Results, current: str) -> Any:
        everything = sum(results.counts.values())
        yield Facet("Tất cả", self._address(q=text), everything, results.is_capped(), not current)
        for kind, count in results.counts.items():
            label = search.source_of(kind).label
            yield Facet(label, self._address(q=text, loai=kind), count, results.is_capped(kind), kind == current)

    def _address(self, **asked: str) -> str:
        return f"{self.request.path}?{urlencode(asked)}"


@method_decorator(login_not_required, name="dispatch")
class SearchView(OfficeSearchView):
    """The same in the public frame, for everybody (tìm kiếm)."""

    template_name = "portal/search.html"
    is_office = False


@method_decorator(login_not_required, name="dispatch")
class SuggestView(View):
    """The options under a search box while one types (gợi ý); a piece of a page, for the script of the box."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = SearchForm(request.GET)
        is_office = request.user.is_authenticated and request.GET.get("khung") == OFFICE
        # A blank at the end says that the last word is whole; the form would trim it.
        text = request.GET.get(QUERY, "") if form.is_valid() else ""
        found = suggest(text, scope_of(request.user), own_first=is_office)
        return render(request, "portal/suggestions.html", {"hits": found, "is_office": is_office})


def _page_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 6 and int(text) else 1
