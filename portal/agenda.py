"""What waits for a person, sorted by how urgent it is (việc của tôi)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from core.calendar import WorkingCalendar
from core.worklist import WaitingItem

SOON_DAYS = 5


@dataclass(frozen=True)
class Task:
    """One line of the agenda: the matter, and its deadline in words with its colour."""

    item: WaitingItem
    kind: str
    deadline: str


@dataclass
class Group:
    """Matters of one urgency (mức gấp)."""

    key: str
    title: str
    tasks: list[Task] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Single matters, with queues counted by what lies in them."""
        return sum(task.item.count or 1 for task in self.tasks)


def agenda(items: Iterable[WaitingItem], today: date, calendar: WorkingCalendar) -> list[Group]:
    """All groups, empty ones too: late, today, within five working days, later, without a day."""
    groups = {
        "late": Group("late", "Quá hạn"),
        "today": Group("today", "Đến hạn hôm nay"),
        "soon": Group("soon", f"Trong {SOON_DAYS} ngày làm việc tới"),
        "later": Group("later", "Còn thời gian"),
        "open": Group("open", "Chờ xử lý, chưa có hạn"),
    }
    soon = calendar.add_working_days(today, SOON_DAYS)
    for item in items:
        key, task = _placed(item, today, soon, calendar)
        groups[key].tasks.append(task)
    return list(groups.values())


def _placed(item: WaitingItem, today: date, soon: date, calendar: WorkingCalendar) -> tuple[str, Task]:
    if item.due is None:
        return "open", Task(item, "bad" if item.urgent else "", "Cần làm ngay" if item.urgent else "")
    if item.due < today:
        days = calendar.working_days_between(item.due, today)
        return "late", Task(item, "bad", f"Quá hạn {days} ngày" if days else "Quá hạn")
    if item.due == today:
        return "today", Task(item, "warn", "Hạn hôm nay")
    return ("soon" if item.due <= soon else "later"), Task(item, "out", f"Hạn {item.due:%d/%m/%Y}")
