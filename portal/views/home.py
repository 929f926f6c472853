"""The public home page and the role home."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.safestring import SafeString
from django.views import View
from django.views.generic import TemplateView

from accounts.models import User
from accounts.scoping import holds_anywhere
from accounts.services.tours import remember_tour
from auctions.queries import newest_published
from auctions.terms import NoticeKind
from core import quick, recent, worklist
from core.calendar import working_calendar
from core.front import front_page
from portal.agenda import agenda
from portal.discovery.markup import home_meta
from portal.public_menu import services
from portal.queries.articles import newest_news, seconds_until_news

RECENT = 8
TOUR = "gioi-thieu"  # in the address: show the tour, whether it was seen or not
NEWEST_AUCTIONS, NEWEST_SELECTIONS, NEWEST_NEWS = 7, 4, 3


@login_not_required
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for it by this name where a page names no icon: PDF files, downloads."""
    return redirect(static("favicon.svg"), permanent=True)


@method_decorator(login_not_required, name="dispatch")
class HomeView(TemplateView):
    """Search, services and the newest notices of both kinds (trang chủ)."""

    template_name = "portal/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(main=front_page(_main), meta=home_meta(), **kwargs)


def _main() -> tuple[SafeString, int]:
    """What is the same for everybody, until news are due; nothing of the person or the request may stand in it."""
    shown = {
        "services": services(),
        "auction_notices": newest_published(NoticeKind.AUCTION, NEWEST_AUCTIONS),
        "selection_notices": newest_published(NoticeKind.SELECTION, NEWEST_SELECTIONS),
        "news": newest_news(NEWEST_NEWS),
    }
    return render_to_string("portal/home_main.html", shown), seconds_until_news(settings.FRONT_PAGE_SECONDS)


class RoleHomeView(TemplateView):
    """What waits for the signed-in person by urgency, what he may begin, what he did last (việc của tôi)."""

    template_name = "portal/role_home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        assert isinstance(user, User)
        today = timezone.localdate()
        items = worklist.waiting_for(user)
        return super().get_context_data(
            today=today,
            groups=agenda(items, today, working_calendar()),
            has_tasks=bool(items),
            actions=[action for action in quick.registered() if _allowed(action, user)],
            recent=recent.recent_for(user, RECENT),
            tour_is_new=user.tour_seen_at is None,
            has_tour=user.tour_seen_at is None or TOUR in self.request.GET,
            **kwargs,
        )


def _allowed(action: quick.QuickAction, user: User) -> bool:
    return not action.codename or holds_anywhere(user, action.codename)


class TourSeenView(View):
    """The person took or skipped the tour: it is not offered again by itself (đã xem giới thiệu)."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        assert isinstance(request.user, User)
        remember_tour(request.user)
        return redirect("role_home")
