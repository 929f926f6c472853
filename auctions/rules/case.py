"""What every rule of one check looks at."""

from __future__ import annotations

from dataclasses import dataclass

from auctions.content import Content
from auctions.rules.milestones import Days
from auctions.rules.types import Calendar, LawBook, Situation


@dataclass(frozen=True)
class Case:
    """One content under one law in one situation (trường hợp đang kiểm tra)."""

    content: Content
    situation: Situation
    book: LawBook
    days: Days
    calendar: Calendar
