"""Locking and unlocking accounts, one by one or an organisation with all of them (khoá, mở khoá).

Source: letter 957/BTP-BTTP, I.1.4. What was published stays public; only the people are locked out.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import AccountAction, AccountEvent, Agency, User, UserState
from accounts.queries.people import office_contact, office_name, users_locked_with, working_users
from accounts.services.events import record
from accounts.services.guards import fresh, managed, require_administrator_left, require_other, require_unlocked
from accounts.services.sessions import end_sessions
from accounts.workflow import AGENCY_WORKFLOW
from core import mail
from core.errors import AlreadyDone, DomainError


@transaction.atomic
def lock_user(user: User, *, by: User, reason: str) -> None:
    """Lock an account with a reason (khoá tài khoản); its sessions end at once."""
    reason = reason.strip()
    with managed(user, by) as locked:
        require_other(locked, by, "lock")
        if locked.locked_at:
            _refuse_repeated(locked, by, AccountAction.LOCKED, "Tài khoản đã bị khoá từ trước.", "already_locked")
        if locked.state == UserState.INACTIVE:
            raise DomainError("Tài khoản chưa kích hoạt nên không cần khoá.", "inactive")
        if not reason:
            raise DomainError("Nhập lý do khoá.", "note_required", field="reason")
        require_administrator_left(locked, by)
        _lock(locked, by=by, reason=reason)
    user.refresh_from_db()


@transaction.atomic
def unlock_user(user: User, *, by: User) -> None:
    """Unlock an account (mở khoá tài khoản); the password stays as it was."""
    with managed(user, by) as locked:
        if not locked.locked_at:
            _refuse_repeated(locked, by, AccountAction.UNLOCKED, "Tài khoản không bị khoá.", "not_locked")
        require_unlocked(locked.agency)
        _unlock(locked, by=by)
    user.refresh_from_db()


def lock_agency(agency: Agency, *, by: User, reason: str) -> list[User]:
    """Lock an organisation with all its users (khoá tổ chức); their sessions end at once. Who was locked by this.

    Accounts not yet activated stay so and cannot be activated. Its notices stay public. Raises PermissionDenied for
    the organisation's own administrators; TransitionRefused; AlreadyDone for the second click.
    """
    with AGENCY_WORKFLOW.perform(agency, "lock", by=fresh(by), note=reason):
        working = _held(working_users(agency))
        for user in working:
            _lock(user, by=by, reason=reason.strip(), with_agency=True)
    return working


def unlock_agency(agency: Agency, *, by: User) -> list[User]:
    """Unlock an organisation and exactly the accounts that were locked with it (mở khoá tổ chức); who they are."""
    with AGENCY_WORKFLOW.perform(agency, "unlock", by=fresh(by)):
        returning = _held(users_locked_with(agency))
        for user in returning:
            _unlock(user, by=by)
    return returning


def _held(users: QuerySet[User]) -> list[User]:
    """These rows, locked until the transaction ends.

    `no_key`: whoever is just writing something refers to his own row, and need not be waited for.
    """
    rows = users.select_for_update(of=("self",), no_key=True).select_related("agency__parent")
    return list(rows.order_by("pk"))


def _lock(user: User, *, by: User, reason: str, with_agency: bool = False) -> None:
    user.is_active, user.locked_at, user.locked_reason = False, timezone.now(), reason
    user.locked_with_agency = with_agency
    user.save(update_fields=["is_active", "locked_at", "locked_reason", "locked_with_agency"])
    whole = f"{user.agency} và các tài khoản của tổ chức" if with_agency else f"Tài khoản {user.username}"
    said = f"{whole} đã bị khoá. Lý do: {reason.rstrip('.')}. Liên hệ {office_contact(user)} để được mở khoá."
    end_sessions(user, reason=said)
    event = record(AccountAction.LOCKED, user, by=by, detail=f"cùng tổ chức: {reason}" if with_agency else reason)
    _tell(user, "account_locked", f"Tài khoản {user.username} bị khoá", event)


def _unlock(user: User, *, by: User) -> None:
    with_agency = user.locked_with_agency
    user.is_active, user.locked_at, user.locked_reason, user.locked_with_agency = True, None, "", False
    user.save(update_fields=["is_active", "locked_at", "locked_reason", "locked_with_agency"])
    event = record(AccountAction.UNLOCKED, user, by=by, detail="cùng tổ chức" if with_agency else "")
    _tell(user, "account_unlocked", f"Tài khoản {user.username} được mở khoá", event)


def _refuse_repeated(user: User, by: User, action: AccountAction, message: str, code: str) -> None:
    """Raise AlreadyDone with the moment when `by` did it himself, else DomainError with `message`."""
    last = user.journal.filter(action__in=[AccountAction.LOCKED, AccountAction.UNLOCKED]).order_by("-pk").first()
    if last is not None and (last.action, last.actor_id) == (action, by.pk):
        done = timezone.localtime(last.at)
        act = "khoá" if action == AccountAction.LOCKED else "mở khoá"
        raise AlreadyDone(f"Ông/Bà đã {act} tài khoản {user.username} lúc {done:%H:%M ngày %d/%m/%Y}.", "already_done")
    raise DomainError(message, code)


def _tell(user: User, template: str, about: str, event: AccountEvent) -> None:
    if user.email:
        context = {"user": user, "office": office_name(user), "event": event}
        mail.queue(to=user.email, template=template, context=context, key=f"{template}/{event.pk}", about=about)
