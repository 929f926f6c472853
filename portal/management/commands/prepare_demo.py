"""`manage.py prepare_demo`: everything the demo's database needs, in one process because starting one takes seconds."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Migrates, then loads reference data and demo data; each part is idempotent."""

    help = "Brings the database of the demo up to date."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        reference = ("load_reference", "load_calendar", "load_auction_rules", "load_legal_documents")
        for command in (*reference, "seed_demo", "rebuild_search"):
            self.stdout.write(command)
            call_command(command)
