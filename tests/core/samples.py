"""Files as people send them, good and bad, made on the spot."""

from __future__ import annotations

import io
import zipfile

from PIL import Image
from pypdf import PdfWriter
from pypdf.annotations import Link
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, RectangleObject, TextStringObject

EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\x00" * 200


def _written(writer: PdfWriter) -> bytes:
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def blank(pages: int = 1) -> PdfWriter:
    """A writer with blank A4 pages."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    return writer


def pdf(pages: int = 1) -> bytes:
    """A harmless PDF."""
    return _written(blank(pages))


def pdf_with_link() -> bytes:
    """A harmless PDF with a web link, as Word makes them."""
    writer = blank()
    writer.add_annotation(0, Link(rect=(0, 0, 50, 50), url="https://example.vn/"))
    return _written(writer)


def pdf_with_script() -> bytes:
    """Runs JavaScript when it is opened."""
    writer = blank()
    action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    return _written(writer)


def pdf_with_disguised_script() -> bytes:
    """The same, its names written with escapes."""
    return pdf_with_script().replace(b"/JavaScript", b"/#4aavaScript").replace(b"/JS", b"/#4a#53")


def pdf_with_action(kind: str) -> bytes:
    """A page whose link runs an action of this kind."""
    writer = blank()
    action = DictionaryObject({NameObject("/S"): NameObject(kind), NameObject("/F"): TextStringObject("cmd.exe")})
    link = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): RectangleObject((0, 0, 50, 50)),
            NameObject("/A"): action,
        }
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([link])
    return _written(writer)


def pdf_with_attachment() -> bytes:
    """Carries another file."""
    writer = blank()
    writer.add_attachment("virus.exe", EXE)
    return _written(writer)


def pdf_with_password() -> bytes:
    """Cannot be read without a password."""
    writer = blank()
    writer.encrypt("bi-mat")
    return _written(writer)


def picture(kind: str, width: int = 40, height: int = 30) -> bytes:
    """A small picture ("PNG" or "JPEG")."""
    target = io.BytesIO()
    Image.effect_noise((width, height), 50).convert("RGB").save(target, kind)
    return target.getvalue()


def huge_picture() -> bytes:
    """A PNG of 110 million points in a few kilobytes."""
    target = io.BytesIO()
    Image.new("1", (11_000, 10_000)).save(target, "PNG")
    return target.getvalue()


def office(main_part: str, *, extra: dict[str, bytes] | None = None, types: bytes = b"<Types/>") -> bytes:
    """A zip that has the parts of an office document."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"[Content_Types].xml": types, main_part: b"<x/>", **(extra or {})}.items():
            archive.writestr(name, content)
    return target.getvalue()


def docx() -> bytes:
    """A DOCX."""
    return office("word/document.xml")


def xlsx() -> bytes:
    """An XLSX."""
    return office("xl/workbook.xml")
