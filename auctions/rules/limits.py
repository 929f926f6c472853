"""One function per category of rule; each returns the findings of one rule (quy tắc theo từng dạng)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from auctions.content import Content, LotContent
from auctions.rules import wording
from auctions.rules.milestones import MILESTONES, Days, shift
from auctions.rules.types import NOTE, OK, WARN, Calendar, Finding, LawBook, RuleRow, Situation
from auctions.terms import Nature


@dataclass(frozen=True)
class Case:
    """What every rule of one check looks at."""

    content: Content
    situation: Situation
    book: LawBook
    days: Days
    calendar: Calendar

    def bound(self, rule: RuleRow, anchor: date, extra: int = 0) -> date:
        """The last lawful day before `anchor`, or the first one after it; `extra` days for the strict reading."""
        n = int(rule.amount) + extra
        return shift(anchor, n if rule.direction == "after" else -n, rule.unit, self.calendar)

    def counted(self, rule: RuleRow, a: date, b: date) -> tuple:  # type: ignore[type-arg]
        """The days between, when working days are counted."""
        first, last = min(a, b), max(a, b)
        return tuple(self.calendar.explain(first, last)) if rule.unit == "wd" and first < last else ()


def gap(rule: RuleRow, case: Case) -> Iterator[Finding]:
    """A day at least, or at most, so many days before or after another."""
    subject, anchor = case.days.at[rule.subject], case.days.at[rule.anchor]
    if anchor is None:
        return
    if subject is None:
        yield _hint(rule, case, anchor)
    elif case.days.is_fixed(rule.subject):
        yield _gap_of_fixed(rule, case, subject, anchor)
    else:
        yield _gap_of_typed(rule, case, subject, anchor)


def _holds(rule: RuleRow, subject: date, bound: date) -> bool:
    return subject <= bound if rule.direction == "before" else subject >= bound


def _severity(rule: RuleRow, case: Case, subject: date, anchor: date) -> str:
    """ok; warn when only the lenient reading holds; the rule's own severity otherwise."""
    if not _holds(rule, subject, case.bound(rule, anchor)):
        return rule.severity
    if rule.direction == "within" or rule.amount == 0 or rule.severity == NOTE:
        return OK
    if _holds(rule, subject, case.bound(rule, anchor, extra=1)):
        return OK
    return rule.severity if case.situation.strict else WARN


def _distance(rule: RuleRow) -> str:
    how = {"before": "ít nhất {} trước", "after": "ít nhất {} sau", "within": "không quá {} trước"}[rule.direction]
    if rule.amount == 0:
        return {"before": "không muộn hơn", "after": "không sớm hơn", "within": "không sớm hơn"}[rule.direction]
    return how.format(f"{wording.amount(rule.amount)} {wording.UNITS[rule.unit]}")


def _limit_text(rule: RuleRow, case: Case, anchor: date, extra: int = 0) -> str:
    bound = case.bound(rule, anchor, extra)
    word = "Chậm nhất" if rule.direction == "before" else "Sớm nhất"
    anchor_text = f"{MILESTONES[rule.anchor].label} {wording.day(anchor)}"
    return f"{word} {wording.day(bound)}: {_distance(rule)} {anchor_text}."


def _bounds(rule: RuleRow, bound: date) -> dict[str, date]:
    return {"latest" if rule.direction == "before" else "earliest": bound}


def _hint(rule: RuleRow, case: Case, anchor: date) -> Finding:
    bound = case.bound(rule, anchor, extra=1 if case.situation.strict and rule.amount else 0)
    return Finding(
        MILESTONES[rule.subject].field, rule.code, NOTE, _limit_text(rule, case, anchor), rule.legal_source,
        days=case.counted(rule, anchor, bound), **_bounds(rule, bound),
    )  # fmt: skip


def _gap_of_typed(rule: RuleRow, case: Case, subject: date, anchor: date) -> Finding:
    severity = _severity(rule, case, subject, anchor)
    extra = 1 if case.situation.strict and rule.amount and rule.direction != "within" else 0
    bound = case.bound(rule, anchor, extra)
    days = case.counted(rule, anchor, bound)
    text = _limit_text(rule, case, anchor, extra) + wording.skipped(days)
    if severity == OK:
        text += " Đạt."
    elif _holds(rule, subject, case.bound(rule, anchor)):
        strict = case.bound(rule, anchor, extra=1)
        text += f" Vừa đủ mức tối thiểu; tính chặt, không kể cả hai đầu, thì là {wording.day(strict)}."
    else:
        text += f" Đang ghi {wording.day(subject)}." + _way_out(rule, case, subject)
    return Finding(
        MILESTONES[rule.subject].field, rule.code, severity, text, rule.legal_source, days=days, **_bounds(rule, bound)
    )


def _way_out(rule: RuleRow, case: Case, subject: date) -> str:
    """What the other day must become when this one is kept."""
    if rule.direction != "before" or case.days.is_fixed(rule.anchor):
        return ""
    other = MILESTONES[rule.anchor].label
    earliest = shift(subject, int(rule.amount) + int(case.situation.strict), rule.unit, case.calendar)
    return f" Nếu giữ, {other} sớm nhất là {wording.day(earliest)}."


