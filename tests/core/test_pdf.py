"""Administrative documents: the law's layout, Vietnamese letters, and no way out to files or network."""

from __future__ import annotations

import io
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from pytest_django import Settings

from core import pdf
from core.storage.pdfs import check_pdf

LETTERS = "ÁẮẶẤẬÉẾỆÍỊÓỐỘỚỢÚỨỰÝỴĐ áắặấậéếệíịóốộớợúứựýỵđ ẠẲẪẼỂỄỈĨỎỖỠỦỬỮỶỸ ạẳẵẫẽểễỉĩỏỗỡủửữỷỹ ₫"
POINTS_PER_MM = 72 / 25.4


def document(*, variant: pdf.PdfVariant | None = None, **changes: Any) -> PdfReader:
    context = {"superior": "", "letters": LETTERS, "lines": ["Tên tổ chức: Công ty Mẫu"], "raw": "", "qr": ""}
    return PdfReader(io.BytesIO(pdf.render("desk/letter.html", {**context, **changes}, pdf_variant=variant)))


def text_of(reader: PdfReader) -> str:
    return " ".join(unicodedata.normalize("NFC", "\n".join(page.extract_text() for page in reader.pages)).split())


def lines_with_places(reader: PdfReader, page: int = 0) -> list[tuple[str, float, float]]:
    """(text, x, y from the top) of every piece of text, in mm."""
    found: list[tuple[str, float, float]] = []

    def visit(text: str, cm: Any, tm: Any, font: Any, size: Any) -> None:
        if text.strip():
            x, y = cm[0] * tm[4] + cm[4], cm[3] * tm[5] + cm[5]
            found.append((unicodedata.normalize("NFC", text.strip()), x / POINTS_PER_MM, 297 - y / POINTS_PER_MM))

    reader.pages[page].extract_text(visitor_text=visit)
    return found


def place_of(reader: PdfReader, text: str) -> tuple[float, float]:
    return next((x, y) for found, x, y in lines_with_places(reader) if found.startswith(text))


def fonts_of(reader: PdfReader) -> dict[str, DictionaryObject]:
    """{name without subset prefix: descriptor} of every font of every page."""
    found = {}
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            found[str(inner["/BaseFont"]).partition("+")[2]] = inner["/FontDescriptor"].get_object()
    return found


def test_every_vietnamese_letter_comes_out_as_text() -> None:
    assert LETTERS in text_of(document())


def test_all_fonts_are_embedded_and_ours() -> None:
    fonts = fonts_of(document(letters=f"{LETTERS} ☐ ☑ ✓"))
    assert set(fonts) == {
        "Portal-Serif",
        "Portal-Serif-Bold",
        "Portal-Serif-Italic",
        "Portal-Serif-Bold-Italic",
        "Portal-Signs",
    }
    assert all("/FontFile2" in descriptor for descriptor in fonts.values())


def test_the_sans_has_vietnamese_letters_too() -> None:
    raw = f'<p class="plain" style="font-family: Portal Sans">{LETTERS} <b>Đậm</b> <i>nghiêng</i></p>'
    reader = document(raw=raw, letters="")
    assert LETTERS in text_of(reader)
    assert {"Portal-Sans", "Portal-Sans-Bold", "Portal-Sans-Italic"} <= set(fonts_of(reader))
    assert "Portal-Signs" not in fonts_of(reader)


def test_a_short_letter_is_one_a4_page() -> None:
    reader = document()
    assert len(reader.pages) == 1
    assert [round(float(side) / POINTS_PER_MM) for side in reader.pages[0].mediabox[2:]] == [210, 297]


def test_national_title_and_motto_each_stand_on_one_line_at_the_right() -> None:
    reader = document()
    texts = [text for text, _, _ in lines_with_places(reader)]
    assert "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM" in texts
    assert "Độc lập - Tự do - Hạnh phúc" in texts
    (x_title, y_title), (_, y_motto) = place_of(reader, "CỘNG HOÀ"), place_of(reader, "Độc lập")
    assert x_title > 95
    assert y_title < y_motto < place_of(reader, "Bắc Ninh, ngày")[1]
    assert place_of(reader, "CÔNG TY ĐẤU GIÁ")[0] < 95


def test_margins_are_within_the_decree() -> None:
    xs = [x for _, x, _ in lines_with_places(document())]
    ys = [y for _, _, y in lines_with_places(document())]
    assert min(xs) >= 30
    assert 20 <= min(ys) <= 30


