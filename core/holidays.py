"""Writing the table of days off and make-up days: by a person on the screen, or from the fixture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.errors import DomainError
from core.models import CalendarDay, CalendarYear

_SATURDAY = 5
_OCTOBER = 10
FROM_FIXTURE = "Danh mục kèm phần mềm (fixtures/holidays)"


@dataclass(frozen=True)
class DayEntry:
    """What a person or the fixture says about one day."""

    date: date
    kind: str
    name: str
    basis: str
    document: str = ""


@transaction.atomic
def enter_day(entry: DayEntry, *, by: Any) -> CalendarDay:
    """Enter a day off or a make-up day (nhập ngày nghỉ, ngày làm bù). A second click finds the first one's row.

    Raises DomainError when the day is listed already, or a make-up day is no rest day.
    """
    _check(entry)
    _, created = CalendarDay.objects.get_or_create(date=entry.date, defaults={**_values(entry), "entered_by": by})
    day = CalendarDay.objects.select_for_update().get(date=entry.date)
    if created or (not day.is_removed and day.entered_by_id == by.pk and _says(day) == entry):
        return day
    if not day.is_removed:
        raise DomainError(f"Ngày {entry.date:%d/%m/%Y} đã có trong danh sách.", "day_taken", field="date")
    return _write(day, entry, by)


@transaction.atomic
def change_day(day: CalendarDay, entry: DayEntry, *, by: Any) -> CalendarDay:
    """Change a listed day, its date included (sửa ngày nghỉ, ngày làm bù). Raises DomainError like `enter_day`."""
    _check(entry)
    locked = CalendarDay.objects.select_for_update().get(pk=day.pk)
    if entry.date != locked.date:
        _leave(locked, by)
        return enter_day(entry, by=by)
    return locked if _says(locked) == entry and not locked.is_removed else _write(locked, entry, by)


@transaction.atomic
def remove_day(day: CalendarDay, *, by: Any) -> None:
    """Take a day off the list (xoá ngày nghỉ, ngày làm bù). The row stays, so that loading does not bring it back."""
    _leave(CalendarDay.objects.select_for_update().get(pk=day.pk), by)


@transaction.atomic
def confirm_year(year: int, document: str, *, by: Any) -> CalendarYear:
    """State that the year's list is the announced one (xác nhận lịch nghỉ chính thức), by which document.

    Estimates of that year become official days of that document. Raises DomainError for a year without days.
    """
    if not CalendarDay.objects.filter(date__year=year, is_removed=False).exists():
        raise DomainError(f"Chưa có ngày nào của năm {year}. Nhập các ngày nghỉ trước khi xác nhận.", "year_empty")
    estimates = CalendarDay.objects.filter(date__year=year, basis=CalendarDay.Basis.ESTIMATE, is_removed=False)
    estimates.update(basis=CalendarDay.Basis.OFFICIAL, document=document, entered_by=by)
    confirmed, _ = CalendarYear.objects.update_or_create(year=year, defaults={"document": document, "confirmed_by": by})
    return confirmed


@transaction.atomic
def withdraw_year(year: int) -> None:
    """Take back that the year's list is the announced one (bỏ xác nhận lịch nghỉ); its days stay as they are."""
    CalendarYear.objects.filter(year=year).delete()


@transaction.atomic
def load_days(entries: Iterable[DayEntry]) -> Counter[str]:
    """Bring the table to the fixture's state (nạp danh mục ngày nghỉ); what a person touched stays.

    Counts of "added", "changed", "same", "kept" (a person's) and "dropped" (no longer in the fixture). Years without an
    estimate are confirmed, unless a person has spoken about that year.
    """
    wanted = {entry.date: entry for entry in entries}
    years = {day.year for day in wanted}
    present = {day.date: day for day in CalendarDay.objects.select_for_update().filter(date__year__in=years)}
    counts = Counter(_load(present.get(day), entry) for day, entry in wanted.items())
    for day in present.keys() - wanted.keys():
        if present[day].entered_by_id is None:
            present[day].delete()
            counts["dropped"] += 1
    _confirm_from_fixture(wanted, years)
    return counts


def missing_plan_year(today: date | None = None) -> int | None:
    """The next year when it is October or later and its plan has not been confirmed yet; else None."""
    today = today or timezone.localdate()
    following = today.year + 1
    due = today.month >= _OCTOBER
    return following if due and not CalendarYear.objects.filter(year=following).exists() else None


def _check(entry: DayEntry) -> None:
    if entry.kind == CalendarDay.Kind.WORK and entry.date.weekday() < _SATURDAY:
        raise DomainError("Ngày làm bù phải là thứ Bảy hoặc Chủ nhật.", "not_a_rest_day", field="date")


def _says(day: CalendarDay) -> DayEntry:
    return DayEntry(day.date, day.kind, day.name, day.basis, day.document)


def _values(entry: DayEntry) -> dict[str, str]:
    return {"kind": entry.kind, "name": entry.name, "basis": entry.basis, "document": entry.document}


def _write(day: CalendarDay, entry: DayEntry, by: Any) -> CalendarDay:
    for name, value in _values(entry).items():
        setattr(day, name, value)
    day.is_removed, day.entered_by = False, by
    day.save()
    return day


def _leave(day: CalendarDay, by: Any) -> None:
    if not day.is_removed:
        day.is_removed, day.entered_by = True, by
        day.save(update_fields=["is_removed", "entered_by"])


def _load(day: CalendarDay | None, entry: DayEntry) -> str:
    if day is None:
        CalendarDay.objects.create(date=entry.date, **_values(entry))
        return "added"
    if day.entered_by_id is not None:
        return "kept"
    if _says(day) == entry:
        return "same"
    _write(day, entry, None)
    return "changed"


def _confirm_from_fixture(wanted: dict[date, DayEntry], years: set[int]) -> None:
    estimated = {day.year for day, entry in wanted.items() if entry.basis == CalendarDay.Basis.ESTIMATE}
    CalendarYear.objects.filter(year__in=estimated, confirmed_by=None).delete()
    for year in sorted(years - estimated):
        CalendarYear.objects.get_or_create(year=year, defaults={"document": FROM_FIXTURE})
