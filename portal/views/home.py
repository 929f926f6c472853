"""The public home page and the role home."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from auctions.queries import newest_published
from auctions.terms import NoticeKind
from core import worklist
from core.calendar import working_calendar
from portal.agenda import agenda
from portal.public_menu import services
from portal.queries.articles import newest_news

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
        return super().get_context_data(
            services=services(),
            auction_notices=newest_published(NoticeKind.AUCTION, NEWEST_AUCTIONS),
            selection_notices=newest_published(NoticeKind.SELECTION, NEWEST_SELECTIONS),
            news=newest_news(NEWEST_NEWS),
            **kwargs,
        )


class RoleHomeView(TemplateView):
    """What waits for the signed-in person, by urgency (việc của tôi)."""

    template_name = "portal/role_home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        items = worklist.waiting_for(self.request.user)
        groups = agenda(items, today, working_calendar())
        return super().get_context_data(today=today, groups=groups, has_tasks=bool(items), **kwargs)
