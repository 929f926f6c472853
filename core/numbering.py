"""Gapless numbers: books, slips, codes. One row per scope and period, locked until the caller commits."""

from __future__ import annotations

from django.db import connection, transaction

_ADVANCE = """
    INSERT INTO core_sequence (scope, period, last) VALUES (%s, %s, 1)
    ON CONFLICT (scope, period) DO UPDATE SET last = core_sequence.last + 1
    RETURNING last
"""


def next_number(scope: str, *, period: str = "") -> int:
    """The next number of `scope` in `period` (cấp số): 1, 2, 3 without gap or repetition.

    `scope` names the series ("certification/copies/agency 12"), `period` what it starts anew with: a day, a year,
    a book; "" = never. Must run in the transaction that uses the number: the row stays locked until that ends, so a
    rollback gives the number back and the next caller waits for it. Take it last, to keep the wait short.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a number belongs to a transaction, or it leaves a gap")
    if not scope:
        raise ValueError("scope is empty")
    with connection.cursor() as cursor:
        cursor.execute(_ADVANCE, [scope, period])
        return int(cursor.fetchone()[0])
