"""Loading asset kinds and rules from fixtures (nạp danh mục và quy tắc)."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from django.db import models, transaction

from auctions.models import AssetKind, LawSet, Rule


@transaction.atomic
def load_rules(folder: Path) -> dict[str, int]:
    """Load asset_kinds.csv and rules.csv of `folder`; loading twice changes nothing. {table: rows written}.

    Verified rows follow the fixture. Rows of the editable set are only added: what the Ministry changed there stays.
    """
    kinds = sum(_put(AssetKind, ("code", "valid_from"), row) for row in _rows(folder / "asset_kinds.csv"))
    rules = sum(_put_rule(row) for row in _rows(folder / "rules.csv"))
    return {"asset_kinds": kinds, "rules": rules}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _put_rule(row: dict[str, str]) -> int:
    return _put(Rule, ("code", "law_set", "valid_from"), row, only_add=row["law_set"] == LawSet.LAW_2025)


def _put(model: type[models.Model], keys: tuple[str, ...], row: dict[str, str], *, only_add: bool = False) -> int:
    """Write one row; 1 when something changed."""
    values: dict[str, Any] = {name: _value(model._meta.get_field(name), text) for name, text in row.items()}
    key = {name: values.pop(name) for name in keys}
    held = model._default_manager.filter(**key).first()
    if held is None:
        model._default_manager.create(**key, **values)
        return 1
    changed = [name for name, value in values.items() if getattr(held, name) != value]
    if only_add or not changed:
        return 0
    for name in changed:
        setattr(held, name, values[name])
    held.save(update_fields=changed)
    return 1


def _value(field: Any, text: str) -> Any:
    if text == "" and field.null:
        return None
    if text == "" and field.has_default():
        return field.get_default()
    return field.to_python(text)
