"""What the engine reads and what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Protocol

from auctions.terms import VersionKind

OK, NOTE, WARN, BLOCK = "ok", "note", "warn", "block"


class DayNote(Protocol):
    """One day on the way and why it counts or not (see core.calendar)."""

    day: date
    counts: bool
    reason: str


class Calendar(Protocol):
    """What the engine needs of core.calendar.WorkingCalendar."""

    def is_working(self, day: date) -> bool:
        """Whether `day` is a working day."""

    def add_working_days(self, start: date, n: int) -> date:
        """The nth working day after `start`."""

    def subtract_working_days(self, end: date, n: int) -> date:
        """The latest day from which n working days lie up to and including `end`."""

    def explain(self, a: date, b: date) -> Sequence[DayNote]:
        """Every day after `a` up to and including `b`."""


class RuleRow(Protocol):
    """What the engine reads of auctions.models.Rule."""

    code: str
    title: str
    category: str
    subject: str
    direction: str
    anchor: str
    unit: str
    amount: Decimal
    amount_max: Decimal | None
    has_strict_reading: bool
    value: str
    nature: str
    procedure: str
    asset_kind: str
    mandatory_only: bool
    severity: str

    @property
    def cited(self) -> str:
        """Where the law says it, for the reader, with a word of doubt where nobody has compared it yet."""


@dataclass(frozen=True)
class LawBook:
    """Rules for one kind of notice in force on one day, and what the law says of asset kinds (bộ quy tắc).

    `mandatory_kinds` must be sold by auction; `placeless_kinds` (frequencies, domain names, debts) lie nowhere.
    """

    rules: Sequence[RuleRow]
    mandatory_kinds: frozenset[str] = frozenset()
    placeless_kinds: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Situation:
    """For what the content is checked: a notice of `kind`, to be published as `step` on `today` (ngày đăng).

    `first_published` and `second_published` are the portal's own days once they exist. `strict`: "at least N days
    before" wants N whole days in between (domain note 0.2); when only the lenient reading holds, that is a warning.
    """

    kind: str
    today: date
    step: str = VersionKind.FIRST
    first_published: date | None = None
    second_published: date | None = None
    strict: bool = False

    @property
    def is_correction(self) -> bool:
        """Whether a published text is put right: then a date may have been wrong from the start."""
        return self.step == VersionKind.CORRECTION


@dataclass(frozen=True)
class Finding:
    """What one rule says about one field (kết quả kiểm tra).

    `field` is a path into the content ("auction_at", "lots.0.deposit"); `severity` is ok, note, warn or block; what
    is kept against a warning needs a written reason, one for each field. `earliest` and `latest` bound the lawful days
    of the field; `days` are the days counted and skipped on the way to that bound.
    """

    field: str
    code: str
    severity: str
    message: str
    source: str = ""
    earliest: date | None = None
    latest: date | None = None
    days: tuple[DayNote, ...] = field(default=(), compare=False)

    @property
    def skipped(self) -> tuple[DayNote, ...]:
        """Days that did not count: weekends and holidays."""
        return tuple(note for note in self.days if not note.counts)
