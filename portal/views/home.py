"""The public home page and the role home."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from auctions import queries
from core import worklist
from core.calendar import working_calendar
from portal.agenda import agenda
from portal.public_menu import services, url_of

NEWEST = 5


@method_decorator(login_not_required, name="dispatch")
class HomeView(TemplateView):
    """Search, services and the newest notices of both kinds (trang chủ)."""

    template_name = "portal/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        newest = getattr(queries, "newest_published", lambda kind, limit: [])
        return super().get_context_data(
            services=services(),
            search_url=url_of("auctions:auction_list"),
            selection_url=url_of("auctions:selection_list"),
            auction_notices=newest("auction", NEWEST),
            selection_notices=newest("selection", NEWEST),
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
