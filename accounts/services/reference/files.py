"""Reading the CSV files of fixtures/ line by line, and saying what is wrong in them and where."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.conf import settings

from accounts.models import UnitKind, UnitLevel
from core.errors import DomainError
from core.text import fold_key

FIXTURES = Path(settings.BASE_DIR) / "fixtures"

_CODE = {UnitLevel.PROVINCE: r"\d{2}", UnitLevel.DISTRICT: r"\d{3}", UnitLevel.COMMUNE: r"\d{5}"}
_KIND_OF_WORD = {kind.label: kind for kind in UnitKind}
_SHOWN = 30


class ReferenceRefused(DomainError):
    """Reference data that contradict themselves (danh mục chuẩn không nhất quán). Nothing was written."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        more = f"\n… và {len(problems) - _SHOWN} lỗi khác" if len(problems) > _SHOWN else ""
        super().__init__("Danh mục chuẩn không nhất quán:\n" + "\n".join(problems[:_SHOWN]) + more, "reference_refused")


@dataclass(frozen=True)
class Line:
    """One line of a file: its number as an editor shows it, and its columns."""

    file: str
    number: int
    columns: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.columns[column]


@dataclass
class Source:
    """The folder the files are read from, and everything found wrong in them so far."""

    folder: Path
    problems: list[str] = field(default_factory=list)

    def lines(self, name: str, *columns: str) -> list[Line]:
        """The lines of one file; a missing file or column is refused at once, nothing can be said after it."""
        path = self.folder / name
        if not path.is_file():
            raise ReferenceRefused([f"{name}: không có tệp này trong {self.folder}"])
        with path.open(encoding="utf-8", newline="") as opened:
            reader = csv.DictReader(opened)
            if missing := sorted(set(columns) - set(reader.fieldnames or [])):
                raise ReferenceRefused([f"{name} dòng 1: thiếu cột {', '.join(missing)}"])
            return [Line(name, reader.line_num, row) for row in reader if self._is_complete(name, reader.line_num, row)]

    def refuse(self, line: Line, text: str) -> None:
        """Note what is wrong in a line and go on, so that one run shows every error."""
        self.problems.append(f"{line.file} dòng {line.number}: {text}")

    def refuse_all(self, text: str) -> None:
        """Note what is wrong between the files."""
        self.problems.append(text)

    def stop_if_refused(self) -> None:
        """Raise everything noted so far."""
        if self.problems:
            raise ReferenceRefused(self.problems)

    def unique(self, lines: list[Line], column: str = "code") -> Iterator[Line]:
        """The lines whose `column` was not there before; the others are refused."""
        seen: dict[str, int] = {}
        for line in lines:
            if line[column] in seen:
                self.refuse(line, f"“{line[column]}” đã có ở dòng {seen[line[column]]}")
                continue
            seen[line[column]] = line.number
            yield line

    def code(self, line: Line, level: UnitLevel, column: str = "code") -> str:
        """A unit's code, checked for its form."""
        if not re.fullmatch(_CODE[level], line[column]):
            self.refuse(line, f"“{line[column]}” không phải mã {level.label.lower()}")
        return line[column]

    def kind(self, line: Line, column: str = "type") -> UnitKind:
        """A unit's type by its word."""
        if line[column] not in _KIND_OF_WORD:
            self.refuse(line, f"“{line[column]}” không phải loại đơn vị hành chính")
        return _KIND_OF_WORD.get(line[column], UnitKind.COMMUNE)

    def day(self, line: Line, column: str = "date") -> date:
        """A date as yyyy-mm-dd."""
        try:
            return date.fromisoformat(line[column])
        except ValueError:
            self.refuse(line, f"“{line[column]}” không phải ngày dạng yyyy-mm-dd")
            return date.max

    def _is_complete(self, name: str, number: int, row: dict[str, str]) -> bool:
        complete = None not in row and None not in row.values()
        if not complete:
            self.problems.append(f"{name} dòng {number}: số cột không đúng")
        return complete


def bare_name(name: str, kind: UnitKind) -> str:
    """The name without its type word ("Quận 1", quận -> "1")."""
    return name.removeprefix(f"{kind.label} ")


def spelling_key(name: str) -> str:
    """Equal for spellings of one name: tone marks, blanks, hyphens and the nought of "Phường 01"."""
    key = fold_key(name)
    return key.lstrip("0") if key.isdigit() else key
