"""Reading account requests. Nothing here writes."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from accounts.models import AccountRequest, Agency, AgencyKind, User
from accounts.queries.names import holders_of_proposed
from accounts.workflow import RequestState
from core.text import fold

_AUCTIONS = (AgencyKind.AUCTION_ORG, AgencyKind.AUCTION_BRANCH)


def waiting_requests(user: User) -> QuerySet[AccountRequest]:
    """Requests that wait for `user`'s decision (đề nghị chờ cấp), oldest first. Filters by permission."""
    return AccountRequest.objects.visible_to(user).filter(state=RequestState.SUBMITTED).order_by("submitted_at", "pk")


def others_of_same_organisation(request: AccountRequest) -> QuerySet[AccountRequest]:
    """Other handed-in requests to the same Sở that look like the same organisation's (đề nghị trùng)."""
    same = (
        Q(email__iexact=request.email)
        | Q(phone=request.phone)
        | Q(search_key__startswith=f"{fold(request.organisation_name)} ")
    )
    others = AccountRequest.objects.filter(agency=request.agency, submitted_at__isnull=False).filter(same)
    return others.exclude(pk=request.pk).order_by("-submitted_at", "-pk")


def existing_agencies(request: AccountRequest) -> QuerySet[Agency]:
    """Organisations of the Sở that the applicant may be already (tổ chức đã có trên hệ thống)."""
    same = Q(search_key=fold(request.organisation_name)) | Q(email__iexact=request.email)
    return Agency.objects.filter(parent=request.agency, kind__in=_AUCTIONS).filter(same).order_by("name", "pk")


def taken_logins(proposed: str) -> list[str]:
    """Login names that hold this proposed name already, up to five (tài khoản đã dùng tên đề nghị)."""
    return list(holders_of_proposed(proposed).values_list("username", flat=True)[:5])
