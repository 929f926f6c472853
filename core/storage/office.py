"""What an uploaded DOCX or XLSX must be: the right parts, and none that runs."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

from core.errors import FileRefused
from core.storage.parsing import refusing

_MAX_UNPACKED = 300 * 1024 * 1024
_MAX_PARTS = 20_000
_MAX_LIST = 2 * 1024 * 1024
_RUNS = ("vbaproject.bin", "vbadata.xml", "/activex/", "oleobject")
_TYPES = "[Content_Types].xml"


def check_office(main_part: str) -> Callable[[Path], None]:
    """A check for office documents whose main part is `main_part`."""

    def check(path: Path) -> None:
        message = "Tệp văn phòng bị hỏng hoặc không đúng loại. Mở ra, lưu lại rồi tải lên."
        with refusing(message, "office_broken"), zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > _MAX_UNPACKED:
                raise FileRefused("Tệp giải nén ra quá lớn nên không nhận.", "office_too_large")
            names = {part.filename for part in parts}
            if not {_TYPES, main_part} <= names:
                raise FileRefused(message, "office_broken")
            if _has_macros(archive, names):
                raise FileRefused(
                    "Tệp có macro hoặc đối tượng nhúng nên không nhận. Lưu bản không macro.", "office_macro"
                )

    return check


def _has_macros(archive: zipfile.ZipFile, names: set[str]) -> bool:
    with archive.open(_TYPES) as opened:
        types = opened.read(_MAX_LIST).lower()
    runs = any(mark in f"/{name.lower()}" for name in names for mark in _RUNS)
    return runs or b"macroenabled" in types or b"vbaproject" in types
