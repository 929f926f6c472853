"""Publishing, putting right and ending notices (đăng, đính chính, huỷ).

Each verb adds one immutable version under the lock of its notice. The moment comes from the database clock; only
demo data and imports of notices that were published elsewhere may name a past moment (`at`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.timezone import localdate

from accounts.models import User
from auctions.content import LOCAL, Content
from auctions.models import Draft, Notice, NoticeVersion
from auctions.queries.checks import check_content, situation_of
from auctions.queries.versions import effective_version
from auctions.rules import Finding
from auctions.services.drafts import require_draft
from auctions.services.guards import lock, require, require_lawful, require_working
from auctions.services.indexing import describe, make_findable
from auctions.services.versions import Entry, add_version, draft_files, files_of
from auctions.terms import NoticeKind, VersionKind
from auctions.workflow import WORKFLOW
from core import front, search
from core.errors import DomainError
from core.numbering import next_number

_PREFIX = {NoticeKind.AUCTION: "TB", NoticeKind.SELECTION: "LC"}


@transaction.atomic
def publish(
    notice: Notice,
    *,
    by: User,
    draft_key: UUID,
    revision: int | None = None,
    reasons: Mapping[str, str] | None = None,
    at: datetime | None = None,
) -> NoticeVersion:
    """Publish the draft for the first time (đăng thông báo): check, number, hash, index. One version, however often
    and in how many tabs it is asked for.

    `draft_key` and `revision` name what the person saw; `reasons` ({field: reason}) add to those written in the
    draft. Raises PermissionDenied; NoticeRefused with findings; DomainError "stale_draft", "draft_gone",
    "agency_ended". Source: Law 01/2016/QH14, art. 56(1), 57(1).
    """
    locked = _lock(notice, by)
    if done := _published_from(locked, draft_key):
        return done
    draft, moment = _ready(locked, draft_key, revision, at)
    content, explained = draft.content, {**draft.reasons, **(reasons or {})}
    findings = _checked(content, locked, VersionKind.FIRST, moment)
    require_lawful(findings, explained)
    with WORKFLOW.perform(notice, "publish", by=by) as record:
        record.first_published_at = record.published_at = moment
        describe(record, content)
        record.code = next_code(record, moment)
        make_findable(record, content)
        entry = Entry(VersionKind.FIRST, content, draft_files(record), moment, by, draft.key)
        version = add_version(record, entry, findings=findings, reasons=explained)
        draft.delete()
    _shown_anew(notice)
    return version


@transaction.atomic
def publish_second(
    notice: Notice, *, by: User, reasons: Mapping[str, str] | None = None, at: datetime | None = None
) -> NoticeVersion:
    """Publish the effective version again with a new moment (đăng lần 2).

    Too early or too late is refused with the lawful days. Source: Law 01/2016/QH14, art. 57(1) and (3).
    """
    locked = _lock(notice, by)
    if done := locked.versions.filter(kind=VersionKind.SECOND).first():
        return done
    moment = at or database_now()
    require_working(locked.agency, locked.kind)
    current = effective_version(locked)
    explained = {**current.reasons, **(reasons or {})}
    findings = _checked(current.content, locked, VersionKind.SECOND, moment)
    require_lawful(findings, explained)
    with WORKFLOW.perform(notice, "publish_second", by=by) as record:
        record.second_published_at = record.published_at = moment
        entry = Entry(VersionKind.SECOND, current.content, files_of(current), moment, by)
        version = add_version(record, entry, findings=findings, reasons=explained)
    _shown_anew(notice)
    return version


@transaction.atomic
def correct(
    notice: Notice,
    *,
    by: User,
    draft_key: UUID,
    reason: str,
    revision: int | None = None,
    reasons: Mapping[str, str] | None = None,
    at: datetime | None = None,
) -> NoticeVersion:
    """Publish the correction draft as the new effective version (đính chính), with a reason.

    Days that are over, or were wrong from the start, do not stand in the way; they warn, and what is warned of needs a
    reason of its own: `reasons` ({field: reason}) add to those of the draft and of the version that stands.
    Raises as `publish`; DomainError "nothing_changed" when the draft says the same as the effective version.
    """
    locked = _lock(notice, by)
    if done := _published_from(locked, draft_key):
        return done
    draft, moment = _ready(locked, draft_key, revision, at)
    content, current, files = draft.content, effective_version(locked), draft_files(locked)
    if content == current.content and files == files_of(current):
        raise DomainError("Bản nháp không có gì khác bản đang hiệu lực.", "nothing_changed")
    findings = _checked(content, locked, VersionKind.CORRECTION, moment)
    explained = {**current.reasons, **draft.reasons, **(reasons or {})}
    require_lawful(findings, explained)
    with WORKFLOW.perform(notice, "correct", by=by, note=reason) as record:
        record.correction_count += 1
        describe(record, content)
        make_findable(record, content)
        entry = Entry(VersionKind.CORRECTION, content, files, moment, by, draft.key, reason.strip())
        version = add_version(record, entry, findings=findings, reasons=explained)
        draft.delete()
    _shown_anew(notice)
    return version


def withdraw(notice: Notice, *, by: User, reason: str, at: datetime | None = None) -> NoticeVersion:
    """Withdraw a notice that should not stand (huỷ thông báo), with a reason; all versions stay readable."""
    return _end(notice, "withdraw", VersionKind.WITHDRAWAL, by, reason, at)


def cancel_auction(notice: Notice, *, by: User, reason: str, at: datetime | None = None) -> NoticeVersion:
    """Announce that the auction will not take place (huỷ cuộc đấu giá), with a reason; all versions stay readable."""
    return _end(notice, "cancel", VersionKind.CANCELLATION, by, reason, at)


def database_now() -> datetime:
    """The moment by the database clock, in UTC: the one clock all web servers share."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


