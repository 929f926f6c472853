"""What is published cannot be changed, not even with SQL; and a change would be found."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.models import ProtectedError
from django.db.utils import InternalError
from django.utils.timezone import now

from auctions import services
from auctions.content import sha256_of
from auctions.models import Notice, NoticeVersion
from auctions.queries import verify_chain
from tests.auctions.factories import published_notice

pytestmark = pytest.mark.usefixtures("law")

REFUSALS = (ProgrammingError, InternalError)


def refused(sql: str, *params: object) -> None:
    with pytest.raises(REFUSALS), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_a_version_can_be_neither_changed_nor_deleted():
    version = published_notice().versions.get()

    refused("UPDATE auctions_noticeversion SET reason = 'khác' WHERE id = %s", version.pk)
    refused("DELETE FROM auctions_noticeversion WHERE id = %s", version.pk)


def test_a_lot_can_be_neither_changed_nor_deleted():
    lot = published_notice().versions.get().lots.get()

    refused("UPDATE auctions_lot SET start_price = 1 WHERE id = %s", lot.pk)
    refused("DELETE FROM auctions_lot WHERE id = %s", lot.pk)


def test_a_published_notice_cannot_be_deleted():
    notice = published_notice()

    with pytest.raises(ProtectedError):
        notice.delete()
    refused("DELETE FROM auctions_notice WHERE id = %s", notice.pk)


def test_a_state_cannot_leave_the_table_of_steps():
    notice = published_notice()

    with pytest.raises(REFUSALS), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(state="draft")


def test_no_version_is_published_in_the_future():
    version = published_notice().versions.get()

    with pytest.raises(REFUSALS), transaction.atomic():
        NoticeVersion.objects.create(
            notice=version.notice, number=2, kind="second", body="{}", sha256="0" * 64, prev_sha256=version.sha256,
            published_at=now() + timedelta(minutes=1), published_by=version.published_by,
        )  # fmt: skip


def test_log_rows_stay():
    entry = published_notice().log.get()

    refused("UPDATE auctions_noticelog SET note = 'khác' WHERE id = %s", entry.pk)


def tamper(version: NoticeVersion, sql: str, *params: object) -> None:
    """What only somebody with the keys of the database could do: switch the triggers off first."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(sql, [*params, version.pk])
        cursor.execute("SET session_replication_role = origin")


def test_verification_finds_one_changed_character():
    notice = published_notice()
    version = notice.versions.get()
    assert verify_chain(notice) == []

    tamper(version, "UPDATE auctions_noticeversion SET body = replace(body, '3615', '3614') WHERE id = %s")

    assert verify_chain(notice) == ["Bản 1: nội dung không khớp mã SHA-256."]


def test_verification_finds_a_version_hashed_anew():
    notice = published_notice()
    services.withdraw(notice, by=notice.created_by, reason="Nhầm")
    notice.refresh_from_db()
    first = notice.versions.get(number=1)
    forged = json.loads(first.body)
    forged["content"]["title"] = "Tên khác"
    body = json.dumps(forged)

    tamper(
        first,
        "UPDATE auctions_noticeversion SET body = %s, sha256 = %s WHERE id = %s",
        body,
        sha256_of(body),
    )

    assert verify_chain(notice) == ["Bản 2: không nối với bản trước."]


def test_verification_finds_a_missing_version():
    notice = published_notice()
    services.withdraw(notice, by=notice.created_by, reason="Nhầm")
    notice.refresh_from_db()
    last = notice.versions.get(number=2)

    tamper(last, "DELETE FROM auctions_lot WHERE version_id = %s")
    tamper(last, "DELETE FROM auctions_noticeversion WHERE id = %s")

    assert verify_chain(notice) == ["Thông báo ghi 2 bản nhưng có 1 bản."]
