"""Granting and taking roles. Nothing else in the project writes guardian rows."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.db import transaction

from accounts.models import Agency, AgencyUserObjectPermission, Membership, User
from accounts.roles import CODENAMES, NATIONAL_ROLES, Role


@transaction.atomic
def set_membership(user: User, agency: Agency, roles: set[Role]) -> None:
    """Give `user` exactly `roles` at `agency` (phân quyền sử dụng) and rewrite the rights that follow.

    The first agency a user gets a role at is the one that looks after the account from then on.
    """
    locked = User.objects.select_for_update().get(pk=user.pk)
    if locked.agency_id is None and roles:
        User.objects.filter(pk=user.pk).update(agency=agency)
        user.agency = agency
    held = Membership.objects.filter(user=user, agency=agency)
    held.exclude(role__in=roles).delete()
    for role in roles - {Role(r) for r in held.values_list("role", flat=True)}:
        Membership.objects.create(user=user, agency=agency, role=role)
    _rewrite_rights(user)


def remove_membership(user: User, agency: Agency) -> None:
    """Take all roles of `user` at `agency` (thu hồi quyền)."""
    set_membership(user, agency, set())


def _rewrite_rights(user: User) -> None:
    permissions = {p.codename: p for p in Permission.objects.filter(content_type__app_label="accounts")}
    rows: set[tuple[int, str]] = set()
    national: set[str] = set()
    for agency_id, role in Membership.objects.filter(user=user).values_list("agency_id", "role"):
        codenames = CODENAMES[Role(role)]
        if role in NATIONAL_ROLES:
            national |= codenames
        else:
            rows |= {(agency_id, codename) for codename in codenames}
    user.user_permissions.set([permissions[c] for c in national])
    AgencyUserObjectPermission.objects.filter(user=user).delete()
    AgencyUserObjectPermission.objects.bulk_create(
        AgencyUserObjectPermission(user=user, content_object_id=agency_id, permission=permissions[codename])
        for agency_id, codename in sorted(rows)
    )
    for cached in ("_reach", "_perm_cache", "_user_perm_cache"):
        user.__dict__.pop(cached, None)
