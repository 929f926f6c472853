"""What of accounts waits for a person, and what he did last: for the office menu and the role home."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localtime

from accounts import scoping
from accounts.models import AccountAction, AccountEvent, AccountRequest, AccountRequestLog, Agency, AgencyLog, User
from accounts.queries.requests import waiting_requests
from accounts.workflow import RequestState
from core.recent import RecentItem
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
            detail=f"Cũ nhất: {oldest.organisation_name}",
            url=reverse("request_queue"),
            count=requests.count(),
            system="Quản trị",
            since=localtime(oldest.submitted_at).date(),
            act="Xem đề nghị",
        )
    ]


def recent(user: User, limit: int) -> list[RecentItem]:
    """Requests `user` decided and accounts he looked after, newest first (việc vừa làm với tài khoản)."""
    requests = AccountRequest.objects.visible_to(user)
    steps = AccountRequestLog.objects.filter(by=user, record__in=requests).select_related("record")
    others = AccountEvent.objects.filter(actor=user).exclude(Q(subject=user) | Q(action=AccountAction.GRANTED))
    acts = others.order_by("-at", "-pk")  # what was granted is among the requests
    kept = acts.filter(subject__in=User.objects.visible_to(user)).select_related("subject")[:limit]
    decided = [
        RecentItem(
            step.record.organisation_name,
            f"Đề nghị cấp tài khoản: {RequestState(step.to_state).label.lower()}",
            reverse("request_detail", args=[step.record.public_id]),
            step.at,
            icon="person-plus",
        )
        for step in steps.order_by("-at", "-pk")[:limit]
    ]
    looked_after = [
        RecentItem(
            act.subject_login,
            act.get_action_display(),
            reverse("account_detail", args=[act.subject.public_id]),
            act.at,
            icon="person",
        )
        for act in kept
    ]
    locked = AgencyLog.objects.filter(by=user, record__in=Agency.objects.visible_to(user)).select_related("record")
    organisations = [
        RecentItem(
            step.record.name,
            "Khoá tổ chức" if step.step == "lock" else "Mở khoá tổ chức",
            reverse("organisation", args=[step.record.public_id]),
            step.at,
            icon="building",
        )
        for step in locked.order_by("-at", "-pk")[:limit]
    ]
    return decided + looked_after + organisations
