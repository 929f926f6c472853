"""Making a table hold what the files say, writing only what differs."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import ProtectedError

from accounts.services.reference.files import ReferenceRefused

_BATCH = 2000


@dataclass
class Written:
    """How many rows one step found right and how many it wrote."""

    label: str
    total: int = 0
    created: int = 0
    changed: int = 0
    removed: int = 0

    @property
    def is_unchanged(self) -> bool:
        """Whether nothing was written."""
        return not (self.created or self.changed or self.removed)

    def __str__(self) -> str:
        return f"{self.label}: {self.total} ({self.created} mới, {self.changed} sửa, {self.removed} bỏ)"


@dataclass
class Difference:
    """What to write so that a table agrees with the files."""

    create: list[Any] = field(default_factory=list)
    change: list[Any] = field(default_factory=list)

    def write(self, model: type[models.Model], fields: Iterable[str], written: Written) -> None:
        """Write it in batches and count it."""
        model._default_manager.bulk_create(self.create, batch_size=_BATCH)
        if self.change:
            model._default_manager.bulk_update(self.change, list(fields), batch_size=_BATCH)
        written.created += len(self.create)
        written.changed += len(self.change)


def differs(record: models.Model, values: Mapping[str, Any]) -> bool:
    """Whether a stored record says otherwise than `values`, and if so, set them on it."""
    wrong = {name: value for name, value in values.items() if getattr(record, name) != value}
    for name, value in wrong.items():
        setattr(record, name, value)
    return bool(wrong)


def remove_leftovers(leftovers: Mapping[Hashable, models.Model], written: Written) -> None:
    """Delete rows the files no longer know. Raises: ReferenceRefused when other records still point to them."""
    for key, record in leftovers.items():
        try:
            record.delete()
        except ProtectedError as error:
            reason = f"{record} ({key}) không còn trong danh mục nhưng {len(error.protected_objects)} bản ghi đang dùng"
            raise ReferenceRefused([reason]) from error
        written.removed += 1
