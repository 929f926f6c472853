"""The days a notice is made of: which are typed, which the portal sets, which follow from others (các mốc)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from auctions.content import LOCAL, Content
from auctions.rules.types import Calendar, LawBook, RuleRow, Situation
from auctions.terms import VersionKind

FIRST, SECOND, AUCTION = "first_publication", "second_publication", "auction"


@dataclass(frozen=True)
class Milestone:
    """A named day: how people call it, and the field in which it is typed ("" when the portal sets it)."""

    label: str
    field: str = ""


MILESTONES: Mapping[str, Milestone] = {
    FIRST: Milestone("ngày đăng lần 1"),
    SECOND: Milestone("ngày đăng lần 2", "second_publication_on"),
    "posting": Milestone("ngày niêm yết", "posted_on"),
    "viewing_from": Milestone("ngày bắt đầu xem tài sản", "viewing_from"),
    "viewing_to": Milestone("ngày cuối xem tài sản", "viewing_to"),
    "dossier_from": Milestone("ngày bắt đầu bán, nhận hồ sơ", "dossier_from"),
    "dossier_until": Milestone("hạn nộp hồ sơ", "dossier_until"),
    "deposit_from": Milestone("ngày bắt đầu nộp tiền đặt trước", "deposit_from"),
    "deposit_until": Milestone("hạn nộp tiền đặt trước", "deposit_until"),
    AUCTION: Milestone("ngày mở cuộc đấu giá", "auction_at"),
    "decision": Milestone("ngày quyết định lựa chọn", "decision_on"),
}


@dataclass(frozen=True)
class Days:
    """The days of one notice. `by_portal`: set by publishing, not by typing; `derived`: the earliest possible day."""

    at: Mapping[str, date | None]
    by_portal: frozenset[str] = frozenset({FIRST})
    derived: frozenset[str] = frozenset()

    def is_fixed(self, name: str) -> bool:
        """Whether nobody can change this day by typing."""
        return name in self.derived or name in self.by_portal


def shift(day: date, n: int, unit: str, calendar: Calendar) -> date:
    """`n` days after `day` (before it when negative), in calendar or working days."""
    if unit != "wd":
        return day + timedelta(days=n)
    if n >= 0:
        return calendar.add_working_days(day, n) if n else day
    return calendar.subtract_working_days(day, -n)


def local_day(value: date | datetime | None) -> date | None:
    """The day in Vietnam on which `value` lies."""
    return value.astimezone(LOCAL).date() if isinstance(value, datetime) else value


def days_of(content: Content, situation: Situation, book: LawBook, calendar: Calendar) -> Days:
    """All days of `content`: typed ones, the portal's own publications, and the earliest second publication."""
    at = {name: local_day(getattr(content, m.field)) for name, m in MILESTONES.items() if m.field}
    first = at[FIRST] = situation.first_published or situation.today
    second = situation.second_published or (situation.today if situation.step == VersionKind.SECOND else None)
    if second:
        return Days({**at, SECOND: second}, by_portal=frozenset({FIRST, SECOND}))
    rule = _two_publications(book)
    if at[SECOND] or rule is None:
        return Days(at)
    earliest = shift(first, int(rule.amount), rule.unit, calendar)
    return Days({**at, SECOND: max(earliest, situation.today)}, derived=frozenset({SECOND}))


def _two_publications(book: LawBook) -> RuleRow | None:
    rules = (r for r in book.rules if r.category == "gap" and (r.subject, r.anchor) == (SECOND, FIRST))
    return next(rules, None)
