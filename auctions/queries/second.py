"""When a notice may be published a second time (thời gian đăng lần 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from auctions.content import Content
from auctions.models import Notice
from auctions.queries.checks import remembered_calendar, remembered_law_book
from auctions.rules.milestones import AUCTION, FIRST, SECOND, local_day, shift


@dataclass(frozen=True)
class Window:
    """First and last lawful day, both inclusive. `latest` before `earliest`: the auction day has to be put off."""

    earliest: date
    latest: date


def second_publication_window(notice: Notice, content: Content) -> Window | None:
    """The lawful days of the second publication of a notice that was published once; None when none is asked for.

    Source: Law 01/2016/QH14, art. 57(1) and (3); the numbers are rows of the rule table.
    """
    opening = local_day(content.auction_at)
    if opening is None or notice.first_published_at is None or content.short_procedure:
        return None
    first, calendar = localdate(notice.first_published_at), remembered_calendar()
    earliest, latest = [], []
    for rule in remembered_law_book(notice.kind, first).rules:
        if rule.subject != SECOND or rule.procedure == "short" or rule.nature not in {"", *content.natures}:
            continue
        if rule.anchor == FIRST:
            earliest.append(shift(first, int(rule.amount), rule.unit, calendar))
        elif rule.anchor == AUCTION:
            latest.append(shift(opening, -int(rule.amount), rule.unit, calendar))
    return Window(max(earliest), min(latest)) if earliest and latest else None
