"""Writing the journal of accounts."""

from __future__ import annotations

from uuid import UUID

from accounts.models import AccountAction, AccountEvent, User


def record(
    action: AccountAction, subject: User, *, by: User | None, detail: str = "", key: UUID | None = None
) -> AccountEvent:
    """Write one line of the journal (nhật ký tài khoản) in the caller's transaction. Never a password or a link."""
    return AccountEvent.objects.create(
        actor=by,
        subject=subject,
        subject_login=subject.username,
        agency=subject.agency,
        action=action,
        detail=detail[:600],
        key=key,
    )


def already_done(key: UUID | None) -> bool:
    """Whether the act with this form key is in the journal: a double click asks for it again."""
    return key is not None and AccountEvent.objects.filter(key=key).exists()
