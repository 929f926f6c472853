"""Pages of lists: an address with a page that does not exist shows the nearest one."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PAGE_SIZE = 25
PAGE_PARAMETER = "trang"


class PagesMixin:
    """For ListView: `?trang=` of anything but a page of the list is no error."""

    request: HttpRequest
    paginate_by = PAGE_SIZE
    page_kwarg = PAGE_PARAMETER

    def paginate_queryset(self, queryset: QuerySet[Any], page_size: int) -> tuple[Paginator, Page, Any, bool]:
        """The page asked for, or the nearest."""
        paginator = Paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get(PAGE_PARAMETER))
        return paginator, page, page.object_list, page.has_other_pages()
