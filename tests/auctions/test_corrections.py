"""Đính chính: the effective version decides, and what was wrong from the start can be put right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils.timezone import localdate

from auctions import services
from auctions.content import Content
from auctions.models import Draft, Notice, NoticeVersion
from auctions.queries import effective_version, verify_chain
from auctions.services import NoticeRefused
from core.errors import DomainError
from tests.auctions.factories import at, auction_content, lot, published_notice, selection_content, working_day

pytestmark = pytest.mark.usefixtures("law")


def corrected(
    notice: Notice,
    content: Content,
    reason: str = "Sửa theo trích đo địa chính",
    reasons: Mapping[str, str] | None = None,
) -> NoticeVersion:
    draft = services.start_correction(notice, by=notice.created_by)
    draft = services.save_draft(notice, content, revision=draft.revision, by=notice.created_by)
    return services.correct(notice, by=notice.created_by, draft_key=draft.key, reason=reason, reasons=reasons)


def content_of(notice: Notice) -> Content:
    return effective_version(notice).content


def test_a_correction_is_a_new_version_and_the_old_one_stays():
    notice = published_notice()
    first = notice.versions.get()
    content = content_of(notice)

    second = corrected(notice, replace(content, title="Quyền sử dụng đất ở, đã sửa"))

    notice = Notice.objects.get()
    assert (second.number, second.kind, second.reason) == (2, "correction", "Sửa theo trích đo địa chính")
    assert (notice.title, notice.correction_count, notice.version_number) == ("Quyền sử dụng đất ở, đã sửa", 1, 2)
    assert notice.versions.get(number=1).content == first.content
    assert notice.code == first.notice.code
    assert notice.published_at == notice.first_published_at  # a correction does not push a notice up the list
    assert verify_chain(notice) == []
    assert notice.log.last().note == "Sửa theo trích đo địa chính"


def test_a_correction_needs_a_reason():
    notice = published_notice()

    with pytest.raises(DomainError, match="Nhập lý do"):
        corrected(notice, replace(content_of(notice), title="Khác"), reason="  ")


def test_a_correction_that_changes_nothing_is_refused():
    notice = published_notice()

    with pytest.raises(DomainError) as refused:
        corrected(notice, content_of(notice))

    assert refused.value.code == "nothing_changed"


def test_a_year_typed_wrong_from_the_start_can_be_put_right():
    content = auction_content()
    far = working_day(date(2048, 6, 1), 0)
    wrong = replace(
        content,
        auction_at=at(far),
        dossier_until=at(date(2048, 5, 28), 17, 0),
        deposit_until=at(date(2048, 5, 28), 17, 0),
    )
    notice = published_notice(wrong)
    yesterday = localdate() - timedelta(days=1)

    meant = replace(content, auction_at=at(yesterday))
    with pytest.raises(NoticeRefused, match="ghi lý do") as silent:
        corrected(notice, meant, reason="Sửa năm")
    services.discard_draft(notice, by=notice.created_by)
    reasons = {finding.field: f"{finding.field} ghi sai từ đầu" for finding in silent.value.findings}
    version = corrected(notice, meant, reason="Sửa năm", reasons=reasons)

    assert version.content.auction_at == at(yesterday)
    kept = {item["code"]: item["reason"] for item in version.envelope["explanations"]}
    assert kept["past"] == "auction_at ghi sai từ đầu"


def test_a_second_correction_reads_the_first_one_not_the_original_deadline():
    posted = localdate() - timedelta(days=30)
    content = selection_content(today=posted)  # its deadline passed weeks ago
    notice = published_notice(content, kind="selection", at=at(posted))
    later = at(localdate() + timedelta(days=20), 17, 0)
    extended = replace(content_of(notice), dossier_until=later, decision_on=localdate() + timedelta(days=30))

    corrected(notice, extended, "Gia hạn nộp hồ sơ")
    second = corrected(notice, replace(extended, contact_phone="0222 000 0001"), "Sửa số điện thoại")

    assert second.number == 3
    assert second.content.dossier_until == later
    assert second.envelope["explanations"] == []


def test_a_wrong_sum_stays_forbidden_in_a_correction():
    notice = published_notice()
    content = content_of(notice)

    with pytest.raises(NoticeRefused) as refused:
        corrected(notice, replace(content, lots=(lot(deposit=content.lots[0].start_price),)))

    assert refused.value.field == "lots.0.deposit"
    assert notice.versions.count() == 1


def test_a_second_click_on_correct_shows_the_first_result():
    notice = published_notice()
    draft = services.start_correction(notice, by=notice.created_by)
    services.save_draft(notice, replace(draft.content, title="Khác"), revision=0, by=notice.created_by)

    first = services.correct(notice, by=notice.created_by, draft_key=draft.key, reason="Sửa tên")
    again = services.correct(notice, by=notice.created_by, draft_key=draft.key, reason="Sửa tên")

    assert first == again
    assert Notice.objects.get().correction_count == 1


def test_a_draft_that_is_gone_cannot_be_published():
    notice = published_notice()

    with pytest.raises(DomainError) as refused:
        services.correct(notice, by=notice.created_by, draft_key=uuid4(), reason="Sửa")

    assert refused.value.code == "draft_gone"


def test_the_second_publication_repeats_the_corrected_text():
    day = localdate() - timedelta(days=10)
    notice = published_notice(auction_content(today=day), at=at(day))
    corrected(notice, replace(content_of(notice), title="Tên đã sửa"))

    second = services.publish_second(notice, by=notice.created_by)

    assert (second.number, second.content.title) == (3, "Tên đã sửa")


def test_an_open_correction_survives_the_second_publication():
    day = localdate() - timedelta(days=10)
    notice = published_notice(auction_content(today=day), at=at(day))
    draft = services.start_correction(notice, by=notice.created_by)

    services.publish_second(notice, by=notice.created_by)

    assert Draft.objects.get() == draft
