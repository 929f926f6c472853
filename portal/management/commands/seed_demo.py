"""`manage.py seed_demo`: the demo's accounts, notices and content, built through the services of their apps."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

import accounts.demo
import auctions.demo
import portal.demo
from core import demo


class Command(BaseCommand):
    """Idempotent: what is there stays as it is, passwords included."""

    help = "Loads demo accounts, notices and content and writes the list of accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        found = [*accounts.demo.load(), *auctions.demo.load(), *portal.demo.load()]
        demo.store(found)
        self.stdout.write(f"{len(found)} accounts: {settings.DEMO_ACCOUNTS_FILE}")
