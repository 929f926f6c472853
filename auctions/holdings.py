"""What an organisation has of auctions, for pages of lower apps."""

from __future__ import annotations

from accounts.models import Agency
from auctions.models import Notice
from core.holdings import Holding


def public_notices(agency: Agency) -> Holding:
    """Notices of `agency` that everybody can read, those called off too (thông báo đang công khai)."""
    count = Notice.objects.published().filter(agency=agency).count()
    return Holding("Thông báo đang công khai", "thông báo", count, after_lock="vẫn công khai")
