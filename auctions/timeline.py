"""The days of a published notice in order, each with its reason (các mốc và hạn theo luật). Pure.

`milestones` words them once, for they follow from what was published and from the law of that day; `steps` says how
they stand at a moment, so pages may keep the former and must ask for the latter.
"""

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
class Ending:
    """When and why a notice was withdrawn or its auction cancelled (huỷ); `what` names the act.

    A cancelled auction does not take place; of a withdrawn notice one can only say that its days hold no longer.
    """

    at: datetime
    what: str
    why: str
    is_cancelled: bool = True


@dataclass(frozen=True)
class Step:
    """One line of `<c-timeline>`: `why` is the law that applies, `also` older rules it replaced."""

    state: str
    when: str
    what: str
    why: str = ""
    also: str = ""


@dataclass(frozen=True)
class Milestone:
    """A stretch of days of a notice with its words; what stands at which moment is not in it."""

    what: str
    first: date | datetime
    last: date | datetime
    when: str
    why: str = ""
    also: str = ""

    @property
    def first_day(self) -> date:
        """The day it begins."""
        return _day(self.first)

    @property
    def last_day(self) -> date:
        """The day it ends."""
        return _day(self.last)


def milestones(
    content: Content, published: Published, *, kind: str, book: LawBook, calendar: Calendar
) -> list[Milestone]:
    """All milestones of a notice, earliest first."""
    situation = Situation(
        kind=kind,
        today=_day(published.first),
        first_published=_day(published.first),
        second_published=_day(published.second) if published.second else None,
    )
    findings = check(content, situation, book, calendar)
    found = [*_of_notice(content, published, kind, findings), *_consequences(content, book, calendar)]
    return sorted(found, key=_days)


def steps(found: Sequence[Milestone], moment: datetime, ending: Ending | None = None) -> list[Step]:
    """How the milestones stand at `moment`. After `ending` nothing goes on."""
    lines = [(_days(each), _step(each, _state_at(each, moment, ending))) for each in found]
    if ending:
        day = _day(ending.at)
        lines.append(((day, day), Step("ended", vn_datetime(ending.at), ending.what, ending.why)))
    return [step for _, step in sorted(lines, key=lambda line: line[0])]


# Which rules explain a milestone. Each group tells of one limit, the newest rule first: where the law book of that day
# has it, it is the one that applies, and the rules after it are shown folded, as what it replaced.
_Groups = tuple[tuple[str, ...], ...]
_ABOUT: Mapping[str, _Groups] = {
    "first": (("short_publication_movable",), ("short_publication_immovable",)),
    "second": (("two_publications",), ("second_publication_movable",), ("second_publication_immovable",)),
    "posting": (("posting_movable",), ("posting_immovable",), ("short_posting_movable",), ("short_posting_immovable",)),
    "dossier": (("dossier_until",), ("short_dossier_until",), ("selection_dossier_until",)),
    "viewing": (("viewing_days",),),
    # Source: Law 37/2024/QH15 rewrote art. 39(2) on when deposits may be taken.
    "deposit": (("deposit_from", "deposit_window"), ("deposit_closing", "deposit_until")),
    "auction": (),
    "decision": (("selection_before_decision",),),
}


def _of_notice(content: Content, published: Published, kind: str, findings: Sequence[Finding]) -> Iterator[Milestone]:
    second = published.second or content.second_publication_on
    is_auction = kind == NoticeKind.AUCTION
    for what, start, end, about in (
        ("Đăng lần 1" if is_auction else "Đăng thông báo", published.first, published.first, "first"),
        ("Đăng lần 2", second, second, "second"),
        ("Niêm yết", content.posted_on, content.posted_on, "posting"),
        (
            "Bán, tiếp nhận hồ sơ" if is_auction else "Nhận hồ sơ đăng ký",
            content.dossier_from, content.dossier_until, "dossier",
        ),
        ("Xem tài sản", content.viewing_from, content.viewing_to, "viewing"),
        ("Nộp tiền đặt trước", content.deposit_from or content.deposit_until, content.deposit_until, "deposit"),
        ("Mở cuộc đấu giá", content.auction_at, content.auction_at, "auction"),
        ("Quyết định lựa chọn tổ chức đấu giá", content.decision_on, content.decision_on, "decision"),
    ):  # fmt: skip
        if start and end:
            why, also = _explained(findings, _ABOUT[about])
            yield Milestone(what, start, end, _when(start, end), why, also)


def _consequences(content: Content, book: LawBook, calendar: Calendar) -> Iterator[Milestone]:
    """What the law wants done after the auction, computed from its day."""
    opening = local_day(content.auction_at)
    for rule in book.rules if opening else ():
        if rule.category == "deadline":
            last = shift(opening, int(rule.amount), rule.unit, calendar)  # type: ignore[arg-type]
            yield Milestone(rule.title, last, last, f"Chậm nhất {vn_date(last)}", f"{rule.cited}.")


def _explained(findings: Sequence[Finding], groups: _Groups) -> tuple[str, str]:
    """What applies, and what it replaced."""
    why: list[str] = []
    also: list[str] = []
    for codes in groups:
        told = [text for code in codes if (text := _told(findings, code))]
        why += told[:1]
        also += told[1:]
    return " ".join(why), " ".join(also)


def _told(findings: Iterable[Finding], code: str) -> str:
    return " ".join(f"{f.message} {f.source}." for f in findings if f.code == code)


def _step(milestone: Milestone, state: str) -> Step:
    return Step(state, milestone.when, milestone.what, milestone.why, milestone.also)


def _when(first: date | datetime, last: date | datetime) -> str:
    end = vn_datetime(last) if isinstance(last, datetime) else vn_date(last)
    return end if first == last else f"{vn_date(first)} – {end}"


def _state_at(milestone: Milestone, moment: datetime, ending: Ending | None) -> str:
    if ending is None:
        return _state(milestone, moment)
    after = {"now": "stopped", "todo": "off"} if ending.is_cancelled else {"now": "void", "todo": "void"}
    state = _state(milestone, ending.at)
    return after.get(state, state)


def _state(milestone: Milestone, moment: datetime) -> str:
    if _is_over(milestone.last, moment):
        return "done"
    return "now" if milestone.first_day <= _day(moment) else "todo"


def _is_over(end: date | datetime, moment: datetime) -> bool:
    return end <= moment if isinstance(end, datetime) else end < _day(moment)


def _days(milestone: Milestone) -> tuple[date, date]:
    return milestone.first_day, milestone.last_day


def _day(value: date | datetime) -> date:
    return value.astimezone(LOCAL).date() if isinstance(value, datetime) else value
