"""Which agencies everybody may look up (đơn vị có trang công khai)."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from accounts.models import Agency, AgencyKind, User

HAS_PAGE = Q(kind=AgencyKind.STP) | Q(
    Exists(User.objects.filter(agency=OuterRef("pk"))), kind__in=[AgencyKind.AUCTION_ORG, AgencyKind.AUCTION_BRANCH]
)


def with_public_page() -> QuerySet[Agency]:
    """Agencies of today that have a page: Sở Tư pháp, and auction organisations that have an account."""
    return Agency.objects.active_on(localdate()).filter(HAS_PAGE)
