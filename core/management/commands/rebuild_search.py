"""`manage.py rebuild_search [kind …]`: the search index from the records, batch by batch, beside running services."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import search


class Command(BaseCommand):
    """Idempotent: a second run changes nothing."""

    help = "Brings the index of the site's search up to date with the records."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kinds", nargs="*", metavar="kind", help="only these kinds; none = all")

    def handle(self, *args: Any, **options: Any) -> None:
        known = [source.kind for source in search.sources()]
        if unknown := sorted(set(options["kinds"]) - set(known)):
            raise CommandError(f"unknown: {', '.join(unknown)}. Known kinds: {', '.join(known)}")
        changed = search.rebuild(*options["kinds"], tell=self._tell if options["verbosity"] > 1 else lambda *told: None)
        self.stdout.write(f"search: {changed} entries changed")

    def _tell(self, kind: str, seen: int, changed: int) -> None:
        self.stdout.write(f"{kind}: {seen} records, {changed} changed")
