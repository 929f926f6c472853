"""Reading the outbox and the table of days off, for the screens of core. Nothing here filters by permission."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from core.models import CalendarDay, OutboxMessage

State = OutboxMessage.State
_LATE = timedelta(minutes=5)


def messages_matching(
    *, state: str = "", to: str = "", since: date | None = None, until: date | None = None, **other: Any
) -> QuerySet[OutboxMessage]:
    """Messages of the outbox, newest first (thư đi), without bodies; days inclusive, `to` is part of the address."""
    found = OutboxMessage.objects.order_by("-created_at", "-id").defer("body")
    if state:
        found = found.filter(state=state)
    if to:
        found = found.filter(to__icontains=to)
    if since:
        found = found.filter(created_at__gte=_start_of(since))
    if until:
        found = found.filter(created_at__lt=_start_of(until + timedelta(days=1)))
    return found


def message_counts() -> dict[str, int]:
    """How many messages wait, and how many could not be delivered: {state: count} without the delivered ones."""
    open_states = [State.QUEUED, State.SENDING, State.FAILED]
    rows = OutboxMessage.objects.filter(state__in=open_states).order_by().values("state").annotate(n=Count("pk"))
    return {str(row["state"]): row["n"] for row in rows}


def failed_lately(days: int = 30) -> int:
    """How many messages of the last `days` days could not be delivered (thư không gửi được)."""
    limit = timezone.now() - timedelta(days=days)
    return OutboxMessage.objects.filter(state=State.FAILED, created_at__gte=limit).count()


def overdue_since() -> datetime | None:
    """Since when a message is overdue by more than five minutes: then no worker is at work. None = all well."""
    late = OutboxMessage.objects.filter(state__in=[State.QUEUED, State.SENDING])
    late = late.filter(next_attempt_at__lt=timezone.now() - _LATE).order_by("next_attempt_at")
    return late.values_list("next_attempt_at", flat=True).first()


def days_of(year: int) -> QuerySet[CalendarDay]:
    """Days off and make-up days of a year, in order (ngày nghỉ, ngày làm bù)."""
    return CalendarDay.objects.filter(date__year=year, is_removed=False).select_related("entered_by").order_by("date")


def years_of_calendar(today: date) -> list[int]:
    """Years with days in the table, with this year and the next, in order."""
    listed = CalendarDay.objects.filter(is_removed=False).order_by().values_list("date__year", flat=True).distinct()
    return sorted({*listed, today.year, today.year + 1})


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
