"""What administrators do to accounts (quản lý tài khoản người dùng). Source: letter 957/BTP-BTTP, I.1.4.

Every service checks that `by` manages the accounts of the user's agency, and writes the journal.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from accounts import granting, scoping
from accounts.findable import ACCOUNT, AGENCY
from accounts.models import AccountAction, AccountEvent, Agency, Membership, User, UserState
from accounts.queries.people import is_self_registered, office_name
from accounts.roles import Role
from accounts.services.events import already_done, record
from accounts.services.memberships import set_membership
from accounts.services.names import claim_name
from accounts.services.passwords import Delivery, act_key, issue_first_password
from accounts.services.sessions import end_sessions
from core import mail, search
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
    Agency.objects.select_for_update().get(pk=agency.pk)
    _check_manages(by, agency)
    if first := AccountEvent.objects.select_related("subject").filter(key=form_key).first():
        if (first.actor_id, first.agency_id) != (by.pk, agency.pk):
            raise DomainError("Trang này đã dùng cho tài khoản khác. Tải lại trang rồi nhập lại.", "key_used")
        return first.subject
    _check_grantable(by, agency, roles)
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
    with _managed(user, by) as locked:
        if already_done(act_key(form_key, locked)):
            return
        if locked.state != UserState.INACTIVE:
            raise DomainError("Tài khoản đã được kích hoạt.", "already_active")
        _check_not_self_registered(locked, "Người có tài sản tự kích hoạt bằng liên kết trong thư xác nhận.")
        _activate(locked, by=by, delivery=delivery, form_key=form_key)
    user.refresh_from_db()


def _activate(user: User, *, by: User, delivery: Delivery, form_key: UUID) -> None:
    user.is_active = True
    user.save(update_fields=["is_active"])
    issue_first_password(user, by=by, delivery=delivery, form_key=form_key, action=AccountAction.ACTIVATED)


@transaction.atomic
def change_user(user: User, *, by: User, person: Person) -> None:
    """Change name, e-mail and telephone of an account (thay đổi thông tin)."""
    with _managed(user, by) as locked:
        if person.email != locked.email:
            _check_not_self_registered(locked, "Địa chỉ thư điện tử là tên đăng nhập của người có tài sản, không đổi.")
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
    with _managed(user, by) as locked:
        agency = _home(locked)
        if locked.pk == by.pk:
            raise DomainError("Ông/Bà không tự đổi quyền của mình. Đề nghị người quản trị khác thực hiện.", "self")
        held = _roles_at(locked, agency)
        _check_grantable(by, agency, roles ^ held)
        if held & granting.ADMIN_ROLES and not roles & granting.ADMIN_ROLES:
            _check_not_last_administrator(locked, agency, by)
        if roles == held:
            return
        set_membership(locked, agency, roles)
        record(AccountAction.ROLES, locked, by=by, detail=f"{role_names(held)} → {role_names(roles)}")


@transaction.atomic
def lock_user(user: User, *, by: User, reason: str) -> None:
    """Lock an account with a reason (khoá tài khoản); its sessions end at once."""
    reason = reason.strip()
    with _managed(user, by) as locked:
        if locked.pk == by.pk:
            raise DomainError("Ông/Bà không tự khoá tài khoản của mình.", "self")
        if locked.locked_at:
            raise DomainError("Tài khoản đã bị khoá từ trước.", "already_locked")
        if locked.state == UserState.INACTIVE:
            raise DomainError("Tài khoản chưa kích hoạt nên không cần khoá.", "inactive")
        if not reason:
            raise DomainError("Nhập lý do khoá.", "note_required", field="reason")
        if _roles_at(locked, _home(locked)) & granting.ADMIN_ROLES:
            _check_not_last_administrator(locked, _home(locked), by)
        locked.is_active, locked.locked_at, locked.locked_reason = False, timezone.now(), reason
        locked.save(update_fields=["is_active", "locked_at", "locked_reason"])
        end_sessions(locked, reason=f"Tài khoản {locked.username} đã bị khoá. Lý do: {reason}")
        event = record(AccountAction.LOCKED, locked, by=by, detail=reason)
        _tell(locked, "account_locked", f"Tài khoản {locked.username} bị khoá", event)
    user.refresh_from_db()


@transaction.atomic
def unlock_user(user: User, *, by: User) -> None:
    """Unlock an account (mở khoá tài khoản); the password stays as it was."""
    with _managed(user, by) as locked:
        if not locked.locked_at:
            raise DomainError("Tài khoản không bị khoá.", "not_locked")
        locked.is_active, locked.locked_at, locked.locked_reason = True, None, ""
        locked.save(update_fields=["is_active", "locked_at", "locked_reason"])
        event = record(AccountAction.UNLOCKED, locked, by=by)
        _tell(locked, "account_unlocked", f"Tài khoản {locked.username} được mở khoá", event)
    user.refresh_from_db()


def reset_password(user: User, *, by: User, delivery: Delivery, form_key: UUID) -> None:
    """Give an account a new first password (reset mật khẩu), mailed or kept for showing once."""
    with _managed(user, by) as locked:
        if locked.pk == by.pk:
            raise DomainError("Ông/Bà đổi mật khẩu của mình ở trang Đổi mật khẩu.", "self")
        if locked.locked_at:
            raise DomainError("Tài khoản đang bị khoá. Mở khoá trước khi đặt lại mật khẩu.", "locked")
        if locked.state == UserState.INACTIVE:
            raise DomainError("Tài khoản chưa kích hoạt. Dùng việc Kích hoạt.", "inactive")
        _check_not_self_registered(
            locked, "Người có tài sản tự đặt lại mật khẩu bằng thư điện tử, ở mục Quên mật khẩu của trang đăng nhập."
        )
        issue_first_password(locked, by=by, delivery=delivery, form_key=form_key)
    user.refresh_from_db()


@transaction.atomic
def delete_user(user: User, *, by: User) -> None:
    """Delete an account that was never used (xoá tài khoản chưa dùng); a used one is locked instead."""
    with _managed(user, by) as locked:
        if locked.pk == by.pk:
            raise DomainError("Ông/Bà không tự xoá tài khoản của mình.", "self")
        if why := why_not_deletable(locked):
            raise DomainError(why, "used")
        if _roles_at(locked, _home(locked)) & granting.ADMIN_ROLES:
            _check_not_last_administrator(locked, _home(locked), by)
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


def role_names(roles: set[Role]) -> str:
    """Vietnamese names of roles for the journal and for mails."""
    return ", ".join(role.label for role in Role if role in roles) or "không có quyền"


@contextmanager
def _managed(user: User, by: User) -> Iterator[User]:
    """The fresh, locked row of `user`, whose agency `by` manages. One transaction; the agency is locked first,
    so that two administrators cannot remove each other at the same moment."""
    with transaction.atomic():
        if user.agency_id:
            Agency.objects.select_for_update().get(pk=user.agency_id)
        locked = User.objects.select_for_update(of=("self",)).select_related("agency").get(pk=user.pk)
        _check_manages(by, locked)
        yield locked


def _check_manages(by: User, record_: User | Agency) -> None:
    # Fresh, not from the request's cache: whoever lost his rights while waiting for the lock may not act.
    if not scoping.can(User.objects.get(pk=by.pk), "manage_accounts", record_):
        raise PermissionDenied("manage_accounts")


def _home(user: User) -> Agency:
    if user.agency is None:
        raise DomainError("Tài khoản chưa thuộc đơn vị nào.", "no_agency")
    return user.agency


def _roles_at(user: User, agency: Agency) -> set[Role]:
    held = Membership.objects.filter(user=user, agency=agency).values_list("role", flat=True)
    return {Role(role) for role in held}


def _check_grantable(by: User, agency: Agency, roles: set[Role]) -> None:
    if refused := roles - granting.grantable_roles(User.objects.get(pk=by.pk), agency):
        raise DomainError(
            f"Ông/Bà không có thẩm quyền phân quyền “{role_names(refused)}” tại đơn vị này.",
            "role_refused",
            field="roles",
        )


def _check_not_last_administrator(user: User, agency: Agency, by: User) -> None:
    """Inside a unit nobody removes its last administrator; whoever administers it from above may."""
    if granting.administers_from_above(by, agency):
        return
    others = Membership.objects.filter(agency=agency, role__in=granting.ADMIN_ROLES, user__is_active=True)
    if not others.exclude(user=user).exists():
        raise DomainError(
            "Đây là người quản trị cuối cùng của đơn vị. Phân quyền quản trị cho người khác trước.", "last"
        )


def _check_not_self_registered(user: User, message: str) -> None:
    if is_self_registered(user):
        raise DomainError(message, "self_registered")


def _tell(user: User, template: str, about: str, event: AccountEvent) -> None:
    if user.email:
        context = {"user": user, "office": office_name(user), "event": event}
        mail.queue(to=user.email, template=template, context=context, key=f"{template}/{event.pk}", about=about)
