"""Tìm kiếm: the same notices however a word is typed."""

from __future__ import annotations

import unicodedata

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client

from auctions import search, services
from auctions.filters import NoticeFilter
from auctions.models import Notice
from tests.auctions.factories import (
    auction_content,
    auction_org,
    draft_notice,
    lot,
    published_notice,
    publisher_at,
    selection_content,
)

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def notices() -> dict[str, Notice]:
    org = auction_org()
    user = publisher_at(org)
    contents = {
        "land": auction_content(title="Quyền sử dụng đất ở phường Hoà Bình, tỉnh Đắk Lắk"),
        "car": auction_content(
            title="Xe ô tô tải nhãn hiệu Mẫu", contract_number="345/HĐDV-ĐGTS", lots=(lot(name="Xe ô tô tải"),)
        ),
        "scrap": auction_content(
            title="Phế liệu thép", note="Hồ sơ số DG-2023-098765", lots=(lot(name="Sắt, thép phế liệu"),)
        ),
    }
    return {name: published_notice(content, agency=org, by=user) for name, content in contents.items()}


def found(text: str) -> set[int]:
    asked = QueryDict(mutable=True)
    asked["q"] = text
    return set(NoticeFilter(asked, "auction").qs.values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("quyền sử dụng đất", "quyen su dung dat"),
        ("quyền sử dụng đất", "QUYỀN SỬ DỤNG ĐẤT"),
        ("quyền sử dụng đất", unicodedata.normalize("NFD", "quyền sử dụng đất")),
        ("hoà bình", "hòa bình"),
        ("hoà bình", "hoa binh"),
        ("Đắk Lắk", "dak lak"),
        ("345/HĐDV-ĐGTS", "345/hddv-dgts"),
        ("DG-2023-098765", "dg-2023-098765"),
    ],
)
def test_both_ways_of_typing_find_the_same(notices: dict[str, Notice], typed: str, same: str):
    assert found(typed) == found(same) != set()


def test_each_word_must_be_there_in_any_order(notices: dict[str, Notice]):
    assert found("lắk đắk đất") == {notices["land"].pk}
    assert found("đất máy bay") == set()


def test_quoted_words_must_follow_each_other(notices: dict[str, Notice]):
    assert found("thép liệu") == {notices["scrap"].pk}
    assert found('"phế liệu thép"') == {notices["scrap"].pk}
    assert found('"thép liệu"') == set()


def test_parts_of_a_code_must_follow_each_other(notices: dict[str, Notice]):
    assert found("345/HĐDV-ĐGTS") == {notices["car"].pk}
    assert found("ĐGTS/345") == set()


@pytest.mark.parametrize("spell", [str, str.lower, lambda code: code.replace("-", " "), lambda code: f"  {code} "])
def test_a_notice_is_found_by_its_own_code(notices: dict[str, Notice], spell):
    assert found(spell(notices["car"].code)) == {notices["car"].pk}


@pytest.mark.parametrize("text", ["", "   ", "///", "'", "\\", "& | ! ( ) : *", "a' | 'b", '"', "<->", "%", "\u200b"])
def test_odd_input_neither_breaks_nor_filters_wrongly(notices: dict[str, Notice], text: str):
    assert found(text) <= {n.pk for n in notices.values()}


def test_text_of_ten_thousand_characters_is_refused_in_words(notices: dict[str, Notice], client: Client):
    response = client.get("/thong-bao-dau-gia/", {"q": "đất " * 2500})

    assert response.status_code == 200


def test_a_vector_of_a_very_long_text_stays_within_postgresqls_limits():
    text = " ".join(f"tu{i}" for i in range(60_000)) + " " + "x" * 5000

    with connection.cursor() as cursor:
        cursor.execute("SELECT length(%s::tsvector)", [search.vector([("A", text)])])
        assert cursor.fetchone()[0] <= search.MOST_WORDS


def test_phrases_do_not_reach_from_one_part_into_the_next():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT %s::tsvector @@ %s::tsquery",
            [search.vector([("A", "một hai"), ("B", "ba")]), search.query('"hai ba"')],
        )
        assert cursor.fetchone()[0] is False


def test_queries_are_never_prepared(db: None):
    """A generic plan cannot tell a common word from a rare one (specs: trap 6)."""
    connection.ensure_connection()

    assert connection.connection.prepare_threshold is None


def test_a_draft_and_another_kind_are_not_found(notices: dict[str, Notice]):
    published_notice(selection_content(title="Chỉ có trong bản lựa chọn"), kind="selection")
    draft_notice(auction_content(title="Chỉ có trong bản nháp"))

    assert found("chỉ có trong bản") == set()


def test_drafts_of_corrections_are_not_found(notices: dict[str, Notice]):
    notice = notices["car"]
    draft = services.start_correction(notice, by=notice.created_by)
    services.save_draft(notice, auction_content(title="Bimatkhongdoan"), revision=draft.revision, by=notice.created_by)

    assert found("Bimatkhongdoan") == set()
