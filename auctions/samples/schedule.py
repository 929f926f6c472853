"""Days of a notice that keep the law with a day to spare, whatever the calendar says (lịch của một cuộc đấu giá)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from auctions.content import LOCAL
from core.calendar import WorkingCalendar

_DAY = timedelta(days=1)
_CLOSING = time(17, 0)


@dataclass(frozen=True)
class Schedule:
    """When a notice is published, and the fields of its content that hold days."""

    first: date
    second: date | None
    opening: date | None
    fields: dict[str, Any] = field(default_factory=dict)


def auction(
    day: date, calendar: WorkingCalendar, *, at: time, is_immovable: bool, is_short: bool = False, lead: int = 0
) -> Schedule:
    """Days of an auction that opens on `day` or as soon after as possible, first published `lead` days before or
    earlier.

    The dossiers close on a working day; the second publication is three working days after the first.
    """
    opening = _opening(day, calendar, is_short=is_short)
    second = None if is_short else _working_before(_latest_second(opening, calendar, is_immovable), calendar)
    latest = _latest_short(opening, calendar, is_immovable) if second is None else _before(second, 3, calendar)
    first = _working_before(min(latest, opening - timedelta(days=lead)), calendar)
    if second is not None:
        second = calendar.add_working_days(first, 3)
    viewing = calendar.add_working_days(first, 1 if is_short else 4)
    until = _moment(_closing(opening, calendar, is_short=is_short), _CLOSING)
    fields = {
        "posted_on": first,
        "second_publication_on": second,
        "viewing_from": viewing,
        "viewing_to": viewing + _DAY,
        "dossier_from": first,
        "dossier_until": until,
        "deposit_from": first,
        "deposit_until": until,
        "auction_at": _moment(opening, at),
    }
    return Schedule(first, second, opening, fields)


def selection(first: date, calendar: WorkingCalendar, *, open_for: int) -> Schedule:
    """Days of a selection published on `first`, a working day, with `open_for` working days to apply."""
    until = calendar.add_working_days(first, open_for)
    fields = {
        "dossier_from": first,
        "dossier_until": _moment(until, _CLOSING),
        "decision_on": calendar.add_working_days(until, 4),
    }
    return Schedule(first, None, None, fields)


def working_day_before(day: date, calendar: WorkingCalendar) -> date:
    """The last working day before `day`."""
    return _working_before(day - _DAY, calendar)


def _opening(day: date, calendar: WorkingCalendar, *, is_short: bool) -> date:
    """A working day whose dossiers close on a working day."""
    while not (calendar.is_working(day) and calendar.is_working(_closing(day, calendar, is_short=is_short))):
        day += _DAY
    return day


def _closing(opening: date, calendar: WorkingCalendar, *, is_short: bool) -> date:
    return opening - _DAY if is_short else calendar.subtract_working_days(opening, 2)


def _latest_second(opening: date, calendar: WorkingCalendar, is_immovable: bool) -> date:
    """Law 01/2016/QH14, art. 57(3): 15 days or 7 working days, and one to spare for the strict way of counting."""
    return opening - timedelta(days=16) if is_immovable else _before(opening, 8, calendar)


def _latest_short(opening: date, calendar: WorkingCalendar, is_immovable: bool) -> date:
    """Law 01/2016/QH14, art. 53: 5 or 3 working days, and one to spare."""
    return _before(opening, 6 if is_immovable else 4, calendar)


def _before(day: date, working_days: int, calendar: WorkingCalendar) -> date:
    return calendar.subtract_working_days(day, working_days)


def _working_before(day: date, calendar: WorkingCalendar) -> date:
    while not calendar.is_working(day):
        day -= _DAY
    return day


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, LOCAL)
