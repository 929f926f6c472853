"""What holds for every calendar and every day, not only for the cases we thought of."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from auctions.models import Rule
from auctions.rules import BLOCK, OK, WARN, LawBook, Situation, check
from auctions.terms import NoticeKind, VersionKind
from core.calendar import WorkingCalendar
from tests.auctions.factories import at, auction_content

DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
CALENDARS = st.builds(
    lambda off, work: WorkingCalendar(off=dict.fromkeys(off, "nghỉ"), work=dict.fromkeys(work, "làm bù")),
    st.frozensets(DAYS, max_size=40),
    st.frozensets(DAYS.filter(lambda d: d.weekday() == 5), max_size=10),
)


def rule(**fields: object) -> Rule:
    values = {
        "code": "r", "category": "gap", "subject": "posting", "direction": "before", "anchor": "auction",
        "severity": BLOCK, "legal_source": "Điều 35",
    }  # fmt: skip
    return Rule(**{**values, **fields})


def judge(one: Rule, calendar: WorkingCalendar, *, strict: bool = False, **fields: object):
    today = date(2025, 1, 1)
    content = auction_content(today=today, **fields)
    situation = Situation(NoticeKind.AUCTION, today, VersionKind.FIRST, strict=strict)
    return next(f for f in check(content, situation, LawBook([one]), calendar) if f.code == "r")


@given(CALENDARS, DAYS, DAYS, st.integers(1, 20))
def test_working_days_hold_exactly_when_so_many_can_be_counted(calendar, posted, opening, n):
    found = judge(rule(unit="wd", amount=n), calendar, posted_on=posted, auction_at=at(opening))

    assert (found.severity == OK) == (calendar.working_days_between(posted, opening) >= n)


@given(CALENDARS, DAYS, DAYS, st.integers(1, 20), st.sampled_from(["d", "wd"]))
def test_the_latest_day_named_is_lawful_and_the_next_is_not(calendar, posted, opening, n, unit):
    one = rule(unit=unit, amount=n)
    latest = judge(one, calendar, posted_on=posted, auction_at=at(opening)).latest

    assert judge(one, calendar, posted_on=latest, auction_at=at(opening)).severity == OK
    assert judge(one, calendar, posted_on=latest + timedelta(days=1), auction_at=at(opening)).severity == BLOCK


@given(CALENDARS, DAYS, DAYS, st.integers(1, 20), st.sampled_from(["d", "wd"]))
def test_strict_is_never_more_lenient(calendar, posted, opening, n, unit):
    one = rule(unit=unit, amount=n, has_strict_reading=True)
    lenient = judge(one, calendar, posted_on=posted, auction_at=at(opening))
    strict = judge(one, calendar, strict=True, posted_on=posted, auction_at=at(opening))

    assert strict.latest <= lenient.latest
    assert (lenient.severity, strict.severity) in {(OK, OK), (WARN, BLOCK), (BLOCK, BLOCK)}


@given(CALENDARS, DAYS, st.integers(1, 20))
def test_days_counted_and_skipped_are_all_days_of_the_stretch(calendar, opening, n):
    found = judge(rule(unit="wd", amount=n), calendar, posted_on=date(2025, 1, 1), auction_at=at(opening))

    assert len([note for note in found.days if note.counts]) == n
    assert [note.day for note in found.days] == [
        found.latest + timedelta(days=i) for i in range(1, (opening - found.latest).days + 1)
    ]
