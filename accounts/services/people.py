"""What administrators do to accounts (quản lý tài khoản người dùng). Source: letter 957/BTP-BTTP, I.1.4.

Every service checks that `by` manages the accounts of the user's agency, and writes the journal.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError

from accounts.findable import ACCOUNT, AGENCY
from accounts.models import AccountAction, AccountEvent, Agency, User, UserState
from accounts.roles import Role
from accounts.services.events import already_done, record
from accounts.services.guards import (
    home_of,
    managed,
    require_administrator_left,
    require_grantable,
    require_issued,
    require_manager,
    require_other,
    require_unlocked,
    role_names,
    roles_at,
)
from accounts.services.memberships import set_membership
from accounts.services.names import claim_name
from accounts.services.passwords import Delivery, act_key, issue_first_password
from core import search
from core.errors import DomainError

_LABELS = {"full_name": "họ và tên", "email": "thư điện tử", "phone": "điện thoại"}


@dataclass(frozen=True)
class Person:
    """What is stored of the person behind an account."""

    full_name: str
    email: str = ""
    phone: str = ""


@transaction.atomic
def add_user(
    agency: Agency, *, by: User, login: str, person: Person, roles: set[Role], delivery: Delivery, form_key: UUID
) -> User:
    """Create an account at `agency` (thêm mới tài khoản), activated unless delivery is LATER.

    A repeated `form_key` returns the account the first click made.
    """
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    require_manager(by, agency)
    if first := AccountEvent.objects.select_related("subject").filter(key=form_key).first():
        if (first.actor_id, first.agency_id) != (by.pk, agency.pk):
            raise DomainError("Trang này đã dùng cho tài khoản khác. Tải lại trang rồi nhập lại.", "key_used")
        return first.subject
    require_grantable(by, agency, roles)
    if delivery != Delivery.LATER:
        require_unlocked(agency, field="delivery")
    user = create_user(agency, login=login, person=person)
    record(AccountAction.CREATED, user, by=by, detail=role_names(roles), key=form_key)
    set_membership(user, agency, roles)
    if delivery != Delivery.LATER:
        _activate(user, by=by, delivery=delivery, form_key=form_key)
    return user


@transaction.atomic
def create_user(agency: Agency, *, login: str, person: Person) -> User:
    """A new account row, not yet activated and without a password; DomainError when the name is taken."""
    claim_name(login, field="proposed_name")
    user = User(username=login, agency=agency, is_active=False, **vars(person))
    user.set_unusable_password()
    user.save()
    tell_search(user)
    return user


@transaction.atomic
def activate_user(user: User, *, by: User, delivery: Delivery, form_key: UUID) -> None:
    """Put a new account to use with a first password (kích hoạt), mailed or shown once."""
    with managed(user, by) as locked:
        if already_done(act_key(form_key, locked)):
            return
        if locked.state != UserState.INACTIVE:
            raise DomainError("Tài khoản đã được kích hoạt.", "already_active")
        require_unlocked(locked.agency)
        require_issued(locked, "Người có tài sản tự kích hoạt bằng liên kết trong thư xác nhận.")
        _activate(locked, by=by, delivery=delivery, form_key=form_key)
    user.refresh_from_db()


def _activate(user: User, *, by: User, delivery: Delivery, form_key: UUID) -> None:
    user.is_active = True
    user.save(update_fields=["is_active"])
    issue_first_password(user, by=by, delivery=delivery, form_key=form_key, action=AccountAction.ACTIVATED)


@transaction.atomic
def change_user(user: User, *, by: User, person: Person) -> None:
    """Change name, e-mail and telephone of an account (thay đổi thông tin)."""
    with managed(user, by) as locked:
        if person.email != locked.email:
            require_issued(locked, "Địa chỉ thư điện tử là tên đăng nhập của người có tài sản, không đổi.")
        changed = [field for field, value in vars(person).items() if getattr(locked, field) != value]
        if not changed:
            return
        for field in changed:
            setattr(locked, field, getattr(person, field))
        locked.save(update_fields=changed)
        tell_search(locked)
        names = ", ".join(_LABELS[field] for field in changed)
        record(AccountAction.CHANGED, locked, by=by, detail=names)
    user.refresh_from_db()


@transaction.atomic
def set_roles(user: User, *, by: User, roles: set[Role]) -> None:
    """Set the roles of an account at its own agency (phân quyền sử dụng)."""
    with managed(user, by) as locked:
        agency = home_of(locked)
        require_other(locked, by, "roles")
        held = roles_at(locked, agency)
        require_grantable(by, agency, roles ^ held)
        require_administrator_left(locked, by, keeps=roles)
        if roles == held:
            return
        set_membership(locked, agency, roles)
        record(AccountAction.ROLES, locked, by=by, detail=f"{role_names(held)} → {role_names(roles)}")


def reset_password(user: User, *, by: User, delivery: Delivery, form_key: UUID) -> None:
    """Give an account a new first password (reset mật khẩu), mailed or kept for showing once."""
    with managed(user, by) as locked:
        require_other(locked, by, "password")
        if locked.locked_at:
            raise DomainError("Tài khoản đang bị khoá. Mở khoá trước khi đặt lại mật khẩu.", "locked")
        if locked.state == UserState.INACTIVE:
            raise DomainError("Tài khoản chưa kích hoạt. Dùng việc Kích hoạt.", "inactive")
        require_issued(
            locked, "Người có tài sản tự đặt lại mật khẩu bằng thư điện tử, ở mục Quên mật khẩu của trang đăng nhập."
        )
        issue_first_password(locked, by=by, delivery=delivery, form_key=form_key)
    user.refresh_from_db()


@transaction.atomic
def delete_user(user: User, *, by: User) -> None:
    """Delete an account that was never used (xoá tài khoản chưa dùng); a used one is locked instead."""
    with managed(user, by) as locked:
        require_other(locked, by, "delete")
        if why := why_not_deletable(locked):
            raise DomainError(why, "used")
        require_administrator_left(locked, by)
        record(AccountAction.DELETED, locked, by=by, detail=locked.full_name)
        try:
            with transaction.atomic():
                locked.delete()
        except ProtectedError as error:
            raise DomainError(_USED, "used") from error
        tell_search(user)


def tell_search(user: User) -> None:
    """An account was made, changed or deleted: its entry, and that of the agency, public once it has an account."""
    search.refresh(ACCOUNT, user.pk)
    if user.agency_id:
        search.refresh(AGENCY, user.agency_id)


_USED = "Tài khoản đã được sử dụng nên không xoá được. Khoá tài khoản để người dùng không đăng nhập được nữa."


def why_not_deletable(user: User) -> str:
    """Why an account cannot be deleted, in Vietnamese; "" when it was never used."""
    return _USED if user.last_login or AccountEvent.objects.filter(actor=user).exists() else ""
