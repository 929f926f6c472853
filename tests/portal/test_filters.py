"""How numbers, sums, days and pages are written."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from core.templatetags import vn
from core.words import number_in_words


def render(source: str, **context: Any) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1234567, "1.234.567"),
        (Decimal("120.50"), "120,50"),
        (-1500, "-1.500"),
        (0, "0"),
        ("42", "42"),
        (None, ""),
        ("", ""),
        ("không phải số", ""),
        (Decimal("NaN"), ""),
    ],
)
def test_numbers_have_dots_between_thousands_and_a_comma_before_fractions(value: Any, shown: str) -> None:
    assert vn.number(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1500000000, "1.500.000.000\u00a0đ"),
        (Decimal("1500000000.00"), "1.500.000.000\u00a0đ"),
        (Decimal("0.5"), "0,5\u00a0đ"),
        (None, ""),
    ],
)
def test_sums_never_break_before_their_unit(value: Any, shown: str) -> None:
    assert vn.money(value) == shown


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi bốn"),
        (101, "một trăm linh một"),
        (1_005, "một nghìn không trăm linh năm"),
        (1_015_000, "một triệu không trăm mười lăm nghìn"),
        (3_615_000_000, "ba tỷ sáu trăm mười lăm triệu"),
        (1_000_000_005, "một tỷ không trăm linh năm"),
        (10**12, "một nghìn tỷ"),
        (10**18, "một tỷ tỷ"),
        (-7, "âm bảy"),
    ],
)
def test_numbers_are_read_out_in_full(number: int, words: str) -> None:
    assert number_in_words(number) == words


@given(st.integers(min_value=0, max_value=10**15))
def test_no_two_neighbours_are_read_the_same(number: int) -> None:
    assert number_in_words(number) != number_in_words(number + 1)


def test_a_sum_in_words_begins_with_a_capital_and_ends_with_its_unit() -> None:
    assert vn.in_words(Decimal("1500000000")) == "Một tỷ năm trăm triệu đồng"
    assert vn.in_words(Decimal("0.5")) == vn.in_words(None) == ""


def test_days_are_written_with_zeros_and_near_ones_with_their_weekday() -> None:
    day = date(2026, 12, 3)
    assert vn.vn_date(day) == "03/12/2026"
    assert vn.weekday_date(day) == "thứ Năm 03/12/2026"
    assert vn.weekday_date(date(2026, 12, 20)) == "Chủ nhật 20/12/2026"
    assert vn.vn_date(None) == vn.weekday_date(None) == vn.vn_datetime(None) == ""


def test_moments_are_shown_in_vietnamese_time() -> None:
    moment = datetime(2026, 12, 16, 18, 30, tzinfo=UTC)
    assert vn.vn_date(moment) == "17/12/2026"
    assert vn.vn_datetime(moment) == "01:30 ngày 17/12/2026"


def test_filters_escape_nothing_away() -> None:
    assert render("{{ name|capital }}", name="<b>sở</b>") == "&lt;b&gt;sở&lt;/b&gt;"
    assert render("{{ price|money }}", price="<script>") == ""


def asked(address: str) -> HttpRequest:
    return RequestFactory().get(address)


def test_links_to_other_pages_keep_the_filters() -> None:
    request = asked("/thong-bao/?q=%C4%91%E1%BA%A5t&page=3&loai=a&loai=b")
    tag = "{% page_url 'page' n %}"
    assert render(tag, request=request, n=4) == "?q=%C4%91%E1%BA%A5t&amp;loai=a&amp;loai=b&amp;page=4"
    assert render(tag, request=asked("/thong-bao/?page=2"), n=1) == "/thong-bao/"


def test_long_lists_show_the_ends_and_the_neighbours() -> None:
    assert vn.page_numbers(Paginator(range(430), 20).page(11)) == [1, None, 10, 11, 12, None, 22]


def test_an_icon_is_decoration_unless_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in vn.icon("search")
    assert 'role="img" aria-label="Tìm"' in vn.icon("search", "Tìm")
    assert "<script" not in vn.icon("search", "<script>")
