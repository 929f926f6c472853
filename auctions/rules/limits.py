"""One function per category of rule; each returns the findings of one rule (quy tắc theo từng dạng)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from auctions.content import LotContent
from auctions.rules import wording
from auctions.rules.case import Case
from auctions.rules.gaps import gap
from auctions.rules.milestones import MILESTONES, shift
from auctions.rules.types import NOTE, OK, Finding, RuleRow
from auctions.terms import Nature

_ALL = Decimal(100)


def span(rule: RuleRow, case: Case) -> Iterator[Finding]:
    """A stretch of so many consecutive days, both ends counted."""
    first, last = case.days.at[f"{rule.subject}_from"], case.days.at[f"{rule.subject}_to"]
    if first is None or last is None or last < first:
        return
    needed, found = int(rule.amount), (last - first).days + 1
    earliest = shift(first, needed - 1, "d", case.calendar)
    text = f"Ít nhất {needed} ngày liên tục, đang ghi {found} ngày."
    text += " Đạt." if found >= needed else f" Ngày cuối sớm nhất là {wording.day(earliest)}."
    severity = OK if found >= needed else rule.severity
    field = MILESTONES[f"{rule.subject}_to"].field
    yield Finding(field, rule.code, severity, text, rule.cited, earliest=earliest)


def percent(rule: RuleRow, case: Case) -> Iterator[Finding]:
    """A sum of each lot between so many per cent of another sum of it."""
    for index, lot in enumerate(case.content.lots):
        if rule.asset_kind in {"", lot.asset_kind}:
            yield from _percent_of_lot(rule, f"lots.{index}.{rule.subject}", lot)


def _percent_of_lot(rule: RuleRow, field: str, lot: LotContent) -> Iterator[Finding]:
    value, base = getattr(lot, rule.subject), getattr(lot, rule.anchor)
    if not base:
        return
    least, most = rule.amount, rule.amount_max or _ALL
    low = (base * least / 100).to_integral_value(ROUND_CEILING)
    high = (base * most / 100).to_integral_value(ROUND_FLOOR)
    shares = f"Từ {wording.amount(least)}% đến {wording.amount(most)}% giá khởi điểm"
    range_ = f"{wording.money(low)} đến {wording.money(high)}"
    if rule.severity == NOTE:  # holds under a condition that only a person can judge, so the text names it
        shares = rule.title
    if value is None or (rule.severity == NOTE and not low <= value <= high):
        yield Finding(field, rule.code, NOTE, f"{shares}: {range_}.", rule.cited)
    elif low <= value <= high:
        yield Finding(field, rule.code, OK, f"{shares}: {range_}. Đạt.", rule.cited)
    else:
        wrong = f"Vượt {wording.amount(most)}%" if value > high else f"Chưa đủ {wording.amount(least)}%"
        text = f"{wrong} giá khởi điểm. Nhập số từ {range_}."
        yield Finding(field, rule.code, rule.severity, text, rule.cited)


def choice(rule: RuleRow, case: Case) -> Iterator[Finding]:
    """A field that the law lets have one value only."""
    value = getattr(case.content, rule.subject)
    written = {True: "yes", False: "no"}.get(value, value)
    if written:
        severity = OK if written == rule.value else rule.severity
        yield Finding(rule.subject, rule.code, severity, f"{rule.title}.", rule.cited)


def threshold(rule: RuleRow, case: Case) -> Iterator[Finding]:
    """A total start price under which the law asks for less."""
    prices = case.content.prices
    if prices and case.content.natures == {Nature(rule.nature)} and sum(prices) < rule.amount:
        text = f"{rule.title}: tổng giá khởi điểm dưới {wording.money(rule.amount)}."
        yield Finding("lots.0.start_price", rule.code, rule.severity, text, rule.cited)


def deadline(rule: RuleRow, case: Case) -> Iterator[Finding]:
    """What must be done after the auction: nothing in the content can break it (see auctions.timeline)."""
    return iter(())


CATEGORIES = {
    "gap": gap,
    "span": span,
    "percent": percent,
    "choice": choice,
    "threshold": threshold,
    "deadline": deadline,
}
