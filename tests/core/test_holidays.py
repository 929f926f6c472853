"""The table behind the calendar: loading it, editing it, and that nobody computes with an old one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from accounts.models import User
from core.calendar import working_calendar
from core.errors import DomainError
from core.holidays import (
    DayEntry,
    change_day,
    confirm_year,
    enter_day,
    load_days,
    missing_plan_year,
    remove_day,
    withdraw_year,
)
from core.models import CalendarDay, CalendarVersion, CalendarYear
from tests.accounts.factories import UserFactory
from tests.core.concurrency import together
from tests.core.processes import python

STORM = DayEntry(date(2026, 12, 1), "off", "Nghỉ tránh bão", "official", "Công điện 01/CĐ-UBND")
TELLS_WHETHER_IT_WORKS = """
import sys
from datetime import date
from core.calendar import working_calendar
for line in sys.stdin:
    print(working_calendar().is_working(date.fromisoformat(line.strip())), flush=True)
"""


@pytest.fixture
def person(db: None) -> User:
    return UserFactory()


def load() -> None:
    call_command("load_calendar", verbosity=0)


def test_loading_twice_changes_nothing(person: User) -> None:
    load()
    before = (list(CalendarDay.objects.order_by("date").values()), working_calendar().version)
    load()
    assert (list(CalendarDay.objects.order_by("date").values()), working_calendar().version) == before
    assert len(before[0]) == 46


def test_years_without_an_estimate_are_confirmed_by_loading(person: User) -> None:
    load()
    assert set(CalendarYear.objects.values_list("year", flat=True)) == {2025, 2026}


def test_loading_leaves_alone_what_a_person_changed_entered_or_removed(person: User) -> None:
    load()
    changed = CalendarDay.objects.get(date=date(2027, 2, 4))
    change_day(changed, DayEntry(changed.date, "off", "Nghỉ Tết", "official", "TB 1"), by=person)
    remove_day(CalendarDay.objects.get(date=date(2027, 2, 10)), by=person)
    enter_day(STORM, by=person)
    load()
    assert CalendarDay.objects.get(date=date(2027, 2, 4)).name == "Nghỉ Tết"
    assert working_calendar().is_working(date(2027, 2, 10))
    assert not working_calendar().is_working(STORM.date)


def test_a_corrected_fixture_corrects_and_drops_its_own_rows_only(person: User) -> None:
    load_days([DayEntry(date(2027, 2, 4), "off", "Tết", "estimate"), DayEntry(date(2027, 2, 5), "off", "Tết", "law")])
    enter_day(DayEntry(date(2027, 3, 1), "off", "Nghỉ", "official"), by=person)
    counts = load_days([DayEntry(date(2027, 2, 5), "off", "Tết Nguyên đán", "official")])
    assert counts == {"changed": 1, "dropped": 1}
    assert [d.date.day for d in CalendarDay.objects.order_by("date")] == [5, 1]
    assert CalendarYear.objects.filter(year=2027).exists()


def test_a_fixture_that_only_estimates_again_takes_its_own_confirmation_back_but_not_a_persons(person: User) -> None:
    load_days([DayEntry(date(2027, 2, 5), "off", "Tết", "official")])
    load_days([DayEntry(date(2027, 2, 5), "off", "Tết", "estimate")])
    assert not CalendarYear.objects.exists()
    confirm_year(2027, "TB 2", by=person)
    load()
    assert CalendarYear.objects.get(year=2027).document == "TB 2"


def test_the_command_says_what_it_did(person: User, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "days.csv"
    file.write_text("date,kind,name,basis\n2027-01-01,off,Tết Dương lịch,law\n", encoding="utf-8")
    call_command("load_calendar", file=file)
    assert capsys.readouterr().out == "days of the calendar: 1 added, 0 changed, 0 same, 0 kept, 0 dropped\n"


def test_a_day_entered_twice_by_a_double_click_is_one_row(person: User) -> None:
    assert enter_day(STORM, by=person).pk == enter_day(STORM, by=person).pk


def test_a_day_somebody_else_entered_is_refused_with_its_date(person: User) -> None:
    enter_day(STORM, by=UserFactory())
    with pytest.raises(DomainError, match="01/12/2026 đã có"):
        enter_day(STORM, by=person)


def test_a_removed_day_can_be_entered_again(person: User) -> None:
    remove_day(enter_day(STORM, by=person), by=person)
    assert working_calendar().is_working(STORM.date)
    enter_day(STORM, by=person)
    assert not working_calendar().is_working(STORM.date)


def test_a_make_up_day_must_be_a_rest_day(person: User) -> None:
    with pytest.raises(DomainError, match="thứ Bảy hoặc Chủ nhật"):
        enter_day(DayEntry(date(2026, 12, 1), "work", "Làm bù", "official"), by=person)


def test_moving_a_day_frees_its_old_date(person: User) -> None:
    day = enter_day(STORM, by=person)
    moved = DayEntry(date(2026, 12, 2), *list(vars(STORM).values())[1:])
    change_day(day, moved, by=person)
    assert working_calendar().is_working(date(2026, 12, 1))
    assert not working_calendar().is_working(date(2026, 12, 2))


def test_every_change_is_kept_with_its_former_values(person: User) -> None:
    day = enter_day(STORM, by=person)
    change_day(day, DayEntry(day.date, "off", "Nghỉ lũ", "official"), by=person)
    remove_day(day, by=person)
    events = CalendarDay.pgh_event_model.objects.filter(pgh_obj_id=day.pk).order_by("pgh_id")
    assert [(e.name, e.is_removed) for e in events] == [
        ("Nghỉ tránh bão", False),
        ("Nghỉ lũ", False),
        ("Nghỉ lũ", True),
    ]


def test_confirming_a_year_turns_its_estimates_into_official_days(person: User) -> None:
    load()
    confirm_year(2027, "Thông báo 1234/TB-BNV", by=person)
    days = CalendarDay.objects.filter(date__year=2027)
    assert not days.filter(basis="estimate").exists()
    assert days.get(date=date(2027, 2, 6)).document == "Thông báo 1234/TB-BNV"
    assert working_calendar().is_official(date(2027, 1, 1), date(2027, 12, 31))
    withdraw_year(2027)
    assert not working_calendar().is_official(date(2027, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("today", "expected"),
    [(date(2026, 9, 30), None), (date(2026, 10, 1), 2027), (date(2026, 12, 31), 2027), (date(2025, 11, 1), None)],
)
def test_from_october_on_a_missing_plan_of_next_year_is_missed(person: User, today: date, expected: int | None) -> None:
    load()
    assert missing_plan_year(today) == expected


# ------------------------------------------------------------------ the cache


def test_asking_again_costs_one_small_query(person: User, django_assert_num_queries: Callable[..., object]) -> None:
    load()
    working_calendar()
    with django_assert_num_queries(1):
        working_calendar()


def test_an_empty_table_is_a_calendar_of_plain_weeks(person: User) -> None:
    assert working_calendar().version == 0
    assert working_calendar().add_working_days(date(2026, 12, 31), 1) == date(2027, 1, 1)


def test_even_raw_sql_moves_the_version_on(person: User) -> None:
    load()
    before = working_calendar().version
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_calendarday WHERE date = '2026-04-30'")
    assert working_calendar().is_working(date(2026, 4, 30))
    assert working_calendar().version == before + 1


@pytest.mark.django_db(transaction=True)
def test_another_process_sees_a_change_with_its_next_question(person: User) -> None:
    load()
    with python(TELLS_WHETHER_IT_WORKS) as process:
        ask = f"{STORM.date.isoformat()}\n"
        assert process.ask(ask) == "True\n"
        enter_day(STORM, by=person)
        assert process.ask(ask) == "False\n"


@pytest.mark.django_db(transaction=True)
def test_a_change_that_was_rolled_back_does_not_live_on_in_the_cache(person: User) -> None:
    with transaction.atomic():
        enter_day(STORM, by=person)
        assert not working_calendar().is_working(STORM.date)
        transaction.set_rollback(True)
    assert working_calendar().is_working(STORM.date)
    other = DayEntry(date(2026, 12, 3), "off", "Nghỉ", "official")
    enter_day(other, by=person)
    assert working_calendar().is_working(STORM.date)
    assert not working_calendar().is_working(other.date)


@pytest.mark.django_db(transaction=True)
def test_people_who_enter_days_at_once_all_move_the_version_on(person: User) -> None:
    entries = [DayEntry(date(2026, 12, day), "off", "Nghỉ", "official") for day in range(7, 12)]
    together(*[lambda entry=entry: enter_day(entry, by=person) for entry in entries])
    assert CalendarVersion.objects.get().number == 5
    assert working_calendar().working_days_between(date(2026, 12, 6), date(2026, 12, 13)) == 0


@pytest.mark.django_db(transaction=True)
def test_the_same_day_entered_by_two_people_at_once_is_one_row(person: User) -> None:
    other = UserFactory()
    results = together(lambda: enter_day(STORM, by=person), lambda: enter_day(STORM, by=other))
    assert sum(isinstance(r, DomainError) for r in results) == 1
    assert CalendarDay.objects.filter(date=STORM.date).count() == 1
