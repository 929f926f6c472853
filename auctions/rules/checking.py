"""Running all rules over one content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from auctions.content import Content
from auctions.rules.case import Case
from auctions.rules.completeness import impossible, missing
from auctions.rules.limits import CATEGORIES
from auctions.rules.milestones import days_of
from auctions.rules.types import BLOCK, WARN, Calendar, Finding, LawBook, RuleRow, Situation

_OF_DAYS = frozenset({"gap", "span"})


def check(content: Content, situation: Situation, book: LawBook, calendar: Calendar) -> list[Finding]:
    """All findings on `content`, satisfied rules (severity ok) included: first what is missing, then the limits.

    A rule of days that a correction breaks warns instead of blocking: a wrong date must be possible to put right.
    """
    relevant = replace(book, rules=[rule for rule in book.rules if _applies(rule, content, book)])
    case = Case(content, situation, relevant, days_of(content, situation, relevant, calendar), calendar)
    found = [*missing(case), *impossible(case)]
    for rule in relevant.rules:
        found.extend(_softened(rule, CATEGORIES[rule.category](rule, case), situation))
    return found


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """Findings that forbid publishing (không đăng được)."""
    return [finding for finding in findings if finding.severity == BLOCK]


def unexplained(findings: Iterable[Finding], reasons: Mapping[str, str]) -> list[Finding]:
    """Warnings about fields for which nobody wrote a reason (chưa ghi lý do): {field: reason}."""
    return [f for f in findings if f.severity == WARN and not reasons.get(f.field, "").strip()]


def _applies(rule: RuleRow, content: Content, book: LawBook) -> bool:
    kinds = {lot.asset_kind for lot in content.lots}
    procedure = "short" if content.short_procedure else "normal"
    return (
        rule.nature in {"", *content.natures}
        and rule.procedure in {"", procedure}
        and rule.asset_kind in {"", *kinds}
        and (not rule.mandatory_only or bool(kinds & book.mandatory_kinds))
    )


def _softened(rule: RuleRow, findings: Iterable[Finding], situation: Situation) -> Iterator[Finding]:
    for finding in findings:
        if situation.is_correction and rule.category in _OF_DAYS and finding.severity == BLOCK:
            yield replace(finding, severity=WARN)
        else:
            yield finding
