"""What a list page shows."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page

from auctions import search
from auctions.filters import NoticeFilter
from auctions.models import Notice
from auctions.queries import Hit, similar_titles
from auctions.queries.listing import hits_of
from auctions.terms import NoticeKind
from core.templatetags.vn import number

HEADINGS = {
    NoticeKind.AUCTION: "Thông báo công khai việc đấu giá",
    NoticeKind.SELECTION: "Thông báo lựa chọn tổ chức đấu giá",
}
SHORT_HEADINGS = {NoticeKind.AUCTION: "Thông báo đấu giá", NoticeKind.SELECTION: "Lựa chọn tổ chức đấu giá"}


def list_page(filtered: NoticeFilter, page: Page[Hit], *, path: str) -> dict[str, Any]:
    """Variables of auctions/public_list.html."""
    chips = filtered.chips(path)
    context = {
        "kind": filtered.kind,
        "heading": HEADINGS[filtered.kind],
        "short_heading": SHORT_HEADINGS[filtered.kind],
        "path": path,
        "form": filtered.form,
        "filtered": filtered,
        "chips": chips,
        "page_obj": page,
        "is_capped": page.paginator.is_capped,
        "found": _found(page, is_filtered=bool(chips)),
        "ways_out": [],
        "alike": [],
    }
    if not page.object_list:
        context["ways_out"] = filtered.ways_out(path) if len(chips) > 1 else []
        context["alike"] = _alike(filtered)
    return context


def _found(page: Page[Hit], *, is_filtered: bool) -> str:
    if not page.object_list:
        return "Không có thông báo nào phù hợp" if is_filtered else "Chưa có thông báo nào được đăng"
    count = number(page.paginator.count)
    what = "thông báo phù hợp" if is_filtered else "thông báo"
    return f"Hơn {count} {what}" if page.paginator.is_capped else f"Có {count} {what}"


def _alike(filtered: NoticeFilter) -> list[Hit]:
    """What somebody who found nothing may have meant: a code of the other kind, or a title that looks alike."""
    if code := search.as_code(filtered.text):
        return hits_of(Notice.objects.published().filter(code=code))
    return similar_titles(filtered.text, filtered.kind)
