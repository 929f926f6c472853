"""How words find: folding, order, phrases, codes, slips of the finger, most of the words, look-alikes."""

from __future__ import annotations

import unicodedata

import pytest

from portal.finding.vocabulary import neighbours
from tests.portal.finding import Told, found, only_hit, titles

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed",
    [
        "quyền sử dụng đất",
        "quyen su dung dat",
        "QUYỀN SỬ DỤNG ĐẤT",
        unicodedata.normalize("NFD", "quyền sử dụng đất"),
        "đất, quyền (sử dụng)",
        '"quyền sử dụng đất"',
        "qsdd",
    ],
)
def test_a_title_is_found_however_its_words_are_typed(guides: Told, typed: str) -> None:
    guides.tell("Quyền sử dụng đất ở")
    guides.tell("Xe ô tô")
    assert titles(typed) == ["Quyền sử dụng đất ở"]


def test_quoted_words_must_follow_each_other(guides: Told) -> None:
    guides.tell("Phế liệu thép")
    assert titles('"phế liệu thép"') == ["Phế liệu thép"]
    assert found('"thép phế liệu"').step.value != "all"


def test_title_counts_more_than_code_summary_and_body(guides: Told) -> None:
    guides.tell("Bốn", body="niêm yết")
    guides.tell("Ba", summary="niêm yết")
    guides.tell("Hai", codes=["niêm-yết-01"])
    guides.tell("Một: niêm yết")
    assert titles("niem yet") == ["Một: niêm yết", "Hai", "Ba", "Bốn"]


def test_the_very_words_in_their_order_come_first(guides: Told) -> None:
    guides.tell("Giá của việc đấu thầu và tài sản")
    guides.tell("Quy chế về đấu giá tài sản công")
    guides.tell("Đấu giá tài sản")
    assert titles("đấu giá tài sản")[:2] == ["Đấu giá tài sản", "Quy chế về đấu giá tài sản công"]


def test_equally_good_hits_come_by_kind_and_then_newest_first(guides: Told) -> None:
    from datetime import date

    later = Told("test_later_kind", "Loại sau", order=20)
    later.tell("Biểu mẫu hợp đồng", dated_on=date(2026, 5, 1))
    guides.tell("Biểu mẫu hợp đồng cũ", dated_on=date(2020, 1, 1))
    guides.tell("Biểu mẫu hợp đồng mới", dated_on=date(2026, 1, 1))
    guides.tell("Biểu mẫu hợp đồng không ngày")
    assert titles("biểu mẫu hợp đồng") == [
        "Biểu mẫu hợp đồng", "Biểu mẫu hợp đồng mới", "Biểu mẫu hợp đồng cũ", "Biểu mẫu hợp đồng không ngày",
    ]  # fmt: skip


@pytest.mark.parametrize("typed", ["01/2016/QH14", "01-2016-qh14", "01 2016 qh14", "012016QH14", "Luật 01/2016"])
def test_a_code_is_found_however_it_is_written(guides: Told, typed: str) -> None:
    guides.tell("Luật mẫu", codes=["01/2016/QH14"])
    guides.tell("Luật khác", codes=["10/2016/QH13"])
    assert titles(typed) == ["Luật mẫu"]


def test_the_last_word_may_be_unfinished(guides: Told) -> None:
    guides.tell("Tiền đặt trước")
    results = found("tien dat tru")
    assert ([hit.title for hit in results.hits], results.step.value) == (["Tiền đặt trước"], "prefix")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("quyn sử dụng đất", "quyền sử dụng đất"),
        ("quyeen su dungg dat", "quyền sử dụng đất"),
        ("quyen su dnug dat", "quyền sử dụng đất"),
        ("ddaats owr", "đất ở"),
        ("quyensudungdat", "quyền sử dụng đất"),
        ("quyen sudung dat", "quyền sử dụng đất"),
    ],
)
def test_a_mistyped_word_is_put_right_and_said(guides: Told, typed: str, meant: str) -> None:
    guides.tell("Quyền sử dụng đất ở")
    results = found(typed)
    assert [hit.title for hit in results.hits] == ["Quyền sử dụng đất ở"]
    assert (results.step.value, results.meant) == ("corrected", meant)


