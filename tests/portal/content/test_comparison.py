"""What a person sees of the difference between two versions."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from portal.content.comparison import BlockChange, compare, marked_words
from portal.content.html import clean
from portal.content.kinds import ArticleKind, Content


def blocks(old: str, new: str) -> list[BlockChange]:
    return compare(ArticleKind.NEWS, Content(body=clean(old)), Content(body=clean(new))).blocks


def test_fields_are_compared_as_people_read_them() -> None:
    old = Content(title="Cũ", document_number="1/A", issued_on=date(2026, 3, 1))
    new = Content(title="Cũ", document_number="", issued_on=date(2026, 4, 1))
    found = compare(ArticleKind.DIRECTIVE, old, new)
    assert [(change.label, change.old, change.new) for change in found.fields] == [
        ("Số, ký hiệu", "1/A", ""),
        ("Ngày ban hành", "01/03/2026", "01/04/2026"),
    ]


def test_words_that_changed_are_marked_within_their_paragraph() -> None:
    (change,) = blocks("<p>Họp lúc 8 giờ tại Hà Nội.</p>", "<p>Họp lúc 9 giờ tại Hà Nội.</p>")
    assert (change.kind, change.marked) == ("changed", "Họp lúc <del>8</del><ins>9</ins> giờ tại Hà Nội.")


def test_neighbouring_changes_read_as_one_phrase() -> None:
    assert marked_words("a một hai b", "a ba bốn b") == "a <del>một hai</del><ins>ba bốn</ins> b"


def test_paragraphs_come_and_go() -> None:
    found = blocks("<p>Một</p><p>Hai mươi</p><p>Ba</p>", "<p>Một</p><p>Ba</p><p>Bốn trăm</p>")
    assert [(change.kind, change.marked) for change in found] == [
        ("same", "Một"),
        ("removed", "<del>Hai mươi</del>"),
        ("same", "Ba"),
        ("added", "<ins>Bốn trăm</ins>"),
    ]


def test_long_unchanged_stretches_are_counted_only() -> None:
    same = "".join(f"<p>Đoạn {n}</p>" for n in range(9))
    found = blocks(f"{same}<p>cuối cũ rích</p>", f"{same}<p>cuối mới toanh</p>")
    assert [(change.kind, change.count) for change in found][:2] == [("gap", 8), ("same", 0)]


def test_bold_a_link_and_a_picture_are_seen_as_changes() -> None:
    assert [each.kind for each in blocks("<p>a b</p>", "<p>a <b>b</b></p>")] == ["format"]
    (link,) = blocks("<p><a href='/tin-tuc/'>x</a></p>", "<p><a href='/so-tu-phap/'>x</a></p>")
    assert "<del>tin</del>" in link.marked
    address = "/noi-dung/anh/12345678-1234-1234-1234-123456789abc/"
    assert "[Ảnh: Trụ sở]" in blocks("<p>x</p>", f"<p>x <img src='{address}' alt='Trụ sở'></p>")[0].marked.replace(
        "<ins>", ""
    )


def test_a_table_is_compared_by_rows() -> None:
    old = "<table><tr><th>Tên</th><th>Số</th></tr><tr><td><p>A</p></td><td><p>1</p></td></tr></table><p>sau</p>"
    found = blocks(old, old.replace(">1<", ">2<"))
    assert [(each.kind, each.name, each.marked) for each in found] == [
        ("same", "Hàng của bảng", "Tên | Số"),
        ("changed", "Hàng của bảng", "A | <del>1</del><ins>2</ins>"),
        ("same", "", "sau"),
    ]


def test_files_by_name() -> None:
    found = compare(ArticleKind.NEWS, Content(), Content(), old_files=["a.pdf", "b.pdf"], new_files=["b.pdf", "c.pdf"])
    assert [(change.old, change.new) for change in found.files] == [("a.pdf", ""), ("", "c.pdf")]
    assert compare(ArticleKind.NEWS, Content(), Content()).is_empty


@given(st.text(max_size=80), st.text(max_size=80))
def test_both_texts_can_be_read_back_and_nothing_is_markup(old: str, new: str) -> None:
    marked = str(marked_words(old, new))
    assert set(re.findall(r"<[^>]*>", marked)) <= {"<del>", "</del>", "<ins>", "</ins>"}
    assert unescape(re.sub(r"<ins>.*?</ins>|</?del>", "", marked, flags=re.DOTALL)) == old
    assert unescape(re.sub(r"<del>.*?</del>|</?ins>", "", marked, flags=re.DOTALL)) == new
