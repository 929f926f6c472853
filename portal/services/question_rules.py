"""Loading who answers which field, and how fast (nạp quy tắc trả lời câu hỏi)."""

from __future__ import annotations

import csv
from pathlib import Path

from django.conf import settings
from django.db import transaction

from portal.legal_terms import LegalField
from portal.models import QuestionRule
from portal.models.questions import Handler
from portal.services.legal_reference import ReferenceRefused

FILE = Path(settings.BASE_DIR) / "fixtures" / "legal" / "question_rules.csv"
_COLUMNS = ["field", "handler", "take_days", "answer_days", "basis"]


@transaction.atomic
def load_question_rules(path: Path = FILE) -> int:
    """Add the rules of fields that have none (quy tắc mặc định); how many. What the Ministry changed stays."""
    with path.open(encoding="utf-8", newline="") as opened:
        reader = csv.DictReader(opened)
        if reader.fieldnames != _COLUMNS:
            raise ReferenceRefused(f"{path.name}: the columns must be {', '.join(_COLUMNS)}")
        rows = list(reader)
    for number, row in enumerate(rows, start=2):
        known = row["field"] in {"", *LegalField.values} and row["handler"] in Handler.values
        if not (known and row["take_days"].isdigit() and row["answer_days"].isdigit()):
            raise ReferenceRefused(f"{path.name}, line {number}: {row}")
    fields = [row["field"] for row in rows]
    if len(set(fields)) != len(fields):
        raise ReferenceRefused(f"{path.name}: a field is there twice")
    added = 0
    for row in rows:
        values = {**row, "take_days": int(row["take_days"]), "answer_days": int(row["answer_days"])}
        added += QuestionRule.objects.get_or_create(field=row["field"], defaults=values)[1]
    return added
