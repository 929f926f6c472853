"""Write thousands of generated notices, for measurements and for looking at long lists."""

from __future__ import annotations

from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from auctions.generation import generate
from core.errors import DomainError


class Command(BaseCommand):
    """manage.py generate_notices N (sinh thông báo mẫu)."""

    help = (
        "Write N generated notices of the agencies there are, the same for the same seed. They look published for good "
        "and cannot be deleted, so a site without ENVIRONMENT_LABEL (production) refuses unless forced."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("count", type=int)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--force", action="store_true", help="write although this may be production")

    def handle(self, *args: Any, count: int, seed: int, force: bool, **options: Any) -> None:
        if count < 1:
            raise CommandError("N must be at least 1")
        if not settings.ENVIRONMENT_LABEL and not force:
            raise CommandError("ENVIRONMENT_LABEL is not set, so this may be production: nothing written (--force)")
        started = monotonic()
        try:
            versions = generate(count, seed=seed, tell=lambda done: self.stderr.write(f"{done} of {count}"))
        except DomainError as error:
            raise CommandError(error.message) from error
        self.stdout.write(f"{count} notices, {versions} versions in {monotonic() - started:.0f} s")