@transaction.atomic
def _end(notice: Notice, step: str, kind: VersionKind, by: User, reason: str, at: datetime | None) -> NoticeVersion:
    locked = _lock(notice, by)
    if done := locked.versions.filter(kind=kind).first():
        return done
    moment = at or database_now()
    with WORKFLOW.perform(notice, step, by=by, note=reason) as record:
        current = effective_version(record)
        record.ended_at, record.end_reason = moment, reason.strip()
        entry = Entry(kind, current.content, files_of(current), moment, by, reason=reason.strip())
        version = add_version(record, entry)
        Draft.objects.filter(notice=record).delete()
    _shown_anew(notice)
    return version


def _shown_anew(notice: Notice) -> None:
    search.refresh(notice.kind, notice.pk)
    front.refresh()


def _lock(notice: Notice, by: User) -> Notice:
    require(by, "publish_notices", notice)
    return lock(notice)


def _published_from(notice: Notice, draft_key: UUID) -> NoticeVersion | None:
    """What the first of two clicks published."""
    return NoticeVersion.objects.filter(notice=notice, draft_key=draft_key).first()


def _ready(notice: Notice, draft_key: UUID, revision: int | None, at: datetime | None) -> tuple[Draft, datetime]:
    """The draft the person saw, and the moment it is published at, provided its agency still publishes."""
    draft = require_draft(notice, draft_key, revision)
    require_working(notice.agency, notice.kind)
    return draft, at or database_now()


def _checked(content: Content, notice: Notice, kind: VersionKind, moment: datetime) -> list[Finding]:
    return check_content(content, situation_of(notice, kind, localdate(moment)))


def next_code(notice: Notice, moment: datetime) -> str:
    """TB-2026-024-000123: kind, year, province, number without gaps (mã thông báo)."""
    prefix, year = _PREFIX[NoticeKind(notice.kind)], moment.astimezone(LOCAL).year
    province = notice.province.code if notice.province else "0"
    number = next_number(f"auctions/{prefix}", period=f"{year}-{province:0>3}")
    return f"{prefix}-{year}-{province:0>3}-{number:06d}"
