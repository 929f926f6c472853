"""A slip that is handed in, returned or accepted."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models

from core.models import TransitionLogBase
from core.workflow import Transition, Workflow


class State(models.TextChoices):
    DRAFT = "draft", "Nháp"
    SUBMITTED = "submitted", "Đã nộp"
    RETURNED = "returned", "Trả lại"
    ACCEPTED = "accepted", "Đã nhận"


def is_owner(user: Any, codename: str, record: Any) -> bool:
    """The only right in this app: the slip is one's own."""
    return bool(user.pk == record.owner_id)


def has_text(slip: Slip) -> str:
    """A slip without text cannot be handed in."""
    return "" if slip.text else "Phiếu chưa có nội dung."


WORKFLOW = Workflow(
    Transition("submit", {State.DRAFT, State.RETURNED}, State.SUBMITTED, "edit", has_text, label="Nộp"),
    Transition("return", {State.SUBMITTED}, State.RETURNED, "review", needs_note=True, label="Trả lại"),
    Transition("accept", {State.SUBMITTED}, State.ACCEPTED, "review", label="Nhận"),
    Transition("comment", {State.SUBMITTED, State.RETURNED}, State.SUBMITTED, "review", label="Ghi chú"),
    log_model="desk.SlipLog",
    can=is_owner,
)


class Slip(models.Model):
    """A slip (phiếu)."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    text = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)

    class Meta:
        triggers = [pgtrigger.FSM(name="state_follows_workflow", field="state", transitions=WORKFLOW.edges())]

    def __str__(self) -> str:
        return self.text


class SlipLog(TransitionLogBase):
    """Steps of slips."""

    record = models.ForeignKey(Slip, on_delete=models.PROTECT, related_name="log")
