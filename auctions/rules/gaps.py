"""Rules that keep two days apart (khoảng cách giữa hai mốc).

"At least N days before" holds when `anchor - subject >= N`; the strict reading wants N whole days in between, one more.
When only the first holds, that is a warning unless the strict reading is the rule here (domain note 0.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from auctions.rules import wording
from auctions.rules.case import Case
from auctions.rules.milestones import MILESTONES, shift
from auctions.rules.types import NOTE, OK, WARN, DayNote, Finding, RuleRow

_BOUND_WORD = {"before": "Chậm nhất", "after": "Sớm nhất", "within": "Sớm nhất", "exact": "Đúng"}
_DISTANCE = {
    "before": ("ít nhất {} trước", "không muộn hơn"),
    "after": ("ít nhất {} sau", "không sớm hơn"),
    "within": ("không quá {} trước", "không sớm hơn"),
    "exact": ("{} trước", "cùng ngày với"),
}


def gap(rule: RuleRow, case: Case) -> Iterator[Finding]:
    """A day at least, at most, or exactly so many days before or after another."""
    subject, anchor = case.days.at[rule.subject], case.days.at[rule.anchor]
    if anchor is None:
        return
    if subject is None:
        yield _Gap(rule, case, anchor, anchor).hint()
    elif not case.days.is_fixed(rule.subject):
        yield _Gap(rule, case, subject, anchor).of_typed_day()
    elif MILESTONES[rule.anchor].field:
        yield _Gap(rule, case, subject, anchor).of_other_day()
    elif rule.subject not in case.days.derived:
        yield _Gap(rule, case, subject, anchor).of_today()


@dataclass(frozen=True)
class _Gap:
    """One rule on one pair of days."""

    rule: RuleRow
    case: Case
    subject: date
    anchor: date

    @property
    def extra(self) -> int:
        """One day more where the strict reading is the rule."""
        return int(self.case.situation.strict and self.rule.has_strict_reading)

    def bound(self, extra: int | None = None) -> date:
        """The last lawful day before the anchor, or the first one after it."""
        n = int(self.rule.amount) + (self.extra if extra is None else extra)
        return self._shifted(self.anchor, n if self.rule.direction == "after" else -n)

    def earliest_anchor(self) -> date:
        """The first lawful anchor when the subject stays."""
        return self._shifted(self.subject, int(self.rule.amount) + self.extra)

    def holds(self, extra: int | None = None) -> bool:
        bound = self.bound(extra)
        if self.rule.direction == "exact":
            return self.subject == bound
        return self.subject <= bound if self.rule.direction == "before" else self.subject >= bound

    def severity(self) -> str:
        if not self.holds(extra=0):
            return self.rule.severity
        if not self.rule.has_strict_reading or self.holds(extra=1):
            return OK
        return self.rule.severity if self.extra else WARN

    def hint(self) -> Finding:
        """Nothing typed yet: say what would be lawful."""
        return self._finding(MILESTONES[self.rule.subject].field, NOTE, self._limit())

    def of_typed_day(self) -> Finding:
        severity, text = self.severity(), self._limit() + wording.skipped(self._days())
        if severity == OK:
            text += " Đạt."
        elif self.holds(extra=0):
            text += self._only_just()
        else:
            text += f" Đang ghi {wording.day(self.subject)}." + self._way_out()
        return self._finding(MILESTONES[self.rule.subject].field, severity, text)

    def of_other_day(self) -> Finding:
        """The subject cannot be typed, so the finding belongs to the anchor: its earliest lawful day."""
        rule, severity, earliest = self.rule, self.severity(), self.earliest_anchor()
        other = MILESTONES[rule.anchor]
        days = self._explain(self.subject, earliest)
        text = (
            f"{wording.capital(other.label)} sớm nhất {wording.day(earliest)}: {self._subject_is()}, "
            f"{self._distance()} {other.label}.{wording.skipped(days)}"
        )
        if severity == OK:
            text += " Đạt."
        else:
            text += self._only_just() if self.holds(extra=0) else f" Đang ghi {wording.day(self.anchor)}."
        return Finding(other.field, rule.code, severity, text, rule.cited, earliest=earliest, days=days)

    def of_today(self) -> Finding:
        """Two days of the portal itself: nothing to type, only to wait or to be late."""
        severity, text = self.severity(), self._limit() + wording.skipped(self._days())
        text += " Đạt." if severity == OK else f" Hôm nay là {wording.day(self.subject)}."
        return self._finding(MILESTONES[self.rule.subject].field, severity, text)

    def _finding(self, field: str, severity: str, text: str) -> Finding:
        rule, bound = self.rule, self.bound()
        return Finding(
            field, rule.code, severity, text, rule.cited,
            earliest=None if rule.direction == "before" else bound,
            latest=bound if rule.direction in {"before", "exact"} else None,
            days=self._days(),
        )  # fmt: skip

    def _limit(self) -> str:
        anchor = f"{MILESTONES[self.rule.anchor].label} {wording.day(self.anchor)}"
        return f"{_BOUND_WORD[self.rule.direction]} {wording.day(self.bound())}: {self._distance()} {anchor}."

    def _distance(self) -> str:
        some, none = _DISTANCE[self.rule.direction]
        n = int(self.rule.amount)
        return some.format(f"{n} {wording.UNITS[self.rule.unit]}") if n else none

    def _subject_is(self) -> str:
        """Since when the subject stands; "sớm nhất" where it is only the earliest possible day."""
        is_derived = self.rule.subject in self.case.days.derived
        return (
            f"{MILESTONES[self.rule.subject].label} {'sớm nhất ' if is_derived else ''}là {wording.day(self.subject)}"
        )

    def _only_just(self) -> str:
        if self.case.days.is_fixed(self.rule.subject):
            other = f"{MILESTONES[self.rule.anchor].label} sớm nhất"
            strict = self._shifted(self.subject, int(self.rule.amount) + 1)
        else:
            other, strict = "chậm nhất", self.bound(extra=1)
        return f" Vừa đủ mức tối thiểu; nếu tính không kể cả hai đầu thì {other} là {wording.day(strict)}."

    def _way_out(self) -> str:
        """What the other day must become when this one is kept."""
        if self.rule.direction != "before" or not MILESTONES[self.rule.anchor].field:
            return ""
        return f" Nếu giữ, {MILESTONES[self.rule.anchor].label} sớm nhất là {wording.day(self.earliest_anchor())}."

    def _days(self) -> tuple[DayNote, ...]:
        return self._explain(self.bound(), self.anchor)

    def _explain(self, a: date, b: date) -> tuple[DayNote, ...]:
        """The days between, where working days are counted."""
        return tuple(self.case.calendar.explain(min(a, b), max(a, b))) if self.rule.unit == "wd" else ()

    def _shifted(self, day: date, n: int) -> date:
        return shift(day, n, self.rule.unit, self.case.calendar)
