"""Working days and office hours, with the values of real years and with any calendar at all."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core.calendar import OfficeHours, WorkingCalendar, working_calendar

DAYS = st.dates(min_value=date(2025, 1, 1), max_value=date(2027, 12, 31))
SMALL = st.integers(min_value=0, max_value=40)


@st.composite
def calendars(draw: st.DrawFn) -> WorkingCalendar:
    """Any calendar: many days off, some rest days worked."""
    off = draw(st.sets(DAYS, max_size=60))
    work = {day for day in draw(st.sets(DAYS, max_size=20)) if day.weekday() >= 5} - off
    return WorkingCalendar(1, dict.fromkeys(off, "nghỉ"), dict.fromkeys(work, "bù"))


@pytest.fixture
def calendar(db: None) -> WorkingCalendar:
    call_command("load_calendar", verbosity=0)
    return working_calendar()


def at(text: str) -> datetime:
    return timezone.make_aware(datetime.strptime(text, "%d/%m/%Y %H:%M"))  # noqa: DTZ007  made aware here


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        (date(2025, 4, 25), 3, date(2025, 4, 29)),  # 26/4 is worked: 26, 28, 29
        (date(2026, 4, 30), 1, date(2026, 5, 4)),
        (date(2026, 8, 21), 2, date(2026, 8, 24)),  # 22/8 is worked
        (date(2025, 12, 31), 1, date(2026, 1, 5)),  # 1/1 and 2/1 are off
        (date(2026, 1, 9), 1, date(2026, 1, 10)),  # Saturday 10/1 is worked
        (date(2026, 2, 13), 1, date(2026, 2, 23)),  # Tết
        (date(2026, 11, 23), 1, date(2026, 11, 25)),  # 24/11
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
    ],
)
def test_real_deadlines(calendar: WorkingCalendar, start: date, n: int, expected: date) -> None:
    assert calendar.add_working_days(start, n) == expected


def test_a_make_up_saturday_is_a_working_day_and_a_swapped_one_is_not(calendar: WorkingCalendar) -> None:
    assert calendar.is_working(date(2025, 4, 26))
    assert not calendar.is_working(date(2025, 5, 2))
    assert not calendar.is_working(date(2025, 4, 27))


def test_a_limit_that_ends_on_a_day_off_ends_on_the_next_working_day(calendar: WorkingCalendar) -> None:
    assert calendar.next_working_day(date(2026, 2, 16)) == date(2026, 2, 23)
    assert calendar.next_working_day(date(2026, 2, 23)) == date(2026, 2, 23)


def test_every_day_is_explained(calendar: WorkingCalendar) -> None:
    notes = calendar.explain(date(2025, 4, 25), date(2025, 5, 3))
    assert [(f"{n.day:%d/%m}", n.counts, n.reason) for n in notes] == [
        ("26/04", True, "làm bù: Làm bù cho 02/05/2025"),
        ("27/04", False, "Chủ nhật"),
        ("28/04", True, ""),
        ("29/04", True, ""),
        ("30/04", False, "nghỉ: Ngày Chiến thắng"),
        ("01/05", False, "nghỉ: Ngày Quốc tế Lao động"),
        ("02/05", False, "nghỉ: Ngày nghỉ (thay cho ngày 26/04/2025)"),
        ("03/05", False, "thứ Bảy"),
    ]


def test_estimated_years_are_told_apart_from_announced_ones(calendar: WorkingCalendar) -> None:
    assert calendar.is_official(date(2025, 12, 1), date(2026, 2, 1))
    assert not calendar.is_official(date(2026, 12, 1), date(2027, 2, 1))
    assert not calendar.is_official(date(2028, 1, 3), date(2028, 1, 4))


@given(calendars(), DAYS, SMALL)
def test_adding_lands_on_a_working_day_that_many_days_away(calendar: WorkingCalendar, day: date, n: int) -> None:
    end = calendar.add_working_days(day, n)
    assert calendar.working_days_between(day, end) == n
    assert end == day or calendar.is_working(end)


@given(calendars(), DAYS, SMALL)
def test_subtracting_finds_the_latest_start(calendar: WorkingCalendar, day: date, n: int) -> None:
    start = calendar.subtract_working_days(day, n)
    assert calendar.working_days_between(start, day) == n
    if n:
        assert calendar.working_days_between(start + timedelta(days=1), day) == n - 1


@given(calendars(), DAYS, SMALL)
def test_subtracting_undoes_adding(calendar: WorkingCalendar, day: date, n: int) -> None:
    end = calendar.add_working_days(day, n)
    start = calendar.subtract_working_days(end, n)
    assert start >= day
    assert calendar.add_working_days(start, n) == end
    assert not any(note.counts for note in calendar.explain(day, start))


@given(calendars(), DAYS, DAYS, SMALL)
def test_a_later_start_never_ends_earlier(calendar: WorkingCalendar, a: date, b: date, n: int) -> None:
    a, b = min(a, b), max(a, b)
    assert calendar.add_working_days(a, n) <= calendar.add_working_days(b, n)
    assert calendar.subtract_working_days(a, n) <= calendar.subtract_working_days(b, n)


@given(calendars(), DAYS, DAYS, DAYS)
def test_days_between_add_up(calendar: WorkingCalendar, a: date, b: date, c: date) -> None:
    between = calendar.working_days_between
    assert between(a, b) + between(b, c) == between(a, c)
    assert between(a, b) == -between(b, a)
    assert between(a, b) == sum(note.counts for note in calendar.explain(a, b)) - sum(
        note.counts for note in calendar.explain(b, a)
    )


@pytest.mark.parametrize("method", ["add_working_days", "subtract_working_days"])
def test_a_negative_number_of_days_is_a_programming_error(method: str) -> None:
    with pytest.raises(ValueError, match="negative"):
        getattr(WorkingCalendar(), method)(date(2026, 1, 5), -1)


@pytest.mark.parametrize(
    ("start", "hours", "expected"),
    [
        ("23/11/2026 08:00", 2, "23/11/2026 10:00"),
        ("23/11/2026 10:30", 2, "23/11/2026 14:30"),  # lunch
        ("23/11/2026 16:00", 2, "25/11/2026 08:30"),  # evening, and 24/11 is off
        ("23/11/2026 18:00", 1, "25/11/2026 08:30"),  # after closing = start of the next working day
        ("21/11/2026 09:00", 0.5, "23/11/2026 08:00"),  # Saturday
        ("23/11/2026 05:00", 7.5, "23/11/2026 17:00"),  # exactly one working day
        ("13/02/2026 16:30", 8, "23/02/2026 17:00"),  # over Tết: half an hour, and one whole day
        ("23/11/2026 11:30", 0, "23/11/2026 13:30"),
    ],
)
def test_office_hours(calendar: WorkingCalendar, start: str, hours: float, expected: str) -> None:
    assert calendar.add_office_hours(at(start), hours) == at(expected)


def test_office_hours_of_another_office(calendar: WorkingCalendar) -> None:
    morning = OfficeHours(((datetime.min.time().replace(hour=8), datetime.min.time().replace(hour=11)),))
    assert calendar.add_office_hours(at("20/11/2026 10:00"), 3, morning) == at("23/11/2026 10:00")


def test_office_hours_read_the_clock_of_vietnam(calendar: WorkingCalendar) -> None:
    moment = datetime.fromisoformat("2026-11-23T01:00:00+00:00")  # 08:00 in Hà Nội
    assert calendar.add_office_hours(moment, 1) == at("23/11/2026 09:00")


def test_negative_hours_are_a_programming_error() -> None:
    with pytest.raises(ValueError, match="negative"):
        WorkingCalendar().add_office_hours(timezone.now(), -1)


@given(calendars(), st.integers(0, 60 * 24 * 60), st.integers(0, 60), st.integers(0, 60))
def test_hours_in_two_steps_are_hours_in_one(calendar: WorkingCalendar, minute: int, first: int, second: int) -> None:
    start = at("05/01/2026 00:00") + timedelta(minutes=minute)
    twice = calendar.add_office_hours(calendar.add_office_hours(start, first / 4), second / 4)
    once = calendar.add_office_hours(start, (first + second) / 4)
    assert twice == once or (second == 0 and twice > once)  # a zero step moves from closing to opening time
