"""Đăng thông báo: number, hash, index, second publication."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate, now

from accounts.roles import Role
from auctions import services
from auctions.models import Notice, NoticeVersion
from auctions.queries import verify_chain
from auctions.services import NoticeRefused
from auctions.terms import NoticeKind, VersionKind
from core.errors import DomainError
from tests.accounts.factories import user_at
from tests.auctions.factories import (
    at,
    auction_content,
    auction_org,
    commune,
    draft_notice,
    lot,
    province,
    publish,
    published_notice,
    publisher_at,
)

pytestmark = pytest.mark.usefixtures("law")


def test_publishing_numbers_hashes_and_closes_the_draft():
    notice = draft_notice()
    before = now()

    version = publish(notice)

    notice = Notice.objects.get()
    assert notice.state == "published"
    assert notice.code == f"TB-{localdate().year}-024-000001"
    assert not hasattr(notice, "draft")
    assert before - timedelta(seconds=5) < version.published_at <= now() + timedelta(seconds=5)
    assert version.sha256 == hashlib.sha256(version.body.encode()).hexdigest()
    assert verify_chain(notice) == []
    log = notice.log.get()
    assert (log.step, log.from_state, log.to_state, log.by) == ("publish", "draft", "published", notice.created_by)


def test_the_hashed_text_says_who_what_and_when():
    version = publish(draft_notice())

    said = json.loads(version.body)
    assert said["notice"]["code"] == version.notice.code
    assert said["version"] == {"number": 1, "kind": "first", "reason": ""}
    assert datetime.fromisoformat(said["published_at"]) == version.published_at
    assert said["content"]["lots"][0]["start_price"] == "3615000000"
    assert said["content"]["lots"][0]["commune_name"] == "Phường Kinh Bắc"


def test_numbers_run_by_kind_year_and_province_without_gaps():
    hanoi = commune("00004", "Ba Đình", of=province("01", "Hà Nội"))
    contents = [auction_content(), auction_content(lots=(lot(commune_code=hanoi.code),)), auction_content()]
    org = auction_org()
    user = publisher_at(org)
    codes = [published_notice(c, agency=org, by=user).code for c in contents]
    codes.append(published_notice(kind=NoticeKind.SELECTION).code)

    year = localdate().year
    assert codes == [
        f"TB-{year}-024-000001", f"TB-{year}-001-000001", f"TB-{year}-024-000002", f"LC-{year}-024-000001",
    ]  # fmt: skip


def test_a_refused_publication_uses_no_number():
    broken = draft_notice(auction_content(auction_at=at(localdate() + timedelta(days=3))))
    with pytest.raises(NoticeRefused):
        publish(broken)

    assert published_notice(agency=broken.agency, by=broken.created_by).code.endswith("-000001")


def test_a_broken_rule_names_field_and_reason():
    notice = draft_notice(auction_content(lots=(lot(deposit=lot().start_price),)))

    with pytest.raises(NoticeRefused) as refused:
        publish(notice)

    assert refused.value.message == "Chưa đăng được, còn 1 mục phải sửa."
    assert refused.value.field == "lots.0.deposit"
    assert Notice.objects.get().state == "draft"


def test_a_warning_is_published_with_its_reason_or_not_at_all():
    content = auction_content()
    content = replace(content, viewing_to=content.viewing_from)
    notice = draft_notice(content)
    with pytest.raises(NoticeRefused) as refused:
        publish(notice)
    assert refused.value.code == "reasons_missing"
    key = refused.value.findings[0].field

    services.save_draft(notice, content, revision=1, by=notice.created_by, reasons={key: "Tài sản chỉ mở cửa một ngày"})
    version = publish(Notice.objects.get())

    (kept,) = version.envelope["explanations"]
    assert (kept["code"], kept["reason"]) == ("viewing_days", "Tài sản chỉ mở cửa một ngày")
    assert kept["source"] == "Luật Đấu giá tài sản, Điều 36"


def test_a_second_click_shows_the_first_result():
    notice = draft_notice()
    key = notice.draft.key

    first = services.publish(notice, by=notice.created_by, draft_key=key)
    second = services.publish(notice, by=notice.created_by, draft_key=key)

    assert first == second
    assert NoticeVersion.objects.count() == 1


def test_what_was_changed_after_the_preview_is_not_published():
    notice = draft_notice()
    key = notice.draft.key
    services.save_draft(notice, auction_content(title="Đổi tên"), revision=1, by=notice.created_by)

    with pytest.raises(DomainError) as refused:
        services.publish(notice, by=notice.created_by, draft_key=key, revision=1)

    assert refused.value.code == "stale_draft"


def test_an_editor_writes_but_does_not_publish():
    org = auction_org()
    editor = user_at(org, Role.AUCTION_EDITOR)
    notice = draft_notice(agency=org, by=editor)

    with pytest.raises(PermissionDenied):
        publish(notice, by=editor)


def test_an_organisation_that_ended_meanwhile_cannot_publish():
    notice = draft_notice()
    notice.agency.active_to = localdate()
    notice.agency.save()

    with pytest.raises(DomainError) as refused:
        publish(notice)

    assert refused.value.code == "agency_ended"


def test_lists_and_filters_get_the_columns_of_the_version():
    other = commune("09178", "Võ Cường")
    cheap = lot(
        asset_kind="enforcement", commune_code=other.code, start_price=lot().start_price / 5, deposit=lot().deposit / 5
    )
    notice = published_notice(auction_content(lots=(lot(), cheap)))

    assert notice.asset_kinds == ["land_use", "enforcement"]
    assert notice.province_ids == [province().pk]
    assert notice.commune_ids == [commune().pk, other.pk]
    assert (notice.price_min, notice.price_total) == (723_000_000, 4_338_000_000)
    assert notice.slug == "quyen-su-dung-dat-o-01-lo-tai-phuong-kinh-bac-tinh-bac-ninh"
    assert [row.commune for row in notice.versions.get().lots.all()] == [commune(), other]


def test_an_asset_that_lies_nowhere_is_numbered_by_its_publishers_province():
    frequency = lot(asset_kind="frequency", nature="movable", commune_code="", address="")

    assert "-024-" in published_notice(auction_content(lots=(frequency,))).code


def first_published(days_ago: int = 10) -> Notice:
    """Published ten days ago by the database clock."""
    day = localdate() - timedelta(days=days_ago)
    return published_notice(auction_content(today=day), at=at(day))


def test_the_second_publication_repeats_the_text_with_a_new_moment():
    notice = first_published()

    second = services.publish_second(notice, by=notice.created_by)

    first = notice.versions.get(number=1)
    notice = Notice.objects.get()
    assert (second.kind, second.number, second.prev_sha256) == (VersionKind.SECOND, 2, first.sha256)
    assert second.content == first.content
    assert notice.second_published_at == notice.published_at == second.published_at > notice.first_published_at
    assert verify_chain(notice) == []


def test_the_second_publication_too_early_is_refused_with_the_day():
    notice = published_notice()

    with pytest.raises(NoticeRefused) as refused:
        services.publish_second(notice, by=notice.created_by)

    (broken,) = refused.value.findings
    assert broken.code == "two_publications"
    assert broken.earliest > localdate()


def test_a_second_click_on_second_publication_adds_nothing():
    notice = first_published()

    first = services.publish_second(notice, by=notice.created_by)
    again = services.publish_second(notice, by=notice.created_by)

    assert first == again
    assert NoticeVersion.objects.count() == 2


def test_a_selection_notice_has_no_second_publication():
    notice = published_notice(kind=NoticeKind.SELECTION)

    with pytest.raises(DomainError, match="Chỉ thông báo công khai việc đấu giá mới đăng lần 2"):
        services.publish_second(notice, by=notice.created_by)


def test_rules_are_those_of_the_day_of_publication():
    day = date(2024, 6, 3)
    content = auction_content(today=day, opens_in=63, deposit_from=None)  # Monday 05/08/2024
    notice = draft_notice(replace(content, dossier_until=at(date(2024, 8, 2), 17, 0)))

    with pytest.raises(NoticeRefused) as refused:
        publish(notice, at=at(day))

    (broken,) = refused.value.findings
    assert (broken.code, broken.latest) == (
        "dossier_until",
        date(2024, 8, 3),
    )  # two calendar days under the law of 2016