def test_number_stands_under_the_agency_and_recipients_left_of_the_signature() -> None:
    reader = document(superior="Bộ Mẫu")
    assert place_of(reader, "BỘ MẪU")[1] < place_of(reader, "CÔNG TY ĐẤU GIÁ")[1] < place_of(reader, "Số: 12")[1]
    assert place_of(reader, "Số: 12")[1] < place_of(reader, "V/v")[1] < place_of(reader, "Kính gửi")[1]
    (x_sent, y_sent), (x_signed, y_signed) = place_of(reader, "Nơi nhận"), place_of(reader, "NGƯỜI ĐẠI DIỆN")
    assert x_sent < 60 < 100 < x_signed
    assert abs(y_sent - y_signed) < 2


def test_pages_are_numbered_from_the_second_at_the_top_in_the_middle() -> None:
    reader = document(lines=[f"Dòng nội dung số {n}, đủ dài để sang trang sau khi in ra giấy." for n in range(60)])
    assert len(reader.pages) >= 2
    first = lines_with_places(reader)
    assert not [text for text, _, y in first if re.fullmatch(r"\d+", text) and y < 20]
    number, x, y = next(item for item in lines_with_places(reader, 1) if item[2] < 20)
    assert number == "2"
    assert 105 < x < 130  # the middle of the text area, which is 30 to 195 mm
    assert y < 20


def test_a_signature_is_never_torn_from_its_recipients() -> None:
    for count in range(22, 30, 2):
        reader = document(lines=["Nội dung"] * count)
        pages = [page.extract_text() for page in reader.pages]
        holding = [n for n, text in enumerate(pages) if "Nơi nhận" in text or "NGƯỜI ĐẠI DIỆN" in text]
        assert len(holding) == 1


def test_language_title_and_author_are_set() -> None:
    reader = document()
    assert reader.root_object["/Lang"] == "vi"
    assert reader.metadata is not None
    assert reader.metadata.title == "Công văn đăng ký tài khoản"
    assert reader.metadata.author == "Công ty Đấu giá hợp danh Mẫu"


@pytest.mark.parametrize("variant", ["pdf/a-2b", "pdf/a-2u", "pdf/a-2a", "pdf/a-3u", "pdf/ua-1"])
def test_archive_variants_declare_themselves(variant: pdf.PdfVariant) -> None:
    reader = document(variant=variant, qr=pdf.qr_svg("https://example.vn/a"))
    declared = reader.root_object["/Metadata"].get_object().get_data().decode()
    kind, _, level = variant.removeprefix("pdf/").partition("-")
    assert f'pdf{kind}id:part="{level[0]}"' in declared or f"<pdf{kind}id:part>{level[0]}<" in declared
    assert "/MarkInfo" in reader.root_object
    assert LETTERS in text_of(reader)


def test_what_we_make_passes_our_own_check_of_uploads(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf.render("desk/letter.html", _plain()))
    check_pdf(path)


def _plain() -> dict[str, Any]:
    return {"superior": "", "letters": LETTERS, "lines": [], "raw": "", "qr": pdf.qr_svg("https://example.vn/a")}


def test_html_in_the_data_stays_text() -> None:
    reader = document(letters='<img src="file:///etc/passwd"> <b>đậm</b>')
    assert '<img src="file:///etc/passwd"> <b>đậm</b>' in text_of(reader)


@pytest.mark.parametrize(
    "raw",
    [
        '<img src="file:///etc/passwd">',
        '<img src="http://127.0.0.1:1/a.png">',
        '<img src="https://example.vn/a.png">',
        '<img src="ftp://example.vn/a.png">',
        '<img src="portal:fonts/../../../../etc/passwd">',
        '<img src="portal:fonts//etc/passwd">',
        '<img src="portal:static/../../etc/passwd">',
        '<img src="portal:static/khong-co.png">',
        '<link rel="stylesheet" href="file:///etc/passwd">',
        '<style>@import url("https://example.vn/a.css");</style>',
        '<style>p { background: url("file:///etc/passwd") }</style>',
    ],
)
def test_a_template_reaches_neither_files_nor_network(raw: str) -> None:
    with pytest.raises(pdf.PdfError):
        document(raw=raw)


def test_our_own_static_files_and_data_urls_may_be_used() -> None:
    document(raw='<img src="portal:static/favicon.svg" alt="">')
    document(raw='<img src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E" alt="">')


def test_missing_fonts_say_which_package_to_install(settings: Settings) -> None:
    settings.PDF_FONT_FOLDERS = ["/nowhere"]
    pdf.font_file.cache_clear()
    with pytest.raises(pdf.PdfError, match="fonts-croscore"):
        document()
    pdf.font_file.cache_clear()


def test_a_qr_code_is_inline_svg_that_leaks_nothing() -> None:
    svg = pdf.qr_svg('https://example.vn/?q="<script>')
    assert svg.startswith("<svg")
    assert "script" not in svg
    assert "viewBox" in svg
