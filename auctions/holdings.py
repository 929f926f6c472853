"""What an organisation has of auctions, for pages of lower apps."""

from __future__ import annotations

from accounts.models import Agency
from auctions.models import Notice
from auctions.workflow import State
from core.holdings import Holding


def running_notices(agency: Agency) -> Holding:
    """Notices of `agency` that are published and not called off (thông báo đang công khai)."""
    count = Notice.objects.filter(agency=agency, state=State.PUBLISHED).count()
    return Holding("Thông báo đang công khai", "thông báo", count, after_lock="vẫn công khai")
