"""Taking a name: user names, old names and account codes share one space, whatever the case."""

from __future__ import annotations

from django.db import connection

from accounts.models.names import NAME_LOCK
from accounts.queries.names import name_holder
from core.errors import DomainError


def claim_name(name: str, *, field: str = "") -> None:
    """Make sure `name` is free and stays so until the caller's transaction ends (giữ tên đăng nhập).

    Call it before the row that holds the name is written; the database's triggers refuse whoever forgets.
    Raises: DomainError "name_taken" naming the holder; TransactionManagementError outside a transaction.
    """
    connection.validate_no_broken_transaction()
    if not connection.in_atomic_block:
        raise RuntimeError("claim_name holds a lock to the end of a transaction and there is none")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NAME_LOCK])
    if holder := name_holder(name):
        raise DomainError(f"Tên “{name}” đã được dùng: {holder}.", "name_taken", field=field)
