"""Soạn thông báo: what is kept, for whom, and what two tabs do to each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied

from accounts.models import AgencyKind
from accounts.roles import Role
from auctions import services
from auctions.content import Content
from auctions.models import Draft, Notice
from auctions.terms import NoticeKind
from core.errors import DomainError
from tests.accounts.factories import AgencyFactory, user_at
from tests.auctions.factories import (
    asset_owner,
    auction_content,
    auction_org,
    commune,
    draft_notice,
    lot,
    published_notice,
    publisher_at,
    selection_content,
)

pytestmark = pytest.mark.usefixtures("law")


def test_a_half_filled_draft_is_kept_as_it_is():
    notice = draft_notice(Content(title="Lô đất", lots=(replace(lot(), start_price=None, commune_code=""),)))

    kept = notice.draft.content
    assert kept.title == "Lô đất"
    assert kept.lots[0].deposit == lot().deposit
    assert notice.title == "Lô đất"
    assert notice.code is None


def test_a_second_click_on_new_notice_gives_the_first_one():
    org = auction_org()
    user, key = publisher_at(org), uuid4()

    first = services.create_draft(org, NoticeKind.AUCTION, by=user, public_id=key)
    second = services.create_draft(org, NoticeKind.AUCTION, by=user, public_id=key)

    assert first == second
    assert Draft.objects.count() == 1


def test_the_key_of_another_agencys_notice_opens_nothing():
    foreign, org = draft_notice(), auction_org()

    with pytest.raises(PermissionDenied):
        services.create_draft(org, NoticeKind.AUCTION, by=publisher_at(org), public_id=foreign.public_id)


def test_two_tabs_cannot_overwrite_each_other_and_nothing_is_lost():
    notice = draft_notice()
    user = notice.created_by
    services.save_draft(notice, auction_content(title="Tab một"), revision=1, by=user)

    with pytest.raises(DomainError) as refused:
        services.save_draft(notice, auction_content(title="Tab hai"), revision=1, by=user)

    assert refused.value.code == "stale_draft"
    assert user.get_full_name() in refused.value.message
    assert "vẫn còn trên màn hình" in refused.value.message
    assert Notice.objects.get().draft.content.title == "Tab một"


def test_the_publisher_is_the_agency_whatever_the_form_says():
    forged = auction_content(publisher_name="Công ty Khác", publisher_address="Nơi khác")
    notice = draft_notice(forged)

    assert notice.draft.content.publisher_name == notice.agency.name
    assert notice.draft.content.publisher_address == "Số 1 phố Mẫu, phường Kinh Bắc, Tỉnh Bắc Ninh"


def test_the_owner_of_a_selection_notice_is_the_agency_itself():
    notice = draft_notice(selection_content(owner_name="Người Khác"), kind=NoticeKind.SELECTION)

    assert notice.draft.content.owner_name == notice.agency.name


def test_places_get_the_names_of_today():
    kept = draft_notice().draft.content.lots[0]

    assert (kept.commune_name, kept.province_name) == ("Phường Kinh Bắc", "Tỉnh Bắc Ninh")


def test_a_commune_that_does_not_exist_is_refused():
    with pytest.raises(DomainError) as refused:
        draft_notice(auction_content(lots=(lot(), lot(commune_code="99999"))))

    assert (refused.value.code, refused.value.field) == ("unknown_commune", "lots.1.commune_code")


def test_a_draft_without_a_title_takes_one_from_its_lots():
    notice = draft_notice(auction_content(title="", lots=(lot(name="Thửa 1"), lot(name="Thửa 2"), lot(name="Thửa 3"))))

    assert notice.title == "Thửa 1 và 2 tài sản khác"


def test_reasons_are_kept_with_the_draft():
    notice = draft_notice()
    draft = services.save_draft(
        notice, auction_content(), revision=1, by=notice.created_by, reasons={"a:b": " vì thế ", "c:d": "  "}
    )

    assert draft.reasons == {"a:b": "vì thế"}


def test_names_of_ten_thousand_characters_can_be_kept_in_a_draft():
    notice = draft_notice(auction_content(title="Đ" * 10_000, lots=(lot(name="Ộ" * 10_000),)))

    assert len(notice.title) == 500
    assert len(notice.draft.content.title) == 10_000


def test_an_unpublished_notice_disappears_with_its_draft():
    notice = draft_notice()

    services.discard_draft(notice, by=notice.created_by)
    services.discard_draft(notice, by=notice.created_by)  # a second click

    assert not Notice.objects.exists()


def test_discarding_a_correction_leaves_the_notice():
    notice = published_notice()
    services.start_correction(notice, by=notice.created_by)

    services.discard_draft(notice, by=notice.created_by)

    assert Notice.objects.get().state == "published"
    assert not Draft.objects.exists()


def test_a_correction_starts_from_what_is_in_force_and_only_once():
    notice = published_notice()
    first = services.start_correction(notice, by=notice.created_by)
    again = services.start_correction(notice, by=notice.created_by)

    assert first == again
    assert first.content == notice.versions.get().content


@pytest.mark.parametrize("kind", [NoticeKind.AUCTION, NoticeKind.SELECTION])
def test_owners_and_organisations_write_only_their_own_kind(kind):
    agency = asset_owner() if kind == NoticeKind.AUCTION else auction_org()

    with pytest.raises(DomainError) as refused:
        services.create_draft(agency, kind, by=publisher_at(agency))

    assert refused.value.code == "wrong_kind"


def test_an_agency_that_has_ended_writes_nothing():
    org = auction_org(active_to=date(2026, 1, 1))

    with pytest.raises(DomainError) as refused:
        services.create_draft(org, NoticeKind.AUCTION, by=publisher_at(org))

    assert refused.value.code == "agency_ended"


@pytest.mark.parametrize("role", [Role.STP_ADMIN, Role.UNIT_ADMIN, Role.SUPPORT, Role.MINISTRY_ADMIN])
def test_roles_that_do_not_write_notices_cannot(role):
    org = auction_org()

    with pytest.raises(PermissionDenied):
        services.create_draft(org, NoticeKind.AUCTION, by=user_at(org, role))


def test_the_same_role_at_another_agency_cannot_write():
    notice = draft_notice()
    stranger = publisher_at(AgencyFactory())

    for verb in (
        lambda: services.save_draft(notice, auction_content(), revision=1, by=stranger),
        lambda: services.discard_draft(notice, by=stranger),
        lambda: services.publish(notice, by=stranger, draft_key=notice.draft.key),
    ):
        with pytest.raises(PermissionDenied):
            verb()


def test_a_locked_user_cannot_write():
    notice = draft_notice()
    user = notice.created_by
    user.is_active = False

    with pytest.raises(PermissionDenied):
        services.save_draft(notice, auction_content(), revision=1, by=user)


def test_reasons_of_open_drafts_move_from_findings_to_fields():
    notice = draft_notice()
    old = {
        "viewing_days:viewing_to": "Một ngày",
        "viewing_before:viewing_to": "Gấp",
        "x:lots.1.deposit": "Lô 2",
    }
    Draft.objects.update(reasons=old)

    import_module("auctions.migrations.0003_reasons_by_field").by_field(apps, None)

    assert Draft.objects.get(notice=notice).reasons == {"viewing_to": "Một ngày\nGấp", "lots.1.deposit": "Lô 2"}


def test_an_owner_is_announced_with_commune_and_province():
    owner = AgencyFactory(kind=AgencyKind.ASSET_OWNER, address="Số 9", unit=commune())
    notice = draft_notice(selection_content(owner_address="Nơi khác"), kind="selection", agency=owner)

    assert notice.draft.content.owner_address == "Số 9, Phường Kinh Bắc, Tỉnh Bắc Ninh"