def _gap_of_fixed(rule: RuleRow, case: Case, subject: date, anchor: date) -> Finding:
    """The subject cannot be typed, so the finding belongs to the other day: earliest lawful opening."""
    broken = not _holds(rule, subject, case.bound(rule, anchor))
    severity = rule.severity if broken else _severity(rule, case, subject, anchor)
    extra = 1 if case.situation.strict and rule.amount else 0
    if rule.direction == "after":
        return _too_early(rule, case, subject, anchor, severity)
    earliest = shift(subject, int(rule.amount) + extra, rule.unit, case.calendar)
    days = case.counted(rule, subject, earliest)
    other, label = MILESTONES[rule.anchor], MILESTONES[rule.subject].label
    when = (
        f"{label} sớm nhất là {wording.day(subject)}"
        if rule.subject in case.days.derived
        else (f"{label} là {wording.day(subject)}")
    )
    text = (
        f"{wording.capital(other.label)} sớm nhất {wording.day(earliest)}: {when}, phải {_distance(rule)} "
        f"{other.label}.{wording.skipped(days)}"
    )
    text += " Đạt." if severity == OK else f" Đang ghi {wording.day(anchor)}."
    return Finding(other.field, rule.code, severity, text, rule.legal_source, earliest=earliest, days=days)


def _too_early(rule: RuleRow, case: Case, subject: date, anchor: date, severity: str) -> Finding:
    """The portal's own day comes too soon after another: nothing to type, only to wait."""
    bound = case.bound(rule, anchor, extra=1 if case.situation.strict and rule.amount else 0)
    days = case.counted(rule, anchor, bound)
    text = _limit_text(rule, case, anchor) + wording.skipped(days)
    text += " Đạt." if severity == OK else f" Hôm nay là {wording.day(subject)}."
    return Finding("", rule.code, severity, text, rule.legal_source, earliest=bound, days=days)


def span(rule: RuleRow, case: Case) -> Iterator[Finding]:
    """A stretch of so many consecutive days, both ends counted."""
    first, last = case.days.at[f"{rule.subject}_from"], case.days.at[f"{rule.subject}_to"]
    if first is None or last is None or last < first:
        return
    needed = int(rule.amount)
    latest_end = shift(first, needed - 1, "d", case.calendar)
    found = (last - first).days + 1
    text = f"Ít nhất {needed} ngày liên tục, đang ghi {found} ngày."
    text += " Đạt." if found >= needed else f" Ngày cuối sớm nhất là {wording.day(latest_end)}."
    severity = OK if found >= needed else rule.severity
    field = MILESTONES[f"{rule.subject}_to"].field
    yield Finding(field, rule.code, severity, text, rule.legal_source, earliest=latest_end)


def percent(rule: RuleRow, case: Case) -> Iterator[Finding]:
    """A sum of each lot between so many per cent of another sum of it."""
    for index, lot in enumerate(case.content.lots):
        if rule.asset_kind in {"", lot.asset_kind}:
            yield from _percent_of_lot(rule, index, lot)


def _percent_of_lot(rule: RuleRow, index: int, lot: LotContent) -> Iterator[Finding]:
    value, base = getattr(lot, rule.subject), getattr(lot, rule.anchor)
    if not base:
        return
    low = (base * rule.amount / 100).to_integral_value(ROUND_CEILING)
    high = (base * (rule.amount_max or Decimal(100)) / 100).to_integral_value(ROUND_FLOOR)
    shares = f"{wording.amount(rule.amount)}% đến {wording.amount(rule.amount_max or Decimal(100))}% giá khởi điểm"
    field = f"lots.{index}.{rule.subject}"
    if value is None:
        text = f"Từ {shares}: {wording.money(low)} đến {wording.money(high)}."
        yield Finding(field, rule.code, NOTE, text, rule.legal_source)
    elif low <= value <= high:
        yield Finding(field, rule.code, OK, f"Từ {shares}. Đạt.", rule.legal_source)
    else:
        wrong = (
            f"Vượt {wording.amount(rule.amount_max or Decimal(100))}%"
            if value > high
            else (f"Chưa đủ {wording.amount(rule.amount)}%")
        )
        text = f"{wrong} giá khởi điểm. Nhập số từ {wording.money(low)} đến {wording.money(high)}."
        yield Finding(field, rule.code, rule.severity, text, rule.legal_source)


def choice(rule: RuleRow, case: Case) -> Iterator[Finding]:
    """A field that the law lets have one value only."""
    value = getattr(case.content, rule.subject)
    written = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
    if written in {"", None}:
        return
    severity = OK if written == rule.value else rule.severity
    yield Finding(rule.subject, rule.code, severity, f"{rule.title}.", rule.legal_source)


def threshold(rule: RuleRow, case: Case) -> Iterator[Finding]:
    """A total start price under which the law asks for less."""
    prices = case.content.prices
    if not prices or case.content.natures != {Nature(rule.nature)} or sum(prices) >= rule.amount:
        return
    text = f"{rule.title}: tổng giá khởi điểm dưới {wording.money(rule.amount)}."
    yield Finding("lots.0.start_price", rule.code, rule.severity, text, rule.legal_source)


CATEGORIES = {"gap": gap, "span": span, "percent": percent, "choice": choice, "threshold": threshold}
