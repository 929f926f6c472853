"""Answers of the health pages, of the support desk, of long jobs and of the calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

from core import jobs
from core.holidays import DayEntry, confirm_year, enter_day
from core.models import CalendarDay, Job, OutboxMessage
from core.storage import store_bytes
from tests.access.matrix import Person, Row, World

PUBLIC = ("healthz",)
DAY = {"date": "02/12/2026", "kind": "off", "name": "Nghỉ tránh bão", "basis": "official", "document": "01/CĐ-UBND"}


def letter(world: World) -> list[Any]:
    """A message the server refused, so that it can be sent again."""
    values = {"to": "nguoi@example.vn", "subject": "Thư mẫu", "body": "Nội dung"}
    message, _ = OutboxMessage.objects.get_or_create({**values, "state": OutboxMessage.State.FAILED}, key="thu/1")
    return [message.public_id]


def job(world: World) -> list[Any]:
    """A long job of the organisation's user, done, with a file."""
    owner = world.users[Person.WITH_RIGHT]
    found = Job.objects.first() or jobs.start("x", title="Đếm", total=1, by=owner)
    if not found.result_id:
        result = store_bytes(b"xong", name="ket-qua.txt", content_type="text/plain", by=owner)
        Job.objects.filter(pk=found.pk).update(result=result)
    return [found.public_id]


def day(world: World) -> list[Any]:
    """A day off the Ministry entered."""
    entry = DayEntry(date(2026, 12, 1), "off", "Nghỉ tránh bão", "official", "01/CĐ-UBND")
    found = CalendarDay.objects.filter(date=entry.date).first()
    return [(found or enter_day(entry, by=world.users[Person.MINISTRY_ADMIN])).public_id]


def year(world: World) -> list[Any]:
    """A year with a day, not confirmed yet."""
    day(world)
    return [2026]


def confirmed_year(world: World) -> list[Any]:
    """A year whose plan is official."""
    confirm_year(*year(world), "01/QĐ-BNV", by=world.users[Person.MINISTRY_ADMIN])
    return [2026]


ROWS = (
    # without a worker nobody is ready, and everybody may know
    Row("readyz", "503 503 503 503 503 503 503 503 503"),
    Row("outbox", "login 403 403 403 403 403 403 200 200"),
    Row("outbox_message", "login 403 403 403 403 403 403 200 200", args=letter),
    Row("outbox_resend", "login 403 403 403 403 403 403 200 200", args=letter),
    Row("outbox_resend", "401 403 403 403 403 403 403 302 302", method="post", args=letter),
    Row("job", "login 404 404 404 200 404 404 404 404", args=job),
    Row("job_result", "login 404 404 404 200 404 404 404 404", args=job),
    Row("calendar", "login 403 403 403 403 403 403 200 403"),
    Row("calendar_enter", "login 403 403 403 403 403 403 200 403"),
    Row("calendar_enter", "401 403 403 403 403 403 403 302 403", method="post", data=DAY),
    Row("calendar_change", "login 403 403 403 403 403 403 200 403", args=day),
    Row("calendar_change", "401 403 403 403 403 403 403 302 403", method="post", args=day, data=DAY),
    Row("calendar_remove", "login 403 403 403 403 403 403 200 403", args=day),
    Row("calendar_remove", "401 403 403 403 403 403 403 302 403", method="post", args=day),
    Row("calendar_confirm", "login 403 403 403 403 403 403 200 403", args=year),
    Row(
        "calendar_confirm",
        "401 403 403 403 403 403 403 302 403",
        method="post",
        args=year,
        data={"document": "01/QĐ-BNV"},
    ),
    Row("calendar_withdraw", "login 403 403 403 403 403 403 200 403", args=confirmed_year),
    Row("calendar_withdraw", "401 403 403 403 403 403 403 302 403", method="post", args=confirmed_year),
)
