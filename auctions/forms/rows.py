"""One row of the drafting form: a control, what the law says beside it, and what is still asked (dòng biểu mẫu)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.forms import BoundField

from auctions.forms.sections import Help
from auctions.queries.places import Suggestion
from auctions.rules import BLOCK, MILESTONES, NOTE, OK, WARN, Finding
from core.forms import MoneyField
from core.text import begins_with_name

MISSING = "missing"
_KINDS = {BLOCK: "bad", WARN: "warn", OK: "ok", NOTE: "idle"}
_WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
_MOST_DAYS = 12


@dataclass(frozen=True)
class DayChip:
    """One day on the way to a limit, and whether it counted."""

    label: str
    counts: bool


@dataclass(frozen=True)
class Note:
    """One sentence of law beside a field (căn cứ)."""

    kind: str
    text: str
    source: str = ""
    days: tuple[DayChip, ...] = ()


@dataclass(frozen=True)
class Reason:
    """The one place to write why a value is kept that rules warn of, however many they are (lý do giữ nguyên)."""

    name: str
    id: str
    label: str
    value: str


@dataclass
class Row:
    """One field with everything that stands around it."""

    path: str
    bound: BoundField
    is_paired: bool = False  # another field stands beside it, so the notes have to say which one they are about
    help: Help | None = None
    amount: Decimal | None = None
    day: date | None = None
    is_day_off: bool = False
    findings: list[Finding] = field(default_factory=list)
    reason: Reason | None = None
    asked: list[str] = field(default_factory=list)  # what is missing, once the person has asked for a check
    suggestions: list[Suggestion] = field(default_factory=list)

    @property
    def id(self) -> str:
        """Id of the control; parts of the row append to it."""
        return self.bound.auto_id

    @property
    def described_by(self) -> str:
        """Ids of what stands around the control, for `aria-describedby`."""
        return f"{self.id}_notes {self.id}_law"

    @property
    def is_money(self) -> bool:
        """Whether a sum is typed here, to be echoed in words."""
        return isinstance(self.bound.field, MoneyField)

    @property
    def lot_index(self) -> int | None:
        """Which lot it belongs to, None for the notice itself."""
        parts = self.path.split(".")
        return int(parts[1]) if len(parts) == 3 else None

    @property
    def face(self) -> tuple[object, ...]:
        """All that stands around the control but the reason: two rows with one face look the same."""
        places = [suggestion.unit.pk for suggestion in self.suggestions]
        return (list(self.bound.errors), self.asked, self.notes, self.amount, self.day, self.is_day_off, places)

    @property
    def is_mistaken(self) -> bool:
        """Whether what is typed there cannot be published."""
        return bool(self.bound.errors) or any(finding.severity == BLOCK for finding in self.said)

    @property
    def is_wrong(self) -> bool:
        """Whether it cannot be published like this: mistaken, or missing once somebody has asked for a check."""
        return self.is_mistaken or bool(self.asked)

    def dress(self) -> None:
        """Tell the control what stands around it and whether it is wrong, by a rule as well as by its own reading."""
        attrs = self.bound.field.widget.attrs
        attrs["aria-describedby"] = self.described_by
        if self.is_wrong:
            attrs["aria-invalid"] = "true"
        if self.is_wrong and not self.bound.errors:
            attrs["class"] = "is-invalid"

    @property
    def said(self) -> list[Finding]:
        """Findings to show beside the field: all but what is merely not filled in yet."""
        return [finding for finding in self.findings if finding.code != MISSING]

    @property
    def is_missing(self) -> bool:
        """Whether the law asks for it and nothing has been typed."""
        return any(finding.code == MISSING for finding in self.findings) and not self.bound.errors

    @property
    def is_unexplained(self) -> bool:
        """Whether a warning still waits for its reason."""
        return self.reason is not None and not self.reason.value

    @property
    def notes(self) -> list[Note]:
        """The sentences beside the field: what always holds, then what the rules found, worst first."""
        always = [Note("idle", self.help.text, self.help.source)] if self.help else []
        order = list(_KINDS)
        found = sorted(self.said, key=lambda finding: order.index(finding.severity))
        return always + [note_of(finding) for finding in found]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What is wrong with it, for the summary on top: where ("" when the sentence says so itself), and what."""
        texts = [*map(str, self.bound.errors), *(f.message for f in self.said if f.severity == BLOCK)]
        return [(self.lot, text) for text in self.asked] + [(self.where(text), text) for text in texts]

    @property
    def lot(self) -> str:
        """ "Lô 2", or "" for the notice itself."""
        return "" if self.lot_index is None else f"Lô {self.lot_index + 1}"

    @property
    def name(self) -> str:
        """The label without its unit."""
        return str(self.bound.label).partition(" (")[0]

    def where(self, text: str) -> str:
        """What stands before `text` in a list: lot and field, without the field when `text` begins with its name."""
        names = [self.name, *(milestone.label for milestone in MILESTONES.values() if milestone.field == self.path)]
        if begins_with_name(text, *names):
            return self.lot
        return f"{self.lot}, {self.name[:1].lower()}{self.name[1:]}" if self.lot else self.name


def note_of(finding: Finding) -> Note:
    """A finding as a sentence beside a field."""
    days = finding.days if len(finding.days) <= _MOST_DAYS and finding.skipped else ()
    chips = tuple(DayChip(f"{_WEEKDAYS[n.day.weekday()]} {n.day:%d/%m}", n.counts) for n in days)
    return Note(_KINDS[finding.severity], finding.message, finding.source, chips)
