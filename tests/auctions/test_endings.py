"""Huỷ thông báo, huỷ cuộc đấu giá: with a reason, once, and everything stays readable."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from accounts.roles import Role
from auctions import services
from auctions.models import Draft, Notice, NoticeVersion
from auctions.queries import verify_chain
from auctions.terms import NoticeKind
from core.errors import DomainError
from tests.accounts.factories import user_at
from tests.auctions.factories import draft_notice, published_notice

pytestmark = pytest.mark.usefixtures("law")

ENDINGS = [
    pytest.param(services.withdraw, "withdrawn", "withdrawal", id="withdraw"),
    pytest.param(services.cancel_auction, "cancelled", "cancellation", id="cancel"),
]
Ending = Callable[..., NoticeVersion]


@pytest.mark.parametrize(("end", "state", "kind"), ENDINGS)
def test_ending_adds_a_version_with_the_reason(end: Ending, state: str, kind: str):
    notice = published_notice()
    services.start_correction(notice, by=notice.created_by)

    version = end(notice, by=notice.created_by, reason="Người có tài sản rút")

    notice = Notice.objects.get()
    assert (notice.state, notice.end_reason, notice.ended_at) == (state, "Người có tài sản rút", version.published_at)
    assert (version.kind, version.number) == (kind, 2)
    assert version.content == notice.versions.get(number=1).content
    assert verify_chain(notice) == []
    assert not Draft.objects.exists()


@pytest.mark.parametrize(("end", "state", "kind"), ENDINGS)
def test_ending_needs_a_reason(end: Ending, state: str, kind: str):
    notice = published_notice()

    with pytest.raises(DomainError, match="Nhập lý do"):
        end(notice, by=notice.created_by, reason=" ")

    assert Notice.objects.get().state == "published"


@pytest.mark.parametrize(("end", "state", "kind"), ENDINGS)
def test_a_second_click_changes_nothing(end: Ending, state: str, kind: str):
    notice = published_notice()

    first = end(notice, by=notice.created_by, reason="Lý do thứ nhất")
    again = end(notice, by=notice.created_by, reason="Lý do thứ hai")

    assert first == again
    assert Notice.objects.get().end_reason == "Lý do thứ nhất"


def test_a_cancelled_auction_is_neither_corrected_nor_withdrawn():
    notice = published_notice()
    services.cancel_auction(notice, by=notice.created_by, reason="Người có tài sản rút")

    with pytest.raises(DomainError):
        services.start_correction(notice, by=notice.created_by)
    with pytest.raises(DomainError):
        services.withdraw(notice, by=notice.created_by, reason="Nhầm")


def test_a_selection_notice_has_no_auction_to_cancel():
    notice = published_notice(kind=NoticeKind.SELECTION)

    with pytest.raises(DomainError, match="không phải thông báo đấu giá"):
        services.cancel_auction(notice, by=notice.created_by, reason="Thôi")


def test_a_draft_is_discarded_not_withdrawn():
    notice = draft_notice()

    with pytest.raises(DomainError):
        services.withdraw(notice, by=notice.created_by, reason="Thôi")


@pytest.mark.parametrize("role", [Role.AUCTION_EDITOR, Role.STP_ADMIN, Role.UNIT_ADMIN])
def test_only_publishers_end_a_notice(role: Role):
    notice = published_notice()

    with pytest.raises(PermissionDenied):
        services.withdraw(notice, by=user_at(notice.agency, role), reason="Thôi")
