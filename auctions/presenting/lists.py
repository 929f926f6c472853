"""What a list page shows."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.core.paginator import Page
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from auctions import search
from auctions.filters import NoticeFilter
from auctions.models import Notice
from auctions.queries import Hit, similar_titles
from auctions.queries.listing import MOST_PAGES, PAGE_SIZE, hits_of
from auctions.queries.remembered import remembered
from auctions.terms import NoticeKind
from core.templatetags.vn import number

HEADINGS = {
    NoticeKind.AUCTION: "Thông báo công khai việc đấu giá",
    NoticeKind.SELECTION: "Thông báo lựa chọn tổ chức đấu giá",
}
SHORT_HEADINGS = {NoticeKind.AUCTION: "Thông báo đấu giá", NoticeKind.SELECTION: "Lựa chọn tổ chức đấu giá"}


def list_page(filtered: NoticeFilter, page: Page[Hit], *, path: str, wanted: int) -> dict[str, Any]:
    """Variables of auctions/public_list.html; `wanted` is the number of the page that was asked for."""
    chips = filtered.chips(path)
    context = {
        "kind": filtered.kind,
        "heading": HEADINGS[filtered.kind],
        "short_heading": SHORT_HEADINGS[filtered.kind],
        "path": path,
        "typed": filtered.data.get("q", ""),
        "text_errors": filtered.text_errors,
        "panel": _panel(filtered, len(chips)),
        "filtered": filtered,
        "chips": chips,
        "ignored": filtered.ignored(),
        "page_note": _page_note(page, wanted),
        "page_obj": page,
        "lines": [line_of(hit) for hit in page],
        "is_capped": page.paginator.is_capped,
        "found": _found(page, is_filtered=bool(chips)),
        "ways_out": [],
        "alike": [],
    }
    if not page.object_list:
        context["ways_out"] = filtered.ways_out(path) if len(chips) > 1 else []
        context["alike"] = [line_of(hit) for hit in _alike(filtered)]
    return context


@lru_cache(maxsize=5000)
def line_of(hit: Hit) -> SafeString:
    """One line of a list as HTML. Equal hits make equal lines, so lines that many pages show are made once."""
    return render_to_string("auctions/public_hit.html", {"notice": hit})


def _panel(filtered: NoticeFilter, in_use: int) -> SafeString:
    """The filters as HTML: the same for everybody who chose the same, so made once in a few minutes."""
    return remembered(
        ("panel", filtered.kind, filtered.panel_key),
        lambda: render_to_string(
            "auctions/public_facets.html",
            {"filtered": filtered, "form": filtered.form, "kind": filtered.kind, "in_use": in_use},
        ),
    )


def _found(page: Page[Hit], *, is_filtered: bool) -> str:
    if not page.object_list:
        return "Không có thông báo nào phù hợp" if is_filtered else "Chưa có thông báo nào được đăng"
    count = number(page.paginator.count)
    what = "thông báo phù hợp" if is_filtered else "thông báo"
    return f"Hơn {count} {what}" if page.paginator.is_capped else f"Có {count} {what}"


def _page_note(page: Page[Hit], wanted: int) -> str:
    if page.number == MOST_PAGES and page.paginator.count > MOST_PAGES * PAGE_SIZE:
        return f"Cổng chỉ liệt kê {number(MOST_PAGES * PAGE_SIZE)} thông báo đầu. Dùng bộ lọc hoặc từ khoá để thu hẹp."
    return f"Không có trang {number(wanted)}; đây là trang cuối." if wanted > page.number else ""


def _alike(filtered: NoticeFilter) -> list[Hit]:
    """What somebody who found nothing may have meant: a code of the other kind, or a title that looks alike."""
    if code := search.as_code(filtered.text):
        return hits_of(Notice.objects.published().filter(code=code))
    return similar_titles(filtered.text, filtered.kind)
