"""Bản in: short, long and cancelled notices on A4, as Chromium prints them."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from io import BytesIO

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from auctions import services
from auctions.models import Notice
from tests.auctions.factories import auction_content, load_rules, lot, published_notice

pytestmark = pytest.mark.browser
A4 = (595, 842)  # points


def printed(page: Page, notice: Notice) -> list[str]:
    """The text of each sheet, without blanks: PDF places letters, not words."""
    page.goto(f"{notice.get_absolute_url()}in/")
    page.wait_for_load_state("networkidle")
    sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert all(abs(sheet.mediabox.width - A4[0]) < 2 and abs(sheet.mediabox.height - A4[1]) < 2 for sheet in sheets)
    return [squeezed(sheet.extract_text()) for sheet in sheets]


def squeezed(text: str) -> str:
    return unicodedata.normalize("NFC", "".join(text.split()))


def on(sheet: str, text: str) -> bool:
    return squeezed(text) in sheet


def test_a_short_notice_has_its_evidence_on_the_first_sheet_and_leaves_no_orphan(page: Page):
    load_rules()
    notice = published_notice()
    sheets = printed(page, notice)

    assert len(sheets) <= 2
    assert on(sheets[0], notice.versions.get().sha256)
    assert on(sheets[0], f"/thong-bao-dau-gia/{notice.code}/")
    assert all(len(sheet) > 150 for sheet in sheets)
    assert on(sheets[0], f"Trang 1/{len(sheets)}")


def test_a_long_notice_repeats_the_heads_of_its_table_and_sums_up_once(page: Page):
    load_rules()
    names = [f"Thửa đất số {n}, tờ bản đồ 14, {'khu dân cư Mẫu ' * 6}" for n in range(1, 41)]
    lots = tuple(lot(name=name, area=Decimal(100 + n)) for n, name in enumerate(names))
    sheets = printed(page, published_notice(auction_content(lots=lots)))

    with_lots = [sheet for sheet in sheets if on(sheet, "Thửa đất số")]
    assert len(with_lots) > 2
    assert all(on(sheet, "Diện tích Giá khởi điểm Tiền đặt trước Bước giá") for sheet in with_lots)
    assert sum(on(sheet, "Cộng 40 lô") for sheet in sheets) == 1
    assert on(sheets[0], "Đăng công khai")


def test_a_cancelled_notice_says_so_before_anything_else(page: Page):
    load_rules()
    notice = published_notice()
    services.cancel_auction(notice, by=notice.created_by, reason="Người có tài sản rút")
    first = printed(page, Notice.objects.get())[0]
    said = ("Đã huỷ cuộc đấu giá lúc", "Cuộc đấu giá không diễn ra", "Đăng công khai", "Tài sản đấu giá")
    places = [first.find(squeezed(text)) for text in said]

    assert -1 not in places
    assert places == sorted(places)
    assert not on(first, "đang hiệu lực")
