"""Reasons in open drafts: one for each field, where there was one for each finding ("code:field")."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def by_field(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for draft in apps.get_model("auctions", "Draft").objects.exclude(reasons={}):
        texts: dict[str, list[str]] = {}
        for key, text in draft.reasons.items():
            texts.setdefault(key.rpartition(":")[2], []).append(text)
        draft.reasons = {field: "\n".join(dict.fromkeys(written)) for field, written in texts.items()}
        draft.save(update_fields=["reasons"])


class Migration(migrations.Migration):
    dependencies = [("auctions", "0002_initial")]

    operations = [migrations.RunPython(by_field, migrations.RunPython.noop)]
