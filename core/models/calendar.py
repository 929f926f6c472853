"""Days off and make-up working days, as the authorities announce them year by year."""

from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

# Every write path moves the version on, so no process goes on with yesterday's calendar.
_BUMP_VERSION = pgtrigger.Trigger(
    name="bump_version",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func="""
        INSERT INTO core_calendarversion (id, number, stamp) VALUES (1, 1, gen_random_uuid())
        ON CONFLICT (id) DO UPDATE SET number = core_calendarversion.number + 1, stamp = gen_random_uuid();
        RETURN NULL;
    """,
)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class CalendarDay(models.Model):
    """A working day that is off, or a rest day that is worked (ngày nghỉ lễ, ngày làm bù). Weekends are not listed.

    `entered_by` empty = loaded from the fixture; whatever a person touched is never overwritten by loading again,
    and a row a person removed stays as `is_removed`, or the next loading would bring it back.
    Source: Labour Code 2019, art. 111(3), 112; swaps of days are announced every year.
    """

    class Kind(models.TextChoices):
        OFF = "off", "Nghỉ"
        WORK = "work", "Làm bù"

    class Basis(models.TextChoices):
        OFFICIAL = "official", "Văn bản chính thức"
        LAW = "law", "Theo luật"
        LIBRARY = "library", "Nguồn mở, chưa đối chiếu văn bản"
        OWN_KNOWLEDGE = "own-knowledge", "Theo hiểu biết, chưa đối chiếu văn bản"
        ESTIMATE = "estimate", "Dự kiến"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    date = models.DateField("ngày", unique=True, error_messages={"unique": "Ngày này đã có trong danh sách."})
    kind = models.CharField("loại", max_length=4, choices=Kind)
    name = models.CharField("tên ngày", max_length=120)
    basis = models.CharField("căn cứ", max_length=13, choices=Basis)
    document = models.CharField("số, ngày văn bản", max_length=200, blank=True)
    is_removed = models.BooleanField("đã xoá", default=False, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="người nhập",
    )

    class Meta:
        verbose_name = "ngày nghỉ, ngày làm bù"
        verbose_name_plural = "ngày nghỉ, ngày làm bù"
        ordering = ("date",)
        constraints = [models.CheckConstraint(name="calendar_day_named", condition=~Q(name=""))]
        triggers = [_BUMP_VERSION]

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y} {self.get_kind_display()}: {self.name}"


class CalendarVersion(models.Model):
    """The one row that moves on with every change of the calendar (phiên bản lịch làm việc). Written by a trigger.

    `number` counts the committed changes; `stamp` never repeats, not even after a rolled-back change.
    """

    number = models.PositiveBigIntegerField("số phiên bản")
    stamp = models.UUIDField("dấu phiên bản")

    class Meta:
        verbose_name = "phiên bản lịch làm việc"
        verbose_name_plural = "phiên bản lịch làm việc"

    def __str__(self) -> str:
        return str(self.number)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class CalendarYear(models.Model):
    """That a year's plan is the official one, and by which document (lịch nghỉ chính thức của năm)."""

    year = models.PositiveSmallIntegerField("năm", unique=True)
    document = models.CharField("số, ngày văn bản", max_length=200)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người xác nhận",
    )
    confirmed_at = models.DateTimeField("xác nhận lúc", auto_now_add=True)

    class Meta:
        verbose_name = "lịch nghỉ chính thức của năm"
        verbose_name_plural = "lịch nghỉ chính thức của năm"
        triggers = [_BUMP_VERSION]

    def __str__(self) -> str:
        return str(self.year)
