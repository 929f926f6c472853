"""Which roles an agency may have, and who may grant them (phân quyền sử dụng)."""

from __future__ import annotations

from accounts import scoping
from accounts.models import Agency, AgencyKind, Membership, User
from accounts.roles import CODENAMES, Role

_STATISTICS = frozenset({Role.STATS_COMPILER, Role.STATS_CHECKER, Role.STATS_APPROVER})
_CONTENT = frozenset({Role.CONTENT_EDITOR, Role.CONTENT_PUBLISHER})
_AUCTIONS = frozenset({Role.UNIT_ADMIN, Role.AUCTION_EDITOR, Role.AUCTION_PUBLISHER})

# What makes sense at each kind. A commune has no checker (Source: letter of Sở Tư pháp Hà Tĩnh, 5/2022, 5.1).
ROLES_BY_KIND: dict[str, frozenset[Role]] = {
    AgencyKind.MINISTRY: frozenset({Role.MINISTRY_ADMIN, Role.SUPPORT}) | _CONTENT,
    AgencyKind.MINISTRY_DEPARTMENT: frozenset({Role.SUPPORT, Role.UNIT_ADMIN}) | _CONTENT,
    AgencyKind.STP: frozenset({Role.STP_ADMIN}) | _CONTENT | _STATISTICS,
    AgencyKind.DISTRICT_OFFICE: frozenset({Role.UNIT_ADMIN}) | _STATISTICS,
    AgencyKind.COMMUNE: frozenset({Role.UNIT_ADMIN, Role.STATS_COMPILER, Role.STATS_APPROVER}),
    AgencyKind.SERVICE_CENTRE: frozenset({Role.UNIT_ADMIN}),
    AgencyKind.AUCTION_ORG: _AUCTIONS,
    AgencyKind.AUCTION_BRANCH: _AUCTIONS,
    AgencyKind.NOTARY_ORG: frozenset({Role.UNIT_ADMIN}),
    AgencyKind.ASSET_OWNER: frozenset({Role.ASSET_OWNER}),
}

# Whoever holds one of these looks after the accounts of the unit (quản trị).
ADMIN_ROLES = frozenset({Role.MINISTRY_ADMIN, Role.STP_ADMIN, Role.UNIT_ADMIN})


def administers_from_above(user: User, agency: Agency) -> bool:
    """Whether `user` manages this agency's accounts from a higher one: the Sở its organisations, the Ministry the Sở.

    Such a person may do what the unit's own administrators may not, such as lock the last of them.
    """
    if not scoping.can(user, "manage_accounts", agency):
        return False
    return not Membership.objects.filter(user=user, agency=agency, role__in=ADMIN_ROLES).exists()


def grantable_roles(user: User, agency: Agency) -> frozenset[Role]:
    """Roles `user` may give and take at `agency` (quyền được phân).

    From above: all roles of the agency's kind. Inside the unit: only what he holds there himself, or less; but whoever
    looks after the accounts names the editors of its content, without being one.
    """
    allowed = ROLES_BY_KIND[agency.kind]
    if not scoping.can(user, "manage_accounts", agency):
        return frozenset()
    if administers_from_above(user, agency):
        return allowed
    held = {Role(role) for role in Membership.objects.filter(user=user, agency=agency).values_list("role", flat=True)}
    rights = frozenset().union(*(CODENAMES[role] for role in held))
    named = _CONTENT if held & ADMIN_ROLES else frozenset()
    lesser = {role for role in allowed if CODENAMES[role] and CODENAMES[role] <= rights}
    return allowed & (held | lesser | named)
