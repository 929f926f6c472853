"""Short announcements, support contacts, and who must approve (thông báo ngắn, đầu mối hỗ trợ, chế độ duyệt)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import now

from accounts import scoping
from accounts.models import Agency, AgencyKind, User
from core import search
from core.errors import DomainError
from portal.findable import CONTACT
from portal.models import Announcement, ReviewPolicy, SupportContact
from portal.queries.announcements import forget_announcements
from portal.queries.writers import ANNOUNCERS

_BLINK = timedelta(seconds=1)
CONTACT_KEEPERS = ANNOUNCERS | {AgencyKind.STP}


@transaction.atomic
def announce(agency: Agency, *, by: User, public_id: UUID | None = None, **values: Any) -> Announcement:
    """Put an announcement on top of pages between two moments (đăng thông báo ngắn). A second click finds the first."""
    _require(by, "publish_content", agency)
    if AgencyKind(agency.kind) not in ANNOUNCERS:
        raise DomainError(f"{agency.name} không đăng thông báo ngắn trên toàn Cổng.", "wrong_kind")
    made, _ = Announcement.objects.get_or_create(
        public_id=public_id or uuid4(), defaults={**values, "agency": agency, "created_by": by}
    )
    transaction.on_commit(forget_announcements)
    return made


@transaction.atomic
def change_announcement(announcement: Announcement, *, by: User, **values: Any) -> None:
    """Change its words or its days (sửa thông báo ngắn); the history keeps what it said."""
    locked = _locked(announcement, by)
    for name, value in values.items():
        setattr(locked, name, value)
    locked.save()
    transaction.on_commit(forget_announcements)


@transaction.atomic
def end_announcement(announcement: Announcement, *, by: User) -> None:
    """Take it off now (thôi hiện); one that has not begun never shows."""
    locked = _locked(announcement, by)
    moment = now()
    if locked.ends_at > moment:
        # The day it ended stays readable; one that has not begun gets the shortest life there is.
        locked.starts_at = min(locked.starts_at, moment - _BLINK)
        locked.ends_at = moment
        locked.save()
    transaction.on_commit(forget_announcements)


@transaction.atomic
def add_contact(agency: Agency, *, by: User, public_id: UUID | None = None, **values: Any) -> SupportContact:
    """Name a place that helps (thêm đầu mối hỗ trợ). A second click finds the first."""
    _require(by, "publish_content", agency)
    if AgencyKind(agency.kind) not in CONTACT_KEEPERS:
        raise DomainError(f"{agency.name} không công bố đầu mối hỗ trợ ở đây.", "wrong_kind")
    made, _ = SupportContact.objects.get_or_create(
        public_id=public_id or uuid4(), defaults={**values, "agency": agency}
    )
    search.refresh(CONTACT, made.pk)
    return made


@transaction.atomic
def change_contact(contact: SupportContact, *, by: User, **values: Any) -> None:
    """Change what the public reads of it (sửa đầu mối hỗ trợ)."""
    _require(by, "publish_content", contact)
    locked = SupportContact.objects.select_for_update().get(pk=contact.pk)
    for name, value in values.items():
        setattr(locked, name, value)
    locked.save()
    search.refresh(CONTACT, contact.pk)


@transaction.atomic
def remove_contact(contact: SupportContact, *, by: User) -> None:
    """Take it off the page (bỏ đầu mối hỗ trợ); the history keeps it."""
    _require(by, "publish_content", contact)
    SupportContact.objects.filter(pk=contact.pk).delete()
    search.refresh(CONTACT, contact.pk)


@transaction.atomic
def set_review_policy(agency: Agency, *, needs_second_person: bool, by: User) -> None:
    """Ask for a second person, or no longer (bật, tắt chế độ duyệt hai người).

    Whoever looks after the agency's accounts decides, so that no approver frees himself. Raises PermissionDenied.
    """
    _require(by, "manage_accounts", agency)
    ReviewPolicy.objects.update_or_create(
        agency=agency, defaults={"needs_second_person": needs_second_person, "changed_by": by}
    )


def _locked(announcement: Announcement, by: User) -> Announcement:
    _require(by, "publish_content", announcement)
    return Announcement.objects.select_for_update().get(pk=announcement.pk)


def _require(by: User, codename: str, record: Any) -> None:
    if not scoping.can(by, codename, record):
        raise PermissionDenied(codename)
