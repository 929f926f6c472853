"""What rules warn of, field by field, and what a field is called in such a sentence (mục hệ thống nhắc)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields

from auctions.content import Content, LotContent
from auctions.forms.rows import Note, note_of
from auctions.rules import MILESTONES, WARN, Finding


@dataclass
class Warned:
    """One field that rules warn of: each rule with its article and lawful day, and one reason for all of them."""

    path: str
    label: str
    notes: list[Note] = field(default_factory=list)


def warned_in(findings: Iterable[Finding]) -> list[Warned]:
    """The fields of which at least one rule warns, each once, in the order of the findings."""
    found: dict[str, Warned] = {}
    for finding in findings:
        if finding.severity == WARN:
            found.setdefault(finding.field, Warned(finding.field, label_of(finding.field))).notes.append(
                note_of(finding)
            )
    return list(found.values())


def label_of(path: str) -> str:
    """How people call the field at `path`: "hạn nộp hồ sơ", "tiền đặt trước của lô 2"."""
    head, _, name = path.rpartition(".")
    described = fields(LotContent if head else Content)
    labels = {each.name: each.metadata["label"] for each in described if each.metadata}
    labels |= {milestone.field: milestone.label for milestone in MILESTONES.values() if milestone.field}
    label = labels.get(name, "nội dung này")
    return f"{label} của lô {int(head.partition('.')[2]) + 1}" if head else label
