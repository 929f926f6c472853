"""Load the days off and make-up days of fixtures/holidays (nạp danh mục ngày nghỉ)."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from core.holidays import DayEntry, load_days

FIXTURE = settings.BASE_DIR / "fixtures" / "holidays" / "holidays.csv"


class Command(BaseCommand):
    """Idempotent: a second run changes nothing, and what a person edited is never overwritten."""

    help = "Loads days off and make-up working days; never overwrites what a person edited."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--file", type=Path, default=FIXTURE, help="another CSV of the same shape")

    def handle(self, *args: Any, **options: Any) -> None:
        with options["file"].open(encoding="utf-8", newline="") as opened:
            counts = load_days(
                DayEntry(date.fromisoformat(row["date"]), row["kind"], row["name"], row["basis"])
                for row in csv.DictReader(opened)
            )
        names = ("added", "changed", "same", "kept", "dropped")
        self.stdout.write("days of the calendar: " + ", ".join(f"{counts[name]} {name}" for name in names))
