"""What a file must be before it is kept: judged by its content, never by its name alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import puremagic

from core.errors import FileRefused
from core.storage.images import check_jpeg, check_png, check_webp
from core.storage.office import check_office
from core.storage.pdfs import check_pdf

MEGABYTE = 1024 * 1024
# What puremagic finds -> what people call it.
_WELL_KNOWN = {".exe": "chương trình chạy được", ".html": "trang web", ".zip": "tệp nén", ".doc": "Word đời cũ (DOC)"}

_PROGRAMS = (b"MZ", b"\x7fELF")  # puremagic takes short ones for something else


@dataclass(frozen=True)
class FileType:
    """A kind of file the portal takes: its MIME type, its name endings, its first bytes, the check of its content."""

    label: str
    content_type: str
    endings: tuple[str, ...]
    signature: bytes
    check: Callable[[Path], None]


@dataclass(frozen=True)
class UploadUse:
    """What an upload is for: which types, how large (bytes), and in which storage it lies (mục đích tải tệp)."""

    name: str
    storage: str
    types: tuple[FileType, ...]
    max_bytes: int

    @property
    def accept(self) -> str:
        """The value of the HTML attribute accept."""
        return ",".join(ending for kind in self.types for ending in kind.endings)

    @property
    def labels(self) -> str:
        """The types as people call them."""
        return ", ".join(kind.label for kind in self.types)

    @property
    def hint(self) -> str:
        """What people read beside the field: types and limit."""
        return f"Tệp {self.labels}, tối đa {megabytes(self.max_bytes)}."


def megabytes(size: int) -> str:
    """A file size as people read it ("2,4 MB", "38 KB")."""
    if size < MEGABYTE:
        return f"{max(1, round(size / 1024))}\u00a0KB"
    return f"{size / MEGABYTE:.1f}".removesuffix(".0").replace(".", ",") + "\u00a0MB"


def check_size(size: int, use: UploadUse) -> None:
    """Refuse an empty or too large file."""
    if size == 0:
        raise FileRefused("Tệp rỗng, không có nội dung. Chọn tệp khác.", "file_empty")
    if size > use.max_bytes:
        raise FileRefused(
            f"Tệp nặng {megabytes(size)}, vượt mức {megabytes(use.max_bytes)}. Giảm độ phân giải hoặc chia tệp.",
            "file_too_large",
        )


def check_content(path: Path, name: str, use: UploadUse) -> FileType:
    """The type of the file at `path`, if its content is one of the use's types, whole, harmless, and named as such."""
    with path.open("rb") as opened:
        head = opened.read(16)
    alike = [kind for kind in use.types if head.startswith(kind.signature)]
    found = next((kind for kind in alike if name.lower().endswith(kind.endings)), None)
    if found is None:
        raise FileRefused(_why_not(path, name, use, alike), "file_type")
    found.check(path)
    return found


def _why_not(path: Path, name: str, use: UploadUse, alike: list[FileType]) -> str:
    if alike:
        endings = " hoặc ".join(ending for kind in alike for ending in kind.endings)
        return f"Tên tệp “{name}” không đúng với nội dung. Đổi đuôi tên tệp thành {endings} rồi tải lên lại."
    claimed = any(name.lower().endswith(kind.endings) for kind in use.types)
    if not claimed:
        return f"Không nhận loại tệp này. Chỉ nhận tệp {use.labels}."
    what = _WELL_KNOWN.get(_guess(path), "loại tệp khác")
    return f"Nội dung của “{name}” là {what}, không đúng với tên tệp. Chỉ nhận tệp {use.labels}."


def _guess(path: Path) -> str:
    with path.open("rb") as opened:
        if opened.read(4).startswith(_PROGRAMS):
            return ".exe"
    try:
        return puremagic.from_file(str(path))
    except (puremagic.PureError, ValueError):
        return ""


_OFFICE = "application/vnd.openxmlformats-officedocument."
_ZIP = b"PK\x03\x04"
PDF = FileType("PDF", "application/pdf", (".pdf",), b"%PDF-", check_pdf)
JPEG = FileType("JPEG", "image/jpeg", (".jpg", ".jpeg"), b"\xff\xd8\xff", check_jpeg)
PNG = FileType("PNG", "image/png", (".png",), b"\x89PNG\r\n\x1a\n", check_png)
WEBP = FileType("WebP", "image/webp", (".webp",), b"RIFF", check_webp)
DOCX = FileType("DOCX", _OFFICE + "wordprocessingml.document", (".docx",), _ZIP, check_office("word/document.xml"))
XLSX = FileType("XLSX", _OFFICE + "spreadsheetml.sheet", (".xlsx",), _ZIP, check_office("xl/workbook.xml"))

LEGAL_FILE = UploadUse("legal_file", "private", (PDF, DOCX), 40 * MEGABYTE)
LETTER_SCAN = UploadUse("letter_scan", "private", (PDF,), 10 * MEGABYTE)
NOTICE_ATTACHMENT = UploadUse("notice_attachment", "private", (PDF, JPEG, PNG, DOCX, XLSX), 20 * MEGABYTE)
CONTENT_IMAGE = UploadUse("content_image", "public", (JPEG, PNG, WEBP), 10 * MEGABYTE)
CONTENT_FILE = UploadUse("content_file", "private", (PDF, DOCX, XLSX), 20 * MEGABYTE)
