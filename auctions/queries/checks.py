"""The rules applied to what is in the database (kiểm tra thời hạn)."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils.timezone import localdate

from auctions.content import Content
from auctions.models import AssetKind, Draft, Notice, Rule
from auctions.queries.remembered import remembered
from auctions.rules import Finding, LawBook, Situation, check
from auctions.terms import VersionKind
from core.calendar import WorkingCalendar, working_calendar


def law_book(kind: str, day: date) -> LawBook:
    """Rules for notices of `kind` in force on `day`, and what that day's law says of asset kinds (bộ quy tắc)."""
    kinds = list(AssetKind.objects.valid_on(day))
    return LawBook(
        rules=list(Rule.objects.valid_on(day).filter(notice_kind=kind)),
        mandatory_kinds=frozenset(k.code for k in kinds if k.is_mandatory),
        placeless_kinds=frozenset(k.code for k in kinds if not k.has_place),
    )


def remembered_law_book(kind: str, day: date) -> LawBook:
    """`law_book` for pages that only explain; may be a few minutes old."""
    return remembered(("law book", kind, day), lambda: law_book(kind, day))


def remembered_calendar() -> WorkingCalendar:
    """`working_calendar` for pages that only explain; may be a few minutes old."""
    return remembered("calendar", working_calendar)


def situation_of(notice: Notice, step: str, today: date | None = None) -> Situation:
    """For what content of `notice` would be published now, with the portal's own days of publication."""
    first, second = notice.first_published_at, notice.second_published_at
    return Situation(
        kind=notice.kind,
        today=today or localdate(),
        step=step,
        first_published=localdate(first) if first else None,
        second_published=localdate(second) if second else None,
        strict=settings.AUCTION_STRICT_DEADLINES,
    )


def check_content(content: Content, situation: Situation) -> list[Finding]:
    """All findings on `content`, satisfied rules included: for typing, previewing, publishing, API and imports.

    The law is that of the day of first publication, so a later change of rules does not trap a correction.
    """
    book = law_book(situation.kind, situation.first_published or situation.today)
    return check(content, situation, book, working_calendar())


def check_draft(draft: Draft, content: Content | None = None) -> list[Finding]:
    """Findings on the open draft if it were published today; `content` instead of what is saved, while typing."""
    step = VersionKind(draft.purpose)
    return check_content(draft.content if content is None else content, situation_of(draft.notice, step))
