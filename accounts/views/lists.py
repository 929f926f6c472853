"""Pages of lists: an address with a page that does not exist shows the nearest one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.forms.filtering import ListFilter

PAGE_SIZE = 25
PAGE_PARAMETER = "trang"


class PagesMixin:
    """For ListView: `?trang=` of anything but a page of the list is no error."""

    request: HttpRequest
    filter: ListFilter
    paginate_by = PAGE_SIZE
    page_kwarg = PAGE_PARAMETER

    def paginate_queryset(self, queryset: QuerySet[Any], page_size: int) -> tuple[Paginator, Page, Any, bool]:
        """The page asked for, or the nearest."""
        paginator = Paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get(PAGE_PARAMETER))
        return paginator, page, page.object_list, page.has_other_pages()

    def chips(self) -> list[dict[str, str]]:
        """Filters that are on, each with the address without it."""
        return [{"label": label, "url": self.address(**{name: ""})} for name, label in self.filter.in_use()]

    def address(self, **changes: str) -> str:
        """This list with some of its parameters changed, from its first page on."""
        query = {k: v for k, v in {**self.request.GET.dict(), **changes}.items() if v and k != PAGE_PARAMETER}
        return f"?{urlencode(query)}"