def test_a_slip_that_makes_another_word_is_put_right_when_it_fits_its_neighbours(guides: Told) -> None:
    guides.tell("Đấu giá đất")
    guides.tell("Mỏ cát Hồng Gai")
    results = found("dau gai dat")
    assert ([hit.title for hit in results.hits], results.meant) == (["Đấu giá đất"], "đấu giá đất")


def test_a_better_spelling_is_offered_when_the_typed_one_has_few_hits(guides: Told) -> None:
    for number in range(5):
        guides.tell(f"Đấu giá đất khu {number}")
    guides.tell("Cát xây dựng", body="Đấu thầu mỏ đất cát tại Hồng Gai")
    results = found("dau gai dat")
    assert ([hit.title for hit in results.hits], results.meant) == (["Cát xây dựng"], "đấu giá đất")


def test_words_nobody_wrote_are_left_out_and_named(guides: Told) -> None:
    guides.tell("Thời hạn niêm yết")
    results = found("thời hạn niêm yết xyzzyx")
    assert [hit.title for hit in results.hits] == ["Thời hạn niêm yết"]
    assert (results.step.value, results.left_out) == ("most", ["xyzzyx"])


def test_most_of_the_words_are_enough_when_nothing_has_all(guides: Told) -> None:
    guides.tell("Tiền đặt trước")
    guides.tell("Thời hạn nộp tiền đặt trước")
    guides.tell("Hạn chót, máy xúc")
    results = found("máy xúc: nộp tiền đặt trước")
    assert (results.step.value, titles("máy xúc: nộp tiền đặt trước")[0]) == ("most", "Thời hạn nộp tiền đặt trước")


def test_titles_that_look_alike_are_the_last_resort(guides: Told) -> None:
    guides.tell("Tàu Mẫu HD2026A")
    results = found("HD2026B")
    assert ([hit.title for hit in results.hits], results.step.value) == (["Tàu Mẫu HD2026A"], "similar")


def test_nonsense_finds_nothing(guides: Told) -> None:
    guides.tell("Quyền sử dụng đất")
    assert titles("zzzzqq") == []


def test_numbers_are_never_put_right(guides: Told) -> None:
    guides.tell("Thông tư 19", codes=["19/2024/TT-BTP"])
    assert titles("18/2024/TT-BTP") == []


def test_neighbours_cost_two_queries_at_most(guides: Told, django_assert_max_num_queries) -> None:
    guides.tell("Quyền sử dụng đất")
    with django_assert_max_num_queries(2):
        neighbours(["quyn", "xuyenquocgia", "dat", "khongcotu"])


def test_the_found_words_are_marked_and_everything_else_escaped(guides: Told) -> None:
    guides.tell("Đất <b>ở</b> & vườn", summary='<script>alert("đất")</script>')
    hit = only_hit("dat")
    assert hit.marked_title == "<mark>Đất</mark> &lt;b&gt;ở&lt;/b&gt; &amp; vườn"
    assert hit.marked_summary == "&lt;script&gt;alert(&quot;<mark>đất</mark>&quot;)&lt;/script&gt;"


def test_a_word_deep_in_the_body_is_shown_where_it_stands(guides: Told) -> None:
    guides.tell("Luật mẫu", body="Điều khoản chung. " * 500 + "Thẻ <i>đấu giá viên</i> bị thu hồi. " + "Hết. " * 200)
    shown = only_hit("dau gia vien").marked_body
    assert "<mark>đấu</mark> <mark>giá</mark> <mark>viên</mark>&lt;/i&gt; bị thu hồi" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 600
