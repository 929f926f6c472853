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
    fields: dict[str, Any] = field(default_factory=dict)


def auction(
    first: date,
    opening: date,
    calendar: WorkingCalendar,
    *,
    at: time,
    is_immovable: bool,
    is_short: bool = False,
    is_hurried: bool = False,
) -> Schedule:
    """Days of an auction published on `first`, a working day, that opens on `opening` or as soon after as is lawful.

    The dossiers close on a working day; the second publication is three working days after the first. A hurried one
    does not wait for what the law asks between publication and opening.
    """
    second = None if is_short else calendar.add_working_days(first, 3)
    last = second or first
    while not _is_fit(opening, calendar, is_short) or (
        not is_hurried and last > _latest(opening, calendar, is_immovable, is_short)
    ):
        opening += _DAY
    viewing = calendar.add_working_days(first, 1 if is_short else 4)
    until = _moment(_closing(opening, calendar, is_short), _CLOSING)
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
    return Schedule(first, second, fields)


def selection(first: date, calendar: WorkingCalendar, *, open_for: int) -> Schedule:
    """Days of a selection published on `first`, a working day, with `open_for` working days to apply."""
    until = calendar.add_working_days(first, open_for)
    fields = {
        "dossier_from": first,
        "dossier_until": _moment(until, _CLOSING),
        "decision_on": calendar.add_working_days(until, 4),
    }
    return Schedule(first, None, fields)


def working_day_until(day: date, calendar: WorkingCalendar) -> date:
    """`day` or the last working day before it."""
    while not calendar.is_working(day):
        day -= _DAY
    return day


def _is_fit(opening: date, calendar: WorkingCalendar, is_short: bool) -> bool:
    """Whether both the auction and the end of the dossiers fall on working days."""
    return calendar.is_working(opening) and calendar.is_working(_closing(opening, calendar, is_short))


def _closing(opening: date, calendar: WorkingCalendar, is_short: bool) -> date:
    return opening - _DAY if is_short else calendar.subtract_working_days(opening, 2)


def _latest(opening: date, calendar: WorkingCalendar, is_immovable: bool, is_short: bool) -> date:
    """The last lawful day of the last publication, with a day to spare for the strict way of counting.

    Source: Law 01/2016/QH14, art. 57(3), and art. 53 for the short procedure.
    """
    if is_short:
        return calendar.subtract_working_days(opening, 6 if is_immovable else 4)
    return opening - timedelta(days=16) if is_immovable else calendar.subtract_working_days(opening, 8)


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, LOCAL)
