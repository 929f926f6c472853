"""Granting and taking roles. Nothing else in the project writes guardian rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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


def follow_roles() -> int:
    """Rewrite the rights of users whose roles now mean something else (quyền theo vai trò); how many that were.

    Needed once a new release gives a role more or fewer rights; each user is a transaction of his own.
    """
    held = Membership.objects.values_list("user_id", "agency_id", "role")
    due = set(_due_at_agencies(held)) ^ set(
        AgencyUserObjectPermission.objects.values_list("user_id", "content_object_id", "permission__codename")
    )
    due_nationally = set(_due_nationally(held)) ^ set(
        User.user_permissions.through.objects.values_list("user_id", "permission__codename")
    )
    users = {row[0] for row in due} | {row[0] for row in due_nationally}
    for pk in sorted(users):
        with transaction.atomic():
            _rewrite_rights(User.objects.select_for_update().get(pk=pk))
    return len(users)


def _due_at_agencies(held: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """(user, agency, codename) that the roles give at one agency."""
    for user_id, agency_id, role in held:
        if role not in NATIONAL_ROLES:
            yield from ((user_id, agency_id, codename) for codename in CODENAMES[Role(role)])


def _due_nationally(held: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, str]]:
    """(user, codename) that the roles give for the whole country."""
    for user_id, _, role in held:
        if role in NATIONAL_ROLES:
            yield from ((user_id, codename) for codename in CODENAMES[Role(role)])


def _rewrite_rights(user: User) -> None:
    permissions = {p.codename: p for p in Permission.objects.filter(content_type__app_label="accounts")}
    held = list(Membership.objects.filter(user=user).values_list("user_id", "agency_id", "role"))
    user.user_permissions.set([permissions[codename] for _, codename in set(_due_nationally(held))])
    AgencyUserObjectPermission.objects.filter(user=user).delete()
    AgencyUserObjectPermission.objects.bulk_create(
        AgencyUserObjectPermission(user=user, content_object_id=agency_id, permission=permissions[codename])
        for _, agency_id, codename in sorted(set(_due_at_agencies(held)))
    )
    for cached in ("_reach", "_perm_cache", "_user_perm_cache"):
        user.__dict__.pop(cached, None)
