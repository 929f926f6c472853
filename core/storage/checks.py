"""What a file must be before it is kept: judged by its content, never by its name alone."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import puremagic
import structlog
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from core.errors import FileRefused

log = structlog.get_logger(__name__)

MEGABYTE = 1024 * 1024
_MAX_PIXELS = 100_000_000  # A3 at 600 dpi is 70 million; more is a decompression bomb
_MAX_UNPACKED = 300 * MEGABYTE
_MAX_PDF_OBJECTS = 200_000

# Keys and action types by which a PDF runs something, opens something or carries another file.
_ACTIVE_IN_PDF = {
    "/JS": "mã lệnh (JavaScript)",
    "/JavaScript": "mã lệnh (JavaScript)",
    "/Launch": "lệnh mở chương trình",
    "/EmbeddedFiles": "tệp đính kèm bên trong",
    "/EmbeddedFile": "tệp đính kèm bên trong",
    "/RichMedia": "nội dung đa phương tiện",
    "/ImportData": "lệnh nạp dữ liệu",
    "/XFA": "biểu mẫu động (XFA)",
}


@dataclass(frozen=True)
class FileType:
    """A kind of file the portal takes: its MIME type, its name endings, and the check of its content."""

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
    def hint(self) -> str:
        """What people read beside the field: types and limit."""
        return f"{', '.join(kind.label for kind in self.types)}; tối đa {megabytes(self.max_bytes)}"


def megabytes(size: int) -> str:
    """A file size as people read it ("2,4 MB", "38 KB")."""
    if size < MEGABYTE:
        return f"{max(1, round(size / 1024))}\u00a0KB"
    return f"{size / MEGABYTE:.1f}".rstrip("0").rstrip(".").replace(".", ",") + "\u00a0MB"


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
        head = opened.read(8)
    candidates = [kind for kind in use.types if head.startswith(kind.signature) and _named_as(name, kind)]
    if not candidates:
        raise FileRefused(_not_wanted(path, name, use), "file_type")
    kind = candidates[0]
    kind.check(path)
    return kind


def _named_as(name: str, kind: FileType) -> bool:
    return name.lower().endswith(kind.endings)


def _not_wanted(path: Path, name: str, use: UploadUse) -> str:
    wanted = ", ".join(kind.label for kind in use.types)
    try:
        found = puremagic.from_file(str(path))
    except (puremagic.PureError, ValueError):
        found = ""
    if found and not name.lower().endswith(found):
        return f"Nội dung tệp không khớp với tên “{name}” (có vẻ là {found}). Chỉ nhận tệp {wanted}."
    return f"Không nhận loại tệp này. Chỉ nhận tệp {wanted}."


def _check_pdf(path: Path) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = PdfReader(path)
            if reader.is_encrypted:
                raise FileRefused("Tệp PDF có mật khẩu. Bỏ mật khẩu rồi tải lên lại.", "pdf_encrypted")
            if not len(reader.pages):
                raise FileRefused("Tệp PDF không có trang nào.", "pdf_empty")
            active = next(_active_parts(reader), "")
    except FileRefused:
        raise
    except Exception as error:
        log.info("pdf_unreadable", error=type(error).__name__)
        raise FileRefused("Tệp PDF bị hỏng, không đọc được. In hoặc quét lại rồi tải lên.", "pdf_broken") from error
    if active:
        raise FileRefused(f"Tệp PDF có {active} nên không nhận. In lại ra PDF rồi tải lên.", "pdf_active")


def _active_parts(reader: PdfReader) -> Iterator[str]:
    """Vietnamese names of what is active in a PDF. Walks everything the trailer reaches, each object once."""
    pending: list[Any] = [reader.trailer]
    seen: set[tuple[int, int]] = set()
    while pending:
        item = pending.pop()
        if isinstance(item, IndirectObject):
            mark = (item.idnum, item.generation)
            if mark in seen:
                continue
            seen.add(mark)
            if len(seen) > _MAX_PDF_OBJECTS:
                raise ValueError("too many objects")
            item = item.get_object()
        if isinstance(item, DictionaryObject):
            yield from (_ACTIVE_IN_PDF[mark] for mark in (*item, str(item.get("/S"))) if mark in _ACTIVE_IN_PDF)
            pending.extend(item.values())
        elif isinstance(item, ArrayObject):
            pending.extend(item)


def _check_image(path: Path) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path) as image:
                if image.width * image.height > _MAX_PIXELS:
                    raise FileRefused("Ảnh quá nhiều điểm ảnh. Giảm độ phân giải rồi tải lên lại.", "image_too_large")
                image.verify()
            with Image.open(path) as image:
                image.load()
    except FileRefused:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise FileRefused("Ảnh quá nhiều điểm ảnh. Giảm độ phân giải rồi tải lên lại.", "image_too_large") from error
    except Exception as error:
        log.info("image_unreadable", error=type(error).__name__)
        raise FileRefused("Tệp ảnh bị hỏng, không đọc được. Chụp hoặc quét lại rồi tải lên.", "image_broken") from error


def _check_office(part: str) -> Callable[[Path], None]:
    def check(path: Path) -> None:
        try:
            with zipfile.ZipFile(path) as archive:
                names = {info.filename for info in archive.infolist()}
                if sum(info.file_size for info in archive.infolist()) > _MAX_UNPACKED:
                    raise FileRefused("Tệp giải nén ra quá lớn nên không nhận.", "office_too_large")
        except zipfile.BadZipFile as error:
            raise FileRefused("Tệp văn phòng bị hỏng, không đọc được. Lưu lại rồi tải lên.", "office_broken") from error
        if not {"[Content_Types].xml", part} <= names:
            raise FileRefused("Nội dung tệp không phải loại ghi ở tên tệp.", "file_type")
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise FileRefused("Tệp có macro nên không nhận. Lưu lại không kèm macro.", "office_macro")

    return check


_OFFICE = "application/vnd.openxmlformats-officedocument."
PDF = FileType("PDF", "application/pdf", (".pdf",), b"%PDF-", _check_pdf)
JPEG = FileType("JPEG", "image/jpeg", (".jpg", ".jpeg"), b"\xff\xd8\xff", _check_image)
PNG = FileType("PNG", "image/png", (".png",), b"\x89PNG\r\n\x1a\n", _check_image)
DOCX = FileType(
    "DOCX", f"{_OFFICE}wordprocessingml.document", (".docx",), b"PK\x03\x04", _check_office("word/document.xml")
)
XLSX = FileType("XLSX", f"{_OFFICE}spreadsheetml.sheet", (".xlsx",), b"PK\x03\x04", _check_office("xl/workbook.xml"))

LETTER_SCAN = UploadUse("letter_scan", "private", (PDF,), 10 * MEGABYTE)
NOTICE_ATTACHMENT = UploadUse("notice_attachment", "private", (PDF, JPEG, PNG, DOCX, XLSX), 20 * MEGABYTE)
