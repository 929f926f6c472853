"""The drafting form as a sheet of paper: sections, rows, and beside each row what the law says (tờ soạn thảo).

Joins what was typed with the findings of the rules. Decides what is shown where, and nothing else: the rules decide
what is lawful, the templates how it looks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.forms import BoundField

from auctions.content import LOCAL, Content, suggest_title
from auctions.forms.blocks import LotBlock, Part, SheetSection, unfold
from auctions.forms.draft import MOST_LOTS, REASON, DraftForm, LotPart, Typed
from auctions.forms.draft import Part as FormPart
from auctions.forms.rows import MISSING, Note, Reason, Row, note_of
from auctions.forms.sections import FILES, LOT_FIELDS, LOTS, Help, Section, sections_of, side_by_side
from auctions.forms.warned import Warned, warned_in
from auctions.queries.places import suggest_communes
from auctions.rules import BLOCK, Calendar, Finding

_PLACE_ROW = {"commune_code": "commune"}  # findings on the place stand at the control in which it is typed


@dataclass(frozen=True)
class Problem:
    """One line of the summary on top: where, and what."""

    anchor: str
    label: str
    message: str


class Sheet:
    """A form together with its findings. `asks_reasons`: a correction has one reason for all, so it asks for none."""

    def __init__(
        self, form: DraftForm, findings: Sequence[Finding], calendar: Calendar, *, asks_reasons: bool, has_files: bool
    ) -> None:
        self.form, self.calendar, self.asks_reasons = form, calendar, asks_reasons
        self.findings = findings
        self.typed: Typed = form.typed
        self.by_path: dict[str, list[Finding]] = defaultdict(list)
        for finding in findings:
            self.by_path[_row_path(finding.field)].append(finding)
        self.lots = [LotBlock(i, list(self._lot_lines(i, part))) for i, part in enumerate(form.lots)]
        self.has_files = has_files
        self.sections = [self._section(n, s) for n, s in enumerate(sections_of(form.kind), start=1)]
        for before, after in pairwise(self.sections):
            before.next = after
        unfold(self.lots)
        unfold(self.sections)

    @property
    def rows(self) -> list[Row]:
        """All rows, in the order of the page."""
        return [row for section in self.sections for row in section.rows]

    @property
    def title(self) -> str:
        """The title it will be published under."""
        return titled(self.typed.content).title

    @property
    def can_add_lot(self) -> bool:
        """Whether the notice may have one more lot."""
        return len(self.lots) < MOST_LOTS

    @property
    def general(self) -> list[Note]:
        """Findings that belong to no field one can type in."""
        shown = {row.path for row in self.rows}
        found = [f for path, some in self.by_path.items() if path not in shown for f in some]
        return [note_of(f) for f in found if f.code != MISSING or self.form.checked]

    @property
    def problems(self) -> list[Problem]:
        """Everything that stands between this draft and its publication."""
        lines = [Problem(row.id, where, text) for row in self.rows for where, text in row.problems]
        shown = {row.path for row in self.rows}
        others = [f for path, some in self.by_path.items() if path not in shown for f in some if f.severity == BLOCK]
        return lines + [Problem("tai-san" if f.field == LOTS else "", "", f.message) for f in others]

    @property
    def unexplained(self) -> list[Problem]:
        """Where a reason will be asked for when the draft is published."""
        reasons = [row.reason for row in self.rows if row.reason and row.is_unexplained]
        return [Problem(reason.id, "", f"{reason.label}: chưa ghi.") for reason in reasons]

    def _section(self, number: int, section: Section) -> SheetSection:
        parts = []
        for entry in section.fields:
            if entry in {LOTS, FILES}:
                parts.append(Part(str(entry)))
            else:
                parts.append(Part("line", self._line(entry, "", self.form.main, section.helps)))
        return SheetSection(number, section.key, section.title, parts, self.lots, self.has_files)

    def _lot_lines(self, index: int, part: LotPart) -> Iterator[list[Row]]:
        for entry in LOT_FIELDS:
            if line := self._line(entry, f"lots.{index}.", part, {}):
                yield line

    def _line(self, entry: str | tuple[str, ...], prefix: str, part: FormPart, helps: Mapping[str, Help]) -> list[Row]:
        names = [name for name in side_by_side(entry) if name in part.fields]
        rows = [self._row(f"{prefix}{name}", part[name], helps.get(name)) for name in names]
        for row in rows:
            row.is_paired = len(rows) > 1
            if row.bound.name == "commune" and isinstance(part, LotPart) and part.unit is None:
                row.suggestions = suggest_communes(part.place)
        return rows

    def _row(self, path: str, bound: BoundField, help_: Help | None) -> Row:
        findings = self.by_path.get(path, [])
        row = Row(path, bound, help=help_, findings=findings)
        self._echo(row, bound.form.cleaned_data.get(bound.name))
        if self.asks_reasons and (warned := warned_in(findings)):
            row.reason = self._reason(row, warned[0])
        if row.is_missing and self.form.checked:
            row.asked = [finding.message for finding in findings if finding.code == MISSING]
        row.dress()
        return row

    def _echo(self, row: Row, value: Any) -> None:
        if row.is_money:
            row.amount = value
        elif isinstance(value, date):
            row.day = value.astimezone(LOCAL).date() if isinstance(value, datetime) else value
            row.is_day_off = not self.calendar.is_working(row.day)

    def _reason(self, row: Row, warned: Warned) -> Reason:
        return Reason(
            name=f"{REASON}{warned.path}",
            id=f"{row.id}_ly-do",
            label=f"Lý do giữ {warned.label}",
            value=self.form.reasons.get(warned.path, ""),
        )


def titled(content: Content) -> Content:
    """`content` with the title it will get when nobody types one."""
    return content if content.title.strip() else replace(content, title=suggest_title(content)[:500])


def _row_path(path: str) -> str:
    head, _, name = path.rpartition(".")
    name = _PLACE_ROW.get(name, name)
    return f"{head}.{name}" if head else name


def path_of_reason(name: str) -> str:
    """Path of the row in which the reason field `name` stands."""
    return _row_path(name.rpartition(":")[2])
