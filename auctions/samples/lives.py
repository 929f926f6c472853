"""The life of a generated notice: when it was published, put right, ended (vòng đời thông báo mẫu)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from auctions.content import LOCAL, Content
from auctions.samples import contents, schedule, wording
from auctions.samples.contents import Place, Publisher
from auctions.terms import NoticeKind, VersionKind
from core.calendar import WorkingCalendar

SHARE_OF_SELECTIONS = 0.22
_SHARE_SHORT, _SHARE_CORRECTED, _SHARE_ENDED, _SHARE_WITHDRAWN = 0.06, 0.09, 0.04, 0.3
_LEAD_DAYS = (18, 45)  # from first publication to opening; law and calendar may ask for more
_HOURS = (time(8, 0), time(8, 30), time(9, 0), time(14, 0))


@dataclass(frozen=True)
class Step:
    """One published version."""

    kind: VersionKind
    moment: datetime
    content: Content
    reason: str = ""


@dataclass(frozen=True)
class Life:
    """All published versions of one notice in order, at least the first."""

    kind: NoticeKind
    steps: tuple[Step, ...]


class Writer:
    """Makes up lives of notices as they stand at `now`."""

    def __init__(self, rng: Random, calendar: WorkingCalendar, now: datetime) -> None:
        self.rng, self.calendar, self.now = rng, calendar, now
        self.today = now.astimezone(LOCAL).date()

    def life(self, kind: NoticeKind, day: date, place: Place, publisher: Publisher) -> Life:
        """A life that keeps the law of days and began about `day`, before today in any case."""
        sold = contents.subject(self.rng, place)
        first = schedule.working_day_until(min(day, self.today - timedelta(days=1)), self.calendar)
        if kind == NoticeKind.SELECTION:
            plan = schedule.selection(first, self.calendar, open_for=self.rng.randint(4, 10))
            content = contents.selection(self.rng, sold, publisher, plan)
        else:
            is_short = self.rng.random() < _SHARE_SHORT
            opening = first + timedelta(days=self.rng.randint(*_LEAD_DAYS))
            at = self.rng.choice(_HOURS)
            plan = schedule.auction(
                first, opening, self.calendar, at=at, is_immovable=sold.is_immovable, is_short=is_short
            )
            content = contents.auction(self.rng, sold, publisher, plan, is_short=is_short)
        return Life(kind, tuple(self._steps(kind, plan, content)))

    def _steps(self, kind: NoticeKind, plan: schedule.Schedule, content: Content) -> list[Step]:
        steps = [Step(VersionKind.FIRST, self._moment(plan.first), content)]
        if self.rng.random() < _SHARE_CORRECTED:
            content = contents.corrected(self.rng, content, kind)
            reason = self.rng.choice(wording.CORRECTIONS)
            steps.append(Step(VersionKind.CORRECTION, steps[0].moment + timedelta(days=1), content, reason))
        if plan.second:
            steps.append(Step(VersionKind.SECOND, self._moment(plan.second), content))
        if self.rng.random() < _SHARE_ENDED:
            steps.append(self._end(kind, steps[-1].moment + timedelta(days=2), content))
        return [step for step in steps if step.moment < self.now]

    def _end(self, kind: NoticeKind, moment: datetime, content: Content) -> Step:
        if kind == NoticeKind.SELECTION or self.rng.random() < _SHARE_WITHDRAWN:
            return Step(VersionKind.WITHDRAWAL, moment, content, self.rng.choice(wording.WITHDRAWALS))
        return Step(VersionKind.CANCELLATION, moment, content, self.rng.choice(wording.CANCELLATIONS))

    def _moment(self, day: date) -> datetime:
        """A moment of the working day, down to the microsecond like the database clock's."""
        seconds = self.rng.randint(0, 9 * 3600)
        start = datetime.combine(day, time(7, 30), LOCAL)
        return start + timedelta(seconds=seconds, microseconds=self.rng.randint(0, 999_999))
