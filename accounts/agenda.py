"""What of accounts waits for a person: for the office menu and the role home."""

from __future__ import annotations

from django.urls import reverse
from django.utils.timezone import localtime

from accounts import scoping
from accounts.models import User
from accounts.queries.requests import waiting_requests
from core.worklist import WaitingItem


def waiting_requests_count(user: User) -> int:
    """Requests for an account that wait for `user`'s decision (đề nghị chờ cấp)."""
    return waiting_requests(user).count()


def waiting(user: User) -> list[WaitingItem]:
    """The queue of account requests, as one matter with a count."""
    if not scoping.holds_anywhere(user, "decide_account_requests"):
        return []
    requests = waiting_requests(user)
    oldest = requests.first()
    if oldest is None or oldest.submitted_at is None:
        return []
    return [
        WaitingItem(
            title="Đề nghị cấp tài khoản chờ xem xét",
            detail=f"Cũ nhất: {oldest.organisation_name}, nộp ngày {localtime(oldest.submitted_at):%d/%m/%Y}",
            url=reverse("request_queue"),
            count=requests.count(),
        )
    ]
