"""Core's own pages in the office menu, and what waits there."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from core import jobs, menu, queries, quick, recent, worklist
from core.holidays import missing_plan_year
from core.worklist import WaitingItem

_SYSTEM = "Quản trị"


def register() -> None:
    """Called once, when the app is ready."""
    failed = lambda user: queries.failed_lately()  # noqa: E731  every holder of the right sees the same outbox
    menu.register(menu.MenuItem(_SYSTEM, "Thư đi", "outbox", "envelope", "view_outbox", 80, failed))
    menu.register(menu.MenuItem(_SYSTEM, "Ngày nghỉ", "calendar", "calendar-week", "manage_reference", 90))
    worklist.register(waiting)
    recent.register(jobs.recent)
    quick.register(quick.QuickAction("Xem ngày nghỉ trong năm", "calendar", "calendar-week", "manage_reference", 90))
    quick.register(quick.QuickAction("Xem thư đi", "outbox", "envelope", "view_outbox", 95))


def waiting(user: Any) -> list[WaitingItem]:
    """What core has for `user`: next year's missing calendar, mail that could not be delivered."""
    items = []
    if user.has_perm("accounts.manage_reference") and (year := missing_plan_year()):
        detail = "Thời hạn sang năm sau đang tính theo lịch dự kiến."
        items.append(
            WaitingItem(
                f"Xác nhận lịch nghỉ chính thức năm {year}",
                detail,
                f"{reverse('calendar')}?nam={year}",
                system=_SYSTEM,
                act="Xem lịch",
            )
        )
    if user.has_perm("accounts.view_outbox") and (count := queries.failed_lately()):
        url = f"{reverse('outbox')}?state=failed"
        detail = "Xem lý do rồi gửi lại."
        items.append(WaitingItem("Thư không gửi được", detail, url, count=count, system=_SYSTEM, act="Xem thư"))
    return items
