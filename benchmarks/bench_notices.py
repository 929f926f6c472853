"""Public pages of 20,000 generated notices: list, filtered list, search, one notice (goals P1 to P6 of the site)."""

from __future__ import annotations

from itertools import product
from urllib.parse import urlencode

from benchmarks.filling import fill
from benchmarks.harness import Case, run

ROOT = "/thong-bao-dau-gia/"
COMMON, COMMON_TYPED_PLAINLY = "quyền sử dụng đất", "quyen su dung dat"
QUERIES = (
    "quyền sử dụng đất ở", "nha xuong", "xe ô tô tải", "máy phát điện", "phế liệu sắt thép", "gạo dự trữ quốc gia",
    "rung trong keo lai", "tàu hàng khô", "cổ phần", "số thuê bao đẹp", "điện thoại di động", "gỗ xẻ nhóm IV",
    "đất thương mại dịch vụ Bắc Ninh", "quyen su dung dat Ha Noi", "nhà cấp 4 Hồ Chí Minh", '"máy móc thiết bị"',
    "đấu giá trực tuyến Cần Thơ", "trụ sở cũ", "nợ xấu", "bến xe",
)  # fmt: skip
KINDS = ("land_use", "enforcement", "collateral", "public_property", "confiscated", "bankruptcy")
CHOICES = (
    {"loai": "land_use", "gia_tu": "5000000000"},
    {"loai": "enforcement", "ngay_tu": "01/06/2026"},
    {"gia_tu": "20000000000", "ngay_tu": "01/01/2026"},
)


def prepare() -> list[Case]:
    """Fill the private database; both sides are asked the same addresses."""
    from auctions.models import Notice
    from auctions.queries.choices import provinces

    fill()
    shown = Notice.objects.published().filter(kind="auction").order_by("-published_at")[:15_000:50]
    places = [{"tinh": code, "loai": kind} for code, kind in product(provinces(), KINDS)]
    return [
        _case("notice_list", [_list(trang=page) for page in range(1, 11)], goal=8),
        _case("notice_filtered_list", [_list(**asked) for asked in [*places, *CHOICES]], goal=6),
        _case("notice_search", [_list(q=COMMON)], goal=3),
        _case("notice_search_without_diacritics", [_list(q=COMMON_TYPED_PLAINLY)], goal=3),
        _case("notice_search_20_queries", [_list(q=text) for text in QUERIES], goal=3),
        _case("notice_detail", [notice.get_absolute_url() for notice in shown], goal=5),
    ]


def _case(name: str, pages: list[str], *, goal: float) -> Case:
    return Case(name, portal=pages, raw=pages, goal=goal)


def _list(**asked: object) -> str:
    return f"{ROOT}?{urlencode(asked)}"


if __name__ == "__main__":
    run(prepare, raw="benchmarks.bare.application:application")
