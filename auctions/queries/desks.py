"""Who publishes notices: agencies with one of their publishers. For demo data and generated notices."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import Agency, AgencyKind, Membership, User
from accounts.roles import CODENAMES, Role
from auctions.terms import NoticeKind

_ROLES = [role for role in Role if "publish_notices" in CODENAMES[role]]
_KINDS = {
    NoticeKind.AUCTION: (AgencyKind.AUCTION_ORG, AgencyKind.AUCTION_BRANCH),
    NoticeKind.SELECTION: (AgencyKind.ASSET_OWNER,),
}


@dataclass(frozen=True)
class Desk:
    """An agency that publishes, and the user who does it there (nơi đăng thông báo)."""

    agency: Agency
    user: User


def publishing_desks(kind: NoticeKind) -> list[Desk]:
    """Agencies of today that may publish notices of `kind` (đơn vị đăng thông báo), oldest first."""
    held = Membership.objects.filter(role__in=_ROLES, agency__kind__in=_KINDS[kind], agency__active_to__isnull=True)
    usable = held.filter(user__is_active=True, user__locked_at__isnull=True)
    desks: dict[int, Desk] = {}
    for row in usable.select_related("agency__unit__parent__parent", "user").order_by("agency_id", "user_id", "pk"):
        desks.setdefault(row.agency_id, Desk(row.agency, row.user))
    return list(desks.values())
