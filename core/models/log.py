"""The log of decisions that people read; append-only by database trigger."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.timezone import localtime


class TransitionLogBase(models.Model):
    """Who took which step, when and why (nhật ký xử lý). A concrete log adds `record`, a foreign key."""

    step = models.CharField("bước", max_length=40)
    from_state = models.CharField("từ trạng thái", max_length=20)
    to_state = models.CharField("đến trạng thái", max_length=20)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, verbose_name="người thực hiện", related_name="+"
    )
    note = models.TextField("lý do, ghi chú", blank=True)
    at = models.DateTimeField("thời điểm", auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ("at", "pk")
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.step} {localtime(self.at):%d/%m/%Y %H:%M}"
