"""The counters behind every number the project gives out."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Sequence(models.Model):
    """The last number given out in a scope and period (dãy số). Advanced by `core.numbering.next_number` alone."""

    scope = models.CharField("phạm vi", max_length=120)
    period = models.CharField("kỳ", max_length=40, blank=True, help_text="Ngày, năm, quyển sổ; trống = mãi mãi")
    last = models.PositiveBigIntegerField("số cuối đã cấp", default=0)

    class Meta:
        verbose_name = "dãy số"
        verbose_name_plural = "dãy số"
        constraints = [
            models.UniqueConstraint(fields=["scope", "period"], name="sequence_unique"),
            models.CheckConstraint(name="sequence_scope_not_empty", condition=~Q(scope="")),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.period}: {self.last}".replace(" :", ":")
