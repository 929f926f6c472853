"""The days of a published notice in order, each with its reason (các mốc và hạn theo luật). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from auctions.content import LOCAL, Content
from auctions.rules import Calendar, Finding, LawBook, Situation, check
from auctions.rules.milestones import local_day, shift
from auctions.terms import NoticeKind
from core.templatetags.vn import vn_date, vn_datetime


@dataclass(frozen=True)
class Published:
    """When the portal published a notice: first, second, or never."""

    first: datetime
    second: datetime | None = None


@dataclass(frozen=True)
class Step:
    """One line of `<c-timeline>`."""

    state: str
    when: str
    what: str
    why: str
    first_day: date
    last_day: date


@dataclass(frozen=True)
class _Stretch:
    """A milestone before it is worded: days, and the codes of the rules that explain it."""

    what: str
    first: date | datetime
    last: date | datetime
    codes: tuple[str, ...] = ()
    why: str = ""


def timeline(
    content: Content, published: Published, *, kind: str, book: LawBook, calendar: Calendar, moment: datetime
) -> list[Step]:
    """All milestones of a notice as they stand at `moment`, earliest first."""
    situation = Situation(
        kind=kind,
        today=_day(published.first),
        first_published=_day(published.first),
        second_published=_day(published.second) if published.second else None,
    )
    findings = check(content, situation, book, calendar)
    stretches = [*_of_notice(content, published, kind), *_consequences(content, book, calendar)]
    steps = [_step(stretch, findings, moment) for stretch in stretches]
    return sorted(steps, key=lambda step: (step.first_day, step.last_day))


def _of_notice(content: Content, published: Published, kind: str) -> Iterator[_Stretch]:
    first = "Đăng lần 1" if kind == NoticeKind.AUCTION else "Đăng thông báo"
    yield _Stretch(first, published.first, published.first, _ABOUT["first"])
    if published.second:
        yield _Stretch("Đăng lần 2", published.second, published.second, _ABOUT["second"])
    elif content.second_publication_on:
        yield _Stretch("Đăng lần 2", *[content.second_publication_on] * 2, _ABOUT["second"])
    dossiers = "Bán, tiếp nhận hồ sơ" if kind == NoticeKind.AUCTION else "Nhận hồ sơ đăng ký"
    for what, start, end, about in (
        ("Niêm yết", content.posted_on, content.posted_on, "posting"),
        (dossiers, content.dossier_from, content.dossier_until, "dossier"),
        ("Xem tài sản", content.viewing_from, content.viewing_to, "viewing"),
        ("Nộp tiền đặt trước", content.deposit_from or content.deposit_until, content.deposit_until, "deposit"),
        ("Mở cuộc đấu giá", content.auction_at, content.auction_at, "auction"),
        ("Quyết định lựa chọn tổ chức đấu giá", content.decision_on, content.decision_on, "decision"),
    ):
        if start and end:
            yield _Stretch(what, start, end, _ABOUT[about])


_ABOUT: Mapping[str, tuple[str, ...]] = {
    "first": ("short_publication_movable", "short_publication_immovable"),
    "second": ("two_publications", "second_publication_movable", "second_publication_immovable"),
    "posting": ("posting_movable", "posting_immovable", "short_posting_movable", "short_posting_immovable"),
    "dossier": ("dossier_until", "short_dossier_until", "selection_dossier_until"),
    "viewing": ("viewing_days",),
    "deposit": ("deposit_until", "deposit_closing", "deposit_window"),
    "auction": (),
    "decision": ("selection_before_decision",),
}


def _consequences(content: Content, book: LawBook, calendar: Calendar) -> Iterator[_Stretch]:
    """What the law wants done after the auction, computed from its day."""
    opening = local_day(content.auction_at)
    for rule in book.rules if opening else ():
        if rule.category == "deadline":
            last = shift(opening, int(rule.amount), rule.unit, calendar)  # type: ignore[arg-type]
            yield _Stretch(rule.title, last, last, why=f"{rule.legal_source}.")


def _step(stretch: _Stretch, findings: Sequence[Finding], moment: datetime) -> Step:
    why = stretch.why or " ".join(_explained(findings, stretch.codes))
    last = _day(stretch.last)
    when = f"Chậm nhất {vn_date(last)}" if stretch.why else _when(stretch.first, stretch.last)
    return Step(_state(stretch, moment), when, stretch.what, why, _day(stretch.first), last)


def _explained(findings: Iterable[Finding], codes: Iterable[str]) -> Iterator[str]:
    wanted = set(codes)
    return (f"{f.message} {f.source}." for f in findings if f.code in wanted)


def _when(first: date | datetime, last: date | datetime) -> str:
    if first == last:
        return vn_datetime(last) if isinstance(last, datetime) else vn_date(last)
    end = vn_datetime(last) if isinstance(last, datetime) else vn_date(last)
    return f"{vn_date(first)} – {end}"


def _state(stretch: _Stretch, moment: datetime) -> str:
    if _is_over(stretch.last, moment):
        return "done"
    return "now" if _day(stretch.first) <= _day(moment) else "todo"


def _is_over(end: date | datetime, moment: datetime) -> bool:
    return end <= moment if isinstance(end, datetime) else end < _day(moment)


def _day(value: date | datetime) -> date:
    return value.astimezone(LOCAL).date() if isinstance(value, datetime) else value
