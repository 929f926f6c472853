"""What an uploaded PDF must be: readable by everybody, and nothing but paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from core.errors import FileRefused
from core.storage.parsing import refusing

_MAX_OBJECTS = 60_000  # reading that many takes three seconds; a long tagged report has fewer
_CHUNK = 1024 * 1024

# Keys and action types by which a PDF runs something, sends something, or carries another file.
_ACTIVE = {
    "/JS": "mã lệnh (JavaScript)",
    "/JavaScript": "mã lệnh (JavaScript)",
    "/Launch": "lệnh mở chương trình",
    "/SubmitForm": "lệnh gửi dữ liệu",
    "/ImportData": "lệnh nạp dữ liệu",
    "/EF": "tệp khác đính kèm bên trong",
    "/EmbeddedFiles": "tệp khác đính kèm bên trong",
    "/RichMedia": "nội dung đa phương tiện",
    "/XFA": "biểu mẫu động (XFA)",
}
# The long ones are looked for in the raw bytes too, whatever the reader makes of the file's structure.
_ACTIVE_BYTES = {key.encode(): name for key, name in _ACTIVE.items() if len(key) > 6}


def check_pdf(path: Path) -> None:
    """Refuse what is broken, encrypted, without pages, or active."""
    with (
        refusing("Tệp PDF bị hỏng, không đọc được. In hoặc quét lại rồi tải lên.", "pdf_broken"),
        path.open("rb") as file,
    ):
        reader = PdfReader(file)
        if reader.is_encrypted:
            raise FileRefused("Tệp PDF có mật khẩu. Bỏ mật khẩu rồi tải lên lại.", "pdf_encrypted")
        if not len(reader.pages):
            raise FileRefused("Tệp PDF không có trang nào. Chọn tệp khác.", "pdf_empty")
        active = next(_active_parts(reader), "") or _active_bytes(path)
    if active:
        raise FileRefused(f"Tệp PDF có {active} nên không nhận. In lại ra PDF rồi tải lên.", "pdf_active")


def _active_parts(reader: PdfReader) -> Iterator[str]:
    """Names of what is active. Walks everything the trailer reaches, each object once, without decoding streams."""
    pending: list[Any] = [reader.trailer]
    seen: set[tuple[int, int]] = set()
    while pending:
        item = pending.pop()
        if isinstance(item, IndirectObject):
            mark = (item.idnum, item.generation)
            if mark in seen:
                continue
            seen.add(mark)
            if len(seen) > _MAX_OBJECTS:
                raise ValueError("too many objects")
            item = item.get_object()
        if isinstance(item, DictionaryObject):
            yield from (_ACTIVE[mark] for mark in (*item, str(item.get("/S"))) if mark in _ACTIVE)
            pending.extend(item.values())
        elif isinstance(item, ArrayObject):
            pending.extend(item)


def _active_bytes(path: Path) -> str:
    longest = max(map(len, _ACTIVE_BYTES))
    with path.open("rb") as file:
        tail = b""
        while chunk := file.read(_CHUNK):
            window = tail + chunk
            for mark, name in _ACTIVE_BYTES.items():
                if mark in window:
                    return name
            tail = window[-longest:]
    return ""
