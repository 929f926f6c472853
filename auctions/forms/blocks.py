"""Pieces of the drafting form that fold: sections and lots, with how far each has come (tình trạng của mục)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.forms import BooleanField

from auctions.forms.rows import Row
from auctions.forms.sections import FILES, LOTS


@dataclass(frozen=True)
class Progress:
    """How far a piece has come, in a word: (đã đủ, có lỗi, chưa ghi lý do, đang nhập, chưa nhập)."""

    state: str
    count: int = 0

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do there."""
        return self.state in {"done", "free"}

    @property
    def text(self) -> str:
        """For the head of the piece."""
        return _TEXTS[self.state].format(self.count)

    @property
    def kind(self) -> str:
        """Kind of the status (see templates/cotton/status.html)."""
        return _LOOKS[self.state][0]

    @property
    def icon(self) -> str:
        """Icon of the status."""
        return _LOOKS[self.state][1]


_TEXTS = {
    "wrong": "{} ô phải sửa",
    "warn": "{} lý do chưa ghi",
    "partial": "Còn {} ô",
    "empty": "Chưa nhập",
    "free": "Không bắt buộc",
    "done": "Đã đủ",
}
_LOOKS = {
    "wrong": ("bad", "exclamation-circle-fill"),
    "warn": ("warn", "exclamation-triangle-fill"),
    "partial": ("note", "circle-half"),
    "empty": ("out", "circle"),
    "free": ("out", "circle"),
    "done": ("ok", "check-circle-fill"),
}


def progress_of(rows: Sequence[Row], *, lacks: int = 0) -> Progress:
    """Of a piece with these rows; `lacks`: what else is missing there."""
    if wrong := sum(row.is_wrong for row in rows):
        return Progress("wrong", wrong)
    if silent := sum(row.is_unexplained for row in rows):
        return Progress("warn", silent)
    if left := sum(row.is_missing for row in rows) + lacks:
        return Progress("partial" if any(is_filled(row) for row in rows) else "empty", left)
    return Progress("done")


def is_filled(row: Row) -> bool:
    """Whether something has been typed or chosen there."""
    return bool(row.bound.data) and not isinstance(row.bound.field, BooleanField)


@dataclass
class LotBlock:
    """One lot of the form (lô tài sản)."""

    index: int
    lines: list[list[Row]]
    is_open: bool = False

    @property
    def rows(self) -> list[Row]:
        """All rows, in order."""
        return [row for line in self.lines for row in line]

    @property
    def number(self) -> int:
        """As people count."""
        return self.index + 1

    @cached_property
    def progress(self) -> Progress:
        """How far it has come."""
        return progress_of(self.rows)

    @property
    def is_filled(self) -> bool:
        """Whether something would be lost with it."""
        return any(is_filled(row) for row in self.rows)

    @property
    def head(self) -> tuple[str, Decimal | None]:
        """Name and start price, to tell a folded lot from the others."""
        by_name = {row.bound.name: row for row in self.rows}
        return str(by_name["name"].bound.data or ""), by_name["start_price"].amount

    @property
    def face(self) -> tuple[object, ...]:
        """What a folded lot shows: two lots with one face look the same."""
        return (*self.head, self.progress)


@dataclass
class Part:
    """One piece of a section: a line of fields, the lots, or the files."""

    kind: str
    rows: list[Row] = field(default_factory=list)


@dataclass
class SheetSection:
    """A numbered section of the form (mục của biểu mẫu)."""

    number: int
    key: str
    title: str
    parts: list[Part]
    lots: list[LotBlock]
    has_files: bool
    next: SheetSection | None = None
    is_open: bool = False

    @property
    def rows(self) -> Iterator[Row]:
        """All rows, in the order of the page."""
        for part in self.parts:
            yield from part.rows
            if part.kind == LOTS:
                yield from (row for block in self.lots for row in block.rows)

    @cached_property
    def progress(self) -> Progress:
        """How far it has come."""
        kinds = {part.kind for part in self.parts}
        if kinds == {FILES}:
            return Progress("done" if self.has_files else "free")
        return progress_of(list(self.rows), lacks=int(LOTS in kinds and not self.lots))


def unfold(pieces: Sequence[LotBlock] | Sequence[SheetSection]) -> None:
    """Open the first piece that needs something, and each in which something was typed wrong (mở mục cần làm).

    What is merely not filled in yet is counted at the head of its piece; a page with all of it open is too long.
    """
    waiting = [piece for piece in pieces if not piece.progress.is_done]
    for piece in pieces:
        is_first = bool(waiting) and piece is waiting[0]
        piece.is_open = is_first or len(pieces) == 1 or any(row.is_mistaken for row in piece.rows)
