"""Agencies for which a person writes, announces or decides how content is approved. All filter by permission."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils.timezone import localdate

from accounts import scoping
from accounts.models import Agency, AgencyKind, User
from portal.content.kinds import WRITTEN_BY

WRITERS = frozenset().union(*WRITTEN_BY.values())
# Whose announcements stand on the pages of the whole country.
ANNOUNCERS = frozenset({AgencyKind.MINISTRY, AgencyKind.MINISTRY_DEPARTMENT})


def agencies_of(user: User, codename: str, kinds: Collection[str]) -> QuerySet[Agency]:
    """Agencies of `kinds` at work today where `user` holds `codename`, by name (đơn vị có quyền)."""
    ids = scoping.agency_ids_with(user, codename)
    found = Agency.objects.active_on(localdate()).filter(kind__in=list(kinds)).order_by("name", "pk")
    return found if ids is None else found.filter(pk__in=ids)


def writers_of(user: User) -> QuerySet[Agency]:
    """Agencies for which `user` may write content (đơn vị được soạn nội dung)."""
    return agencies_of(user, "edit_content", WRITERS)


def announcers_of(user: User) -> QuerySet[Agency]:
    """Agencies for which `user` may announce something on all pages (đơn vị đăng thông báo ngắn)."""
    return agencies_of(user, "publish_content", ANNOUNCERS)


def looks_after_writers(user: User) -> bool:
    """Whether `user` decides for some agency how its content is approved (quản trị đơn vị có nội dung)."""
    return agencies_of(user, "manage_accounts", WRITERS).exists()
