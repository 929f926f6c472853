"""What every page knows about the site and, once somebody is signed in, about the office frame."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from accounts import scoping
from accounts.models import User
from accounts.queries.people import current_agency
from core import help as guides
from core import menu
from portal.models import Announcement, Audience
from portal.public_menu import public_menu
from portal.queries.announcements import current_announcements
from portal.views.support import dismissed


@dataclass(frozen=True)
class MenuEntry:
    """A menu page as shown to one user."""

    label: str
    url: str
    icon: str
    count: int
    is_current: bool


@dataclass(frozen=True)
class Frame:
    """The office frame of one user: the systems with their pages, the unit, the role, help (khung nghiệp vụ)."""

    systems: list[tuple[str, list[MenuEntry]]]
    agency_name: str
    roles: str
    guide_url: str


def site(request: HttpRequest) -> dict[str, Any]:
    """Site name, strip text ("" in production), public menu; the office frame is worked out when a page asks for it."""
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "environment_label": settings.ENVIRONMENT_LABEL,
        "support_email": settings.SUPPORT_EMAIL,
        "public_menu": public_menu(request.path),
        "guide_url": SimpleLazyObject(lambda: guide_url(request)),
        "frame": SimpleLazyObject(lambda: office_frame(request)),
        "public_announcements": SimpleLazyObject(lambda: _announcements(request, Audience.PUBLIC)),
        "office_announcements": SimpleLazyObject(lambda: _announcements(request, Audience.OFFICE)),
    }


def _announcements(request: HttpRequest, audience: Audience) -> list[Announcement]:
    hidden = dismissed(request)
    return [each for each in current_announcements(audience) if str(each.public_id) not in hidden]


def office_frame(request: HttpRequest) -> Frame:
    """Menu pages the user may open, and the unit under which he works."""
    user = request.user
    assert isinstance(user, User)
    memberships = list(user.memberships.select_related("agency").order_by("created_at", "pk"))
    agency = current_agency(user) or (memberships[0].agency if memberships else None)
    roles = dict.fromkeys(membership.get_role_display() for membership in memberships)
    return Frame(
        _systems(user, request.path),
        agency_name=agency.name if agency else "",
        roles=", ".join(roles),
        guide_url=guide_url(request, roles) or reverse("guides"),
    )


def guide_url(request: HttpRequest, roles: Iterable[str] = ()) -> str:
    """Where this very screen is explained, to people of these roles; "" when no guide does."""
    screen = request.resolver_match.view_name if request.resolver_match else ""
    guide = guides.guide_for(screen, roles)
    return guide.url_for(screen) if guide else ""


def _systems(user: User, path: str) -> list[tuple[str, list[MenuEntry]]]:
    shown = [(item, reverse(item.url_name)) for item in menu.registered() if _allowed(item, user)]
    current = max((url for item, url in shown if _contains(item, url, path)), key=len, default="")
    systems: dict[str, list[MenuEntry]] = {}
    for item, url in shown:
        count = item.count(user) if item.count else 0
        entry = MenuEntry(item.label, url, item.icon, count, url == current)
        systems.setdefault(item.system, []).append(entry)
    return list(systems.items())


def _contains(item: menu.MenuItem, url: str, path: str) -> bool:
    """Whether `path` is this page or one under it; under the role home lies everything, so it stands for itself."""
    return path == url or (item.url_name != "role_home" and path.startswith(url))


def _allowed(item: menu.MenuItem, user: User) -> bool:
    has_right = not item.codename or scoping.holds_anywhere(user, item.codename)
    return has_right and (item.shown_to is None or item.shown_to(user))
