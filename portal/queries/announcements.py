"""Announcements that stand on top of pages now (thông báo ngắn đang hiện)."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.core.cache import cache
from django.db import DatabaseError, InterfaceError
from django.utils.timezone import now

from portal.models import Announcement, Audience

log = structlog.get_logger(__name__)

_KEY = "portal:announcements"
_REMEMBERED = 60  # seconds; a change is seen at once all the same, see forget_announcements
_AHEAD = timedelta(seconds=2 * _REMEMBERED)


def current_announcements(audience: Audience) -> list[Announcement]:
    """Those of `audience` and of all, whose time it is, the gravest first. At most one query, remembered for a minute.

    What begins within the minute is remembered too, so that each shows and goes at its own moment.
    """
    moment = now()
    shown = [each for each in _remembered(moment) if each.starts_at <= moment < each.ends_at]
    return sorted(
        (each for each in shown if each.audience in {audience, Audience.ALL}),
        key=lambda each: _GRAVITY.index(each.kind),
    )


def _remembered(moment: datetime) -> list[Announcement]:
    known: list[Announcement] | None = cache.get(_KEY)
    if known is None:
        coming = Announcement.objects.filter(ends_at__gt=moment, starts_at__lte=moment + _AHEAD)
        try:
            known = list(coming.order_by("-starts_at", "-pk"))
        except (DatabaseError, InterfaceError) as error:
            # A page that says what is wrong must not fail for want of its banner.
            log.warning("announcements_unreadable", error=type(error).__name__)
            return []
        cache.set(_KEY, known, _REMEMBERED)
    return known


def forget_announcements() -> None:
    """Somebody changed one: ask the database again."""
    cache.delete(_KEY)


_GRAVITY = ("bad", "warn", "note")
