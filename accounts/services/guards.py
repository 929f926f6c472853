"""Who may look after which account, and what nobody may do to it (điều kiện trước khi ghi)."""

from __future__ import annotations

from collections.abc import Iterator, Set
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts import granting, scoping
from accounts.models import Agency, Membership, User
from accounts.queries.people import is_self_registered
from accounts.roles import Role
from core.errors import DomainError

_NOT_ONESELF = {
    "roles": "Ông/Bà không tự đổi quyền của mình. Đề nghị người quản trị khác thực hiện.",
    "lock": "Ông/Bà không tự khoá tài khoản của mình.",
    "delete": "Ông/Bà không tự xoá tài khoản của mình.",
    "password": "Ông/Bà đổi mật khẩu của mình ở trang Đổi mật khẩu.",
}


@contextmanager
def managed(user: User, by: User) -> Iterator[User]:
    """The fresh, locked row of `user`, whose agency `by` manages. One transaction; the agency is locked first,
    so that two administrators cannot remove each other at the same moment."""
    with transaction.atomic():
        if user.agency_id:
            Agency.objects.select_for_update().get(pk=user.agency_id)
        locked = User.objects.select_for_update(of=("self",)).select_related("agency").get(pk=user.pk)
        require_manager(by, locked)
        yield locked


def require_manager(by: User, record: User | Agency) -> None:
    """Stop whoever does not manage accounts there. Raises PermissionDenied.

    Fresh, not from the request's cache: whoever lost his rights while waiting for a lock may not act.
    """
    if not scoping.can(fresh(by), "manage_accounts", record):
        raise PermissionDenied("manage_accounts")


def fresh(user: User) -> User:
    """The user as he is now, without rights remembered from the beginning of the request."""
    found: User = User.objects.get(pk=user.pk)
    return found


def home_of(user: User) -> Agency:
    """The agency that looks after the account. Raises DomainError when there is none."""
    if user.agency is None:
        raise DomainError("Tài khoản chưa thuộc đơn vị nào.", "no_agency")
    return user.agency


def roles_at(user: User, agency: Agency) -> set[Role]:
    """Roles of `user` at `agency` (quyền đang có)."""
    held = Membership.objects.filter(user=user, agency=agency).values_list("role", flat=True)
    return {Role(role) for role in held}


def role_names(roles: set[Role]) -> str:
    """Vietnamese names of roles for the journal and for mails."""
    return ", ".join(role.label for role in Role if role in roles) or "không có quyền"


def require_grantable(by: User, agency: Agency, roles: set[Role]) -> None:
    """Stop roles that `by` may not give or take at `agency`. Raises DomainError."""
    if refused := roles - granting.grantable_roles(fresh(by), agency):
        raise DomainError(
            f"Ông/Bà không có thẩm quyền phân quyền “{role_names(refused)}” tại đơn vị này.",
            "role_refused",
            field="roles",
        )


def why_not_oneself(user: User, by: User, act: str) -> str:
    """Why `by` does not do this act to `user`: it is his own account; "" otherwise."""
    return _NOT_ONESELF.get(act, "") if user.pk == by.pk else ""


def require_other(user: User, by: User, act: str) -> None:
    """Stop whoever does this act to his own account. Raises DomainError."""
    if refusal := why_not_oneself(user, by, act):
        raise DomainError(refusal, "self")


def require_administrator_left(user: User, by: User, *, keeps: Set[Role] = frozenset()) -> None:
    """Inside a unit nobody removes its last administrator; whoever administers it from above may. Raises DomainError.

    `keeps`: roles `user` will still have.
    """
    agency = home_of(user)
    if not roles_at(user, agency) & granting.ADMIN_ROLES or keeps & granting.ADMIN_ROLES:
        return
    if granting.administers_from_above(by, agency):
        return
    others = Membership.objects.filter(agency=agency, role__in=granting.ADMIN_ROLES, user__is_active=True)
    if not others.exclude(user=user).exists():
        raise DomainError(
            "Đây là người quản trị cuối cùng của đơn vị. Phân quyền quản trị cho người khác trước.", "last"
        )


def require_issued(user: User, message: str) -> None:
    """Stop what does not fit an asset owner who registered himself, with `message`. Raises DomainError."""
    if is_self_registered(user):
        raise DomainError(message, "self_registered")


def require_unlocked(agency: Agency | None, *, field: str = "") -> None:
    """Stop what would let somebody work for a locked organisation. Raises DomainError."""
    if agency is not None and agency.is_locked:
        raise DomainError(f"{agency.name} đang bị khoá. Mở khoá tổ chức trước.", "agency_locked", field=field)
