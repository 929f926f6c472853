"""Sums, obligatory content and choices that the law leaves no choice in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from auctions.content import ASKS, Content, LotContent, fields_of
from auctions.rules import BLOCK, NOTE, OK, WARN, Finding, Situation, blocking, check, unexplained
from auctions.terms import AuctionMethod, FieldType, Nature, NoticeKind
from tests.auctions.factories import auction_content, lot
from tests.auctions.lawbooks import CALENDAR, book, finding, findings

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("deposit", "severity"),
    [(180_749_999, BLOCK), (180_750_000, OK), (723_000_000, OK), (723_000_001, BLOCK)],
)
def test_deposit_is_between_five_and_twenty_per_cent(deposit, severity):
    found = findings(TODAY, lots=(lot(deposit=Decimal(deposit)),))

    assert finding(found, "deposit_percent").severity == severity


def test_a_wrong_deposit_names_the_lawful_sums_of_its_lot():
    found = findings(TODAY, lots=(lot(), lot(deposit=Decimal(795_300_000))))

    (broken,) = blocking(found)
    assert broken.field == "lots.1.deposit"
    assert broken.message == "Vượt 20% giá khởi điểm. Nhập số từ 180.750.000\xa0đ đến 723.000.000\xa0đ."
    assert broken.source == "Luật Đấu giá tài sản, Điều 39 khoản 1"


def test_percentages_round_towards_what_is_lawful():
    found = findings(TODAY, lots=(lot(start_price=Decimal(1001), deposit=Decimal(50)),))

    assert "từ 51\xa0đ đến 200\xa0đ" in finding(found, "deposit_percent").message


def test_assets_that_must_be_auctioned_only_go_up_and_have_a_public_price():
    found = findings(TODAY, method=AuctionMethod.DESCENDING, price_is_public=False)

    assert {f.code for f in blocking(found)} == {"ascending_only", "public_price"}


def test_voluntary_assets_may_go_down_and_hide_their_price():
    voluntary = (lot(asset_kind="voluntary", start_price=None),)
    found = findings(TODAY, lots=voluntary, method=AuctionMethod.DESCENDING, price_is_public=False)

    assert blocking(found) == []


def test_cheap_movables_need_no_publication_but_may_be_published():
    cheap = (
        lot(nature=Nature.MOVABLE, asset_kind="confiscated", start_price=Decimal(9_000_000), deposit=Decimal(900_000)),
    )

    assert finding(findings(TODAY, lots=cheap), "publication_threshold").severity == NOTE


def test_an_empty_notice_lists_everything_the_law_asks_for():
    found = check(Content(), Situation(NoticeKind.AUCTION, TODAY), book(), CALENDAR)

    missing = {f.field: f for f in found if f.code == "missing"}
    assert {"title", "owner_name", "lots", "auction_at", "auction_place", "conditions", "registration"} <= set(missing)
    assert missing["auction_at"].message == "Ghi giờ, ngày mở cuộc đấu giá."
    assert missing["auction_at"].source == "Luật Đấu giá tài sản, Điều 57 khoản 4"


def test_a_selection_notice_asks_for_criteria_and_not_for_an_auction_day():
    found = check(Content(), Situation(NoticeKind.SELECTION, TODAY), book(NoticeKind.SELECTION), CALENDAR)

    fields = {f.field for f in blocking(found)}
    assert "criteria" in fields
    assert "auction_at" not in fields


def test_assets_without_a_place_need_no_commune():
    placed = findings(TODAY, lots=(lot(commune_code=""),))
    placeless = findings(TODAY, lots=(lot(asset_kind="frequency", nature=Nature.MOVABLE, commune_code=""),))

    assert "lots.0.commune_code" in {f.field for f in blocking(placed)}
    assert "lots.0.commune_code" not in {f.field for f in blocking(placeless)}


def test_a_name_of_ten_thousand_characters_is_refused_in_words():
    found = findings(TODAY, title="Đ" * 10_000)

    assert [f.message for f in blocking(found)] == ["Tên thông báo dài 10.000 ký tự. Nhập tối đa 500 ký tự."]


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_needed_field_asks_in_a_sentence_of_its_own(kind: str):
    """ "Chọn …" where there is a list, "Ghi …" where one types."""
    needed = [f for cls in (Content, LotContent) for f in fields_of(cls, kind) if kind in f.metadata["required"]]

    for described in needed:
        is_list = described.metadata["type"] == FieldType.CHOICE or described.name == "asset_kind"
        sentence = ASKS[described.name]
        assert sentence.startswith("Chọn " if is_list else "Ghi "), sentence
        assert sentence.endswith("."), sentence
        assert "từ ngày" not in sentence, sentence


@pytest.mark.parametrize("email", ["", "lienhe@example.vn", " a.b-c+d@mail.example.com "])
@pytest.mark.parametrize("phone", ["0222 000 0000", "(0222) 3.800.000, máy lẻ 12"])
def test_a_contact_can_be_called_and_written_to(email: str, phone: str):
    assert not blocking(findings(TODAY, contact_email=email, contact_phone=phone))


@pytest.mark.parametrize("email", ["<img src=x>", "lienhe@", "lienhe", "a@b", "hai@example.vn, ba@example.vn"])
def test_what_is_no_address_is_refused_in_words(email: str):
    assert [f.field for f in blocking(findings(TODAY, contact_email=email, contact_phone="gọi văn thư"))] == [
        "contact_phone",
        "contact_email",
    ]


def test_blanks_do_not_count_as_text():
    assert "auction_place" in {f.field for f in blocking(findings(TODAY, auction_place="   "))}


def test_only_a_written_reason_explains_a_warning():
    warning = Finding("viewing_to", "viewing_days", WARN, "…")

    assert unexplained([warning], {}) == [warning]
    assert unexplained([warning], {warning.field: "  "}) == [warning]
    assert unexplained([warning], {warning.field: "Chủ tài sản yêu cầu"}) == []


def test_content_survives_its_own_json():
    content = replace(auction_content(lots=(lot(), lot(start_price=None, area=None))), note='<b>"Đặc biệt"</b>')

    assert Content.from_json(content.to_json()) == content
