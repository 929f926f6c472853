"""Load asset kinds and legal limits; running it again changes nothing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from auctions.services import load_rules


class Command(BaseCommand):
    """manage.py load_auction_rules (nạp danh mục loại tài sản và quy tắc đấu giá)."""

    help = "Load asset kinds and rules from fixtures/auctions; idempotent, keeps what the Ministry edited."

    def handle(self, *args: Any, **options: Any) -> None:
        written = load_rules(settings.BASE_DIR / "fixtures" / "auctions")
        self.stdout.write(f"asset kinds written: {written['asset_kinds']}, rules written: {written['rules']}")
