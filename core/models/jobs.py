"""Work that takes longer than a page may: who asked, how far it is, what could not be done, what came of it."""

from __future__ import annotations

import uuid
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

# The worker moves a job along, nobody decides about it, so this is no Workflow.
EDGES = [("queued", "running"), ("running", "done"), ("running", "failed"), ("queued", "failed")]


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs; a job belongs to the person who started it."""

    def visible_to(self, user: Any) -> JobQuerySet:
        """Jobs `user` started (tác vụ của mình). Filters by permission."""
        return self.filter(created_by=user)


class Job(models.Model):
    """Work in the background that a person started and may watch (tác vụ dài). See core.jobs.

    `task` names the body that does it, `arguments` (ids, short texts) are what it works on. `done` counts finished
    items of `total`, those in `failures` too. `lease_until`: a running job whose lease is over lost its worker.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Chờ chạy"
        RUNNING = "running", "Đang chạy"
        DONE = "done", "Đã xong"
        FAILED = "failed", "Không hoàn thành"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    task = models.CharField("loại tác vụ", max_length=80, editable=False)
    arguments = models.JSONField("đối tượng", default=list, editable=False)
    title = models.CharField("tên tác vụ", max_length=200)
    back_url = models.CharField("trang bắt đầu", max_length=300, blank=True)
    state = models.CharField("trạng thái", max_length=8, choices=State, default=State.QUEUED, editable=False)
    total = models.PositiveIntegerField("tổng số", editable=False)
    done = models.PositiveIntegerField("đã xử lý", default=0, editable=False)
    attempts = models.PositiveSmallIntegerField("số lần chạy", default=0, editable=False)
    lease_until = models.DateTimeField("giữ đến", editable=False)
    error = models.CharField("lý do không hoàn thành", max_length=500, blank=True)
    result = models.ForeignKey(
        "core.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="tệp kết quả",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người yêu cầu"
    )
    created_at = models.DateTimeField("yêu cầu lúc", auto_now_add=True)
    started_at = models.DateTimeField("bắt đầu lúc", null=True, editable=False)
    finished_at = models.DateTimeField("kết thúc lúc", null=True, editable=False)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "tác vụ dài"
        verbose_name_plural = "tác vụ dài"
        indexes = [
            models.Index(fields=["lease_until"], name="job_due", condition=Q(state__in=["queued", "running"])),
            models.Index(fields=["created_by", "-created_at"], name="job_newest_of_person"),
        ]
        constraints = [
            models.CheckConstraint(name="job_not_over_its_total", condition=Q(done__lte=models.F("total"))),
            models.CheckConstraint(
                name="job_over_has_time",
                condition=Q(state__in=["queued", "running"]) | Q(finished_at__isnull=False),
            ),
        ]
        triggers = [pgtrigger.FSM(name="state_follows_table", field="state", transitions=EDGES)]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page that shows how far it is."""
        return reverse("job", args=[self.public_id])

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in {self.State.DONE, self.State.FAILED}

    @property
    def percent(self) -> int:
        """Share done, rounded down; an empty job is done as soon as it is over."""
        return 100 * self.done // self.total if self.total else 100 * self.is_over


class JobFailure(models.Model):
    """One item a job could not do, with the reason (mục không xử lý được)."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="failures", verbose_name="tác vụ")
    what = models.CharField("mục", max_length=200)
    why = models.CharField("lý do", max_length=500)

    class Meta:
        verbose_name = "mục không xử lý được"
        verbose_name_plural = "mục không xử lý được"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.what}: {self.why}"
