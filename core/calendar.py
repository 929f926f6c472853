"""Working days and office hours, counted as Vietnamese offices count them.

Source: Civil Code 2015, art. 147-148 (the day of the event does not count); Labour Code 2019, art. 111-112.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from core.models import CalendarDay, CalendarVersion, CalendarYear

_DAY = timedelta(days=1)
_SATURDAY = 5
_REST = {5: "thứ Bảy", 6: "Chủ nhật"}


@dataclass(frozen=True)
class DayNote:
    """Whether one day counts, and why, in Vietnamese ("" for an ordinary working day)."""

    day: date
    counts: bool
    reason: str


@dataclass(frozen=True)
class OfficeHours:
    """When an office works on a working day (giờ làm việc); intervals in order, local time."""

    intervals: tuple[tuple[time, time], ...] = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 0)))


USUAL_HOURS = OfficeHours()


@dataclass(frozen=True)
class WorkingCalendar:
    """Days off, make-up working days and the arithmetic on them (lịch làm việc). Immutable; get it anew each time.

    `off` and `work` give the Vietnamese name of each listed day; `official_years` are the years whose plan has been
    announced, the others are estimates or not entered at all.
    """

    version: int = 0
    off: Mapping[date, str] = field(default_factory=dict)
    work: Mapping[date, str] = field(default_factory=dict)
    official_years: frozenset[int] = frozenset()

    def is_working(self, day: date) -> bool:
        """Whether `day` is a working day (ngày làm việc): Monday to Friday, not off, or a make-up day."""
        return day in self.work or (day.weekday() < _SATURDAY and day not in self.off)

    def is_official(self, start: date, end: date) -> bool:
        """Whether the plan of every year from `start` to `end` is the announced one (lịch chính thức)."""
        return all(year in self.official_years for year in range(start.year, end.year + 1))

    def add_working_days(self, start: date, n: int) -> date:
        """The `n`th working day after `start` (cộng ngày làm việc); `start` itself never counts. 0 gives `start`."""
        if n < 0:
            raise ValueError("n is negative: use subtract_working_days")
        day = start
        while n:
            day += _DAY
            n -= self.is_working(day)
        return day

    def subtract_working_days(self, end: date, n: int) -> date:
        """The latest start from which `end` is at least `n` working days away (lùi ngày làm việc)."""
        if n < 0:
            raise ValueError("n is negative: use add_working_days")
        day = end
        while n:
            n -= self.is_working(day)
            day -= _DAY
        return day

    def working_days_between(self, a: date, b: date) -> int:
        """Working days after `a`, up to and including `b` (số ngày làm việc); negative when `b` is before `a`."""
        if b < a:
            return -self.working_days_between(b, a)
        return sum(self.is_working(day) for day in _days(a + _DAY, b))

    def next_working_day(self, day: date) -> date:
        """`day` or the first working day after it (ngày làm việc tiếp theo): where a time limit ends."""
        while not self.is_working(day):
            day += _DAY
        return day

    def explain(self, a: date, b: date) -> list[DayNote]:
        """Every day after `a` up to and including `b`, with the reason why it does or does not count."""
        return [DayNote(day, self.is_working(day), self._reason(day)) for day in _days(a + _DAY, b)]

    def add_office_hours(self, start: datetime, hours: float, office: OfficeHours = USUAL_HOURS) -> datetime:
        """`start` plus `hours` of office time (cộng giờ làm việc), in local time; nights and days off do not count."""
        if hours < 0:
            raise ValueError("hours is negative")
        left = timedelta(hours=hours)
        moment = timezone.localtime(start)
        for opens, closes in self._intervals_from(moment, office):
            begin = max(moment, opens)
            if begin + left <= closes:
                return begin + left
            left -= closes - begin
        raise AssertionError("there is always a next working day")

    def _intervals_from(self, moment: datetime, office: OfficeHours) -> Iterator[tuple[datetime, datetime]]:
        day = moment.date()
        while True:
            if self.is_working(day):
                for opens, closes in office.intervals:
                    end = datetime.combine(day, closes, moment.tzinfo)
                    if end > moment:
                        yield datetime.combine(day, opens, moment.tzinfo), end
            day += _DAY

    def _reason(self, day: date) -> str:
        if day in self.work:
            return f"làm bù: {self.work[day]}"
        if day in self.off:
            return f"nghỉ: {self.off[day]}"
        return _REST.get(day.weekday(), "")


_cached: tuple[UUID | None, WorkingCalendar] | None = None


def working_calendar() -> WorkingCalendar:
    """The calendar as it is in the database now (lịch làm việc hiện hành).

    One small query: days are read again only when the version row has moved on, so an administrator's change holds
    in all processes with their next call.
    """
    global _cached
    version = CalendarVersion.objects.filter(pk=1).first()
    stamp = version.stamp if version else None
    if version is None or _cached is None or _cached[0] != stamp:
        _cached = (stamp, _load(version.number if version else 0))
    return _cached[1]


def _load(number: int) -> WorkingCalendar:
    days = list(CalendarDay.objects.filter(is_removed=False))
    return WorkingCalendar(
        version=number,
        off={d.date: d.name for d in days if d.kind == CalendarDay.Kind.OFF},
        work={d.date: d.name for d in days if d.kind == CalendarDay.Kind.WORK},
        official_years=frozenset(CalendarYear.objects.values_list("year", flat=True)),
    )


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += _DAY
