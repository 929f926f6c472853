"""Danh sách công khai: what cannot be applied is said, never passed off as a result."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from auctions.models import Notice
from tests.auctions.factories import auction_content, published_notice
from tests.auctions.test_public_lists import AUCTIONS, titles

pytestmark = pytest.mark.usefixtures("law")

NOT_APPLIED = "Danh sách chưa được lọc theo điều kiện sau"


@pytest.fixture(autouse=True)
def notice(law: None) -> Notice:
    return published_notice(auction_content(title="Một"))


def body(client: Client, **asked: Any) -> str:
    response = client.get(AUCTIONS, asked)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("asked", "wrong"),
    [
        (
            {"gia_tu": "5.000.000.000", "gia_den": "1.000.000"},
            "1.000.000\xa0đ nhỏ hơn giá từ 5.000.000.000\xa0đ. Nhập lại hai mức giá.",
        ),
        (
            {"ngay_tu": "31/12/2048", "ngay_den": "01/12/2048"},
            "01/12/2048 sớm hơn ngày bắt đầu 31/12/2048. Nhập lại hai ngày.",
        ),
    ],
)
def test_a_range_the_wrong_way_round_says_so_and_filters_nothing(client: Client, asked: dict[str, str], wrong: str):
    text = body(client, **asked)

    assert titles(client, **asked) == ["Một"]
    assert text.count(wrong) == 2  # beside the field, and with the list it did not filter
    assert NOT_APPLIED in text
    assert 'class="chip"' not in text
    assert all(f'value="{typed}"' in text for typed in asked.values())


def test_a_range_of_one_point_is_a_range(client: Client):
    assert NOT_APPLIED not in body(client, gia_tu="3.615.000.000", gia_den="3.615.000.000")


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ({"tinh": "zz"}, "Tỉnh, thành phố: không có “zz” trong danh sách."),
        ({"loai": "vàng"}, "Loại tài sản: không có “vàng” trong danh sách."),
        ({"tinh_trang": "x" * 60}, f"Tình trạng: không có “{'x' * 40}…” trong danh sách."),
        ({"gia_tu": "-5"}, "Giá từ: Số tiền không được âm."),
        ({"ngay_tu": "31/02/2026"}, "Từ ngày: Không có ngày 31/02/2026."),
        ({"xep": "la"}, "Xếp theo: không có cách xếp “la”."),
        ({"xa": "09169"}, "Xã, phường: Chọn đúng một tỉnh, thành phố thì mới lọc được theo xã, phường."),
        ({"tinh": "24", "xa": "00004"}, "Xã, phường: không có “00004” trong danh sách."),
    ],
)
def test_what_was_not_applied_stands_above_the_list(client: Client, asked: dict[str, str], line: str):
    text = body(client, **asked)

    assert NOT_APPLIED in text
    assert line in text
    assert "thông báo phù hợp" not in text or "tinh" in asked


def test_the_same_is_told_when_htmx_swaps_the_results(client: Client):
    response = client.get(AUCTIONS, {"tinh": "zz"}, headers={"HX-Request": "true"})

    assert "không có “zz” trong danh sách" in response.content.decode()


def test_what_filters_is_not_reported(client: Client):
    assert NOT_APPLIED not in body(
        client, tinh="24", xa="09169", loai="land_use", gia_tu="1.000.000", xep="han", la="1"
    )


def test_nothing_applied_counts_like_no_filter_at_all(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("auctions.queries.listing.PAGE_SIZE", 1)
    monkeypatch.setattr("auctions.queries.listing.MOST_COUNTED", 1)
    for _ in range(3):
        published_notice()

    assert "Có 4 thông báo<" in body(client, tinh="zz")
    assert "Hơn 1 thông báo phù hợp" in body(client, tinh="24")


def test_without_a_province_the_panel_says_how_to_filter_by_commune(client: Client):
    hint = "Chọn đúng một tỉnh, thành phố thì mới lọc được theo xã, phường."

    assert hint in body(client)
    assert hint not in body(client, tinh="24")


def test_five_thousand_letters_get_a_page_with_an_error_beside_the_box(client: Client):
    text = body(client, q="đ" * 5000)

    assert "Nhập tối đa 200 ký tự; hiện có 5000 ký tự." in text
    assert 'aria-describedby="id_q_error"' in text
    assert titles(client, q="đ" * 5000) == ["Một"]


def test_an_address_too_long_for_a_header_is_not_pushed(client: Client):
    response = client.get(f"{AUCTIONS}?{urlencode({'q': 'đ' * 5000})}", headers={"HX-Request": "true"})

    assert response["HX-Push-Url"] == "false"


def test_pages_beyond_the_reachable_ones_are_not_offered(client: Client, monkeypatch: pytest.MonkeyPatch):
    for module in ("queries.listing", "presenting.lists"):
        monkeypatch.setattr(f"auctions.{module}.PAGE_SIZE", 1)
        monkeypatch.setattr(f"auctions.{module}.MOST_PAGES", 2)
    for _ in range(3):
        published_notice()
    text = body(client, trang="9")

    assert "Cổng chỉ liệt kê 2 thông báo đầu" in text
    assert "trang=3" not in text
