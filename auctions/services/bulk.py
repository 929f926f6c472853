"""Writing many published notices at once, row by row as the verbs would leave them (nạp hàng loạt).

For generated notices alone: nothing is checked and no draft existed. Whoever imports real notices uses the verbs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db import connection, transaction
from django.db.models import Model

from accounts.models import Agency, User
from auctions.models import Notice, NoticeLog, NoticeVersion
from auctions.samples.lives import Life, Step
from auctions.services.indexing import Communes, describe, make_findable
from auctions.services.publishing import next_code
from auctions.services.versions import Entry, lots_of, version_row
from auctions.terms import NoticeKind, VersionKind
from auctions.workflow import WORKFLOW, State
from core import search

_STEPS = {
    VersionKind.FIRST: "publish",
    VersionKind.SECOND: "publish_second",
    VersionKind.CORRECTION: "correct",
    VersionKind.WITHDRAWAL: "withdraw",
    VersionKind.CANCELLATION: "cancel",
}
_FROM_DRAFTS = frozenset({VersionKind.FIRST, VersionKind.CORRECTION})


@dataclass(frozen=True)
class Planned:
    """A life to write down, and who lived it."""

    public_id: UUID
    agency: Agency
    by: User
    life: Life


@contextmanager
def quick_search_index() -> Iterator[None]:
    """One transaction in which the index of words takes rows in heaps; row by row it is most of the work."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER INDEX notice_search SET (fastupdate = on)")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # PostgreSQL alters no index with checks still to come
        cursor.execute("ALTER INDEX notice_search SET (fastupdate = off)")
        cursor.execute("SELECT gin_clean_pending_list('notice_search')")


@transaction.atomic
def write_lives(planned: Sequence[Planned], communes: Communes) -> list[Notice]:
    """Write notices with all versions, lots and log (ghi thông báo mẫu), numbered in the order given.

    `communes` are all communes of today by code, with their provinces.
    """
    notices = [_notice(each, communes) for each in planned]
    _copy(notices)
    pairs = list(zip(planned, notices, strict=True))
    versions = [row for each, notice in pairs for row in _versions(each, notice)]
    _copy(versions)
    steps = (step for each in planned for step in each.life.steps)
    lots = (lots_of(version, step.content, communes) for version, step in zip(versions, steps, strict=True))
    _copy([lot for of_version in lots for lot in of_version])
    _copy([row for each, notice in pairs for row in _log(each, notice)])
    for kind in NoticeKind:
        search.refresh(kind, *(notice.pk for notice in notices if notice.kind == kind))
    return notices


def _copy(rows: Sequence[Model]) -> None:
    """Insert rows of one table by COPY, several times faster than INSERT; triggers and constraints hold as well."""
    meta = rows[0]._meta
    fields = [field for field in meta.local_concrete_fields if not field.generated]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    with connection.cursor() as cursor:
        numbers = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
        cursor.execute(numbers, [meta.db_table, len(rows)])
        for row, (pk,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = pk
        with cursor.copy(f'COPY "{meta.db_table}" ({columns}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row([field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields])


def _notice(planned: Planned, communes: Communes) -> Notice:
    steps = planned.life.steps
    notice = Notice(public_id=planned.public_id, kind=planned.life.kind, agency=planned.agency, created_by=planned.by)
    describe(notice, steps[-1].content, communes)
    notice.code = next_code(notice, steps[0].moment)
    make_findable(notice, steps[-1].content)
    notice.version_number = len(steps)
    for step in steps:
        _take(notice, step)
    return notice


def _take(notice: Notice, step: Step) -> None:
    """What the verb sets besides the columns of the content."""
    notice.state = WORKFLOW.transitions[_STEPS[step.kind]].target
    if step.kind == VersionKind.FIRST:
        notice.first_published_at = notice.published_at = step.moment
    elif step.kind == VersionKind.SECOND:
        notice.second_published_at = notice.published_at = step.moment
    elif step.kind == VersionKind.CORRECTION:
        notice.correction_count += 1
    else:
        notice.ended_at, notice.end_reason = step.moment, step.reason


def _versions(planned: Planned, notice: Notice) -> Iterator[NoticeVersion]:
    prev = ""
    for number, step in enumerate(planned.life.steps, start=1):
        key = uuid5(planned.public_id, str(number)) if step.kind in _FROM_DRAFTS else None
        entry = Entry(step.kind, step.content, [], step.moment, planned.by, key, step.reason)
        row = version_row(notice, entry, number, prev, [])
        prev = row.sha256
        yield row


def _log(planned: Planned, notice: Notice) -> Iterator[NoticeLog]:
    before: str = State.DRAFT
    for step in planned.life.steps:
        transition = WORKFLOW.transitions[_STEPS[step.kind]]
        yield NoticeLog(
            record=notice, step=transition.step, from_state=before, to_state=transition.target, by=planned.by,
            note=step.reason,
        )  # fmt: skip
        before = transition.target
