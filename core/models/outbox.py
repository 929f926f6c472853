"""Messages to people: written with the decision that causes them, delivered afterwards."""

from __future__ import annotations

import uuid

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils import timezone


class Channel(models.TextChoices):
    """How a message travels (kênh gửi)."""

    EMAIL = "email", "Thư điện tử"


# No person decides about these states, so they are no Workflow: the worker moves a row along, `resend` puts it back.
EDGES = [
    ("queued", "sending"),
    ("sending", "sent"),
    ("sending", "queued"),
    ("sending", "failed"),
    ("sent", "queued"),
    ("failed", "queued"),
]


class OutboxMessage(models.Model):
    """One message to one recipient (thư đi). Written in the transaction that causes it, see `core.mail.queue`.

    `key` makes queueing idempotent. `next_attempt_at` is when a queued row is due, and while the row is being
    sent it is the end of the lease: a worker that was killed lets the row fall due again.
    `is_secret` hides the body from support staff; it is blanked once delivered.
    `edition` rises when a person asks to send it again, and with it the Message-ID changes.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Chờ gửi"
        SENDING = "sending", "Đang gửi"
        SENT = "sent", "Đã gửi"
        FAILED = "failed", "Không gửi được"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    channel = models.CharField("kênh", max_length=8, choices=Channel, default=Channel.EMAIL)
    to = models.CharField("người nhận", max_length=254)
    subject = models.CharField("tiêu đề", max_length=250)
    body = models.TextField("nội dung")
    key = models.CharField("khoá chống trùng", max_length=200, unique=True)
    about = models.CharField("về việc", max_length=200, blank=True)
    is_secret = models.BooleanField("nội dung mật", default=False)
    state = models.CharField("trạng thái", max_length=8, choices=State, default=State.QUEUED, editable=False)
    attempts = models.PositiveSmallIntegerField("số lần thử", default=0, editable=False)
    edition = models.PositiveSmallIntegerField("lần gửi", default=1, editable=False)
    next_attempt_at = models.DateTimeField("lần gửi tới", default=timezone.now)
    last_error = models.TextField("lỗi gần nhất", blank=True)
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    created_at = models.DateTimeField("lập lúc", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "thư đi"
        verbose_name_plural = "thư đi"
        indexes = [
            models.Index(fields=["next_attempt_at"], name="outbox_due", condition=Q(state__in=["queued", "sending"])),
            models.Index(fields=["-created_at", "-id"], name="outbox_newest"),
            models.Index(fields=["state", "-created_at", "-id"], name="outbox_by_state"),
            GinIndex(OpClass(Upper("to"), name="gin_trgm_ops"), name="outbox_by_recipient"),
        ]
        constraints = [
            models.CheckConstraint(name="outbox_sent_has_time", condition=~Q(state="sent") | Q(sent_at__isnull=False)),
        ]
        triggers = [pgtrigger.FSM(name="state_follows_table", field="state", transitions=EDGES)]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"


class OutboxEvent(models.Model):
    """What happened to a message, attempt by attempt, and who asked for another one (diễn biến gửi thư)."""

    class Kind(models.TextChoices):
        SENT = "sent", "Đã gửi"
        POSTPONED = "postponed", "Chưa gửi được, sẽ thử lại"
        FAILED = "failed", "Không gửi được"
        RESEND = "resend", "Yêu cầu gửi lại"

    message = models.ForeignKey(OutboxMessage, on_delete=models.CASCADE, related_name="events", verbose_name="thư")
    kind = models.CharField("diễn biến", max_length=10, choices=Kind)
    detail = models.TextField("chi tiết", blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người yêu cầu",
    )
    at = models.DateTimeField("thời điểm", default=timezone.now)

    class Meta:
        verbose_name = "diễn biến gửi thư"
        verbose_name_plural = "diễn biến gửi thư"
        ordering = ("at", "pk")
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {timezone.localtime(self.at):%d/%m/%Y %H:%M}"
