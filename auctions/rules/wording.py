"""How findings are worded (câu chữ của kết quả kiểm tra). Vietnamese only, no decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from auctions.rules.types import DayNote

UNITS = {"wd": "ngày làm việc", "d": "ngày"}
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
NBSP = "\N{NO-BREAK SPACE}"


def day(value: date) -> str:
    """17/12/2026."""
    return f"{value:%d/%m/%Y}"


def weekday(value: date) -> str:
    """thứ Năm 17/12/2026."""
    return f"{WEEKDAYS[value.weekday()]} {day(value)}"


def number(value: int) -> str:
    """10.000."""
    return f"{value:,}".replace(",", ".")


def money(value: Decimal) -> str:
    """1.500.000.000 đ."""
    return f"{number(int(value))}{NBSP}đ"


def amount(value: Decimal) -> str:
    """A number without needless zeros: 15, 7,5."""
    return format(value.normalize(), "f").replace(".", ",")


def capital(text: str) -> str:
    """The first letter as a capital, the others as they are."""
    return text[:1].upper() + text[1:]


def skipped(days: Iterable[DayNote]) -> str:
    """Which days were not counted and why: " Không tính 19/12 và 20/12 (nghỉ hằng tuần)."; "" when all counted."""
    left_out = [note for note in days if not note.counts]
    if not left_out:
        return ""
    stretches = [_stretch(notes) for notes in _consecutive(left_out)]
    text = stretches[0] if len(stretches) == 1 else f"{', '.join(stretches[:-1])} và {stretches[-1]}"
    return f" Không tính {text}."


def _consecutive(notes: Sequence[DayNote]) -> Iterator[list[DayNote]]:
    group = [notes[0]]
    for note in notes[1:]:
        if note.day - group[-1].day > timedelta(days=1):
            yield group
            group = []
        group.append(note)
    yield group


def _stretch(notes: Sequence[DayNote]) -> str:
    reasons = ", ".join(dict.fromkeys(note.reason for note in notes if note.reason))
    first, last = notes[0].day, notes[-1].day
    days = f"{first:%d/%m}" if first == last else f"{first:%d/%m}–{last:%d/%m}"
    return f"{days} ({reasons})" if reasons else days
