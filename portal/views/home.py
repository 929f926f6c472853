"""The public home page and the role home."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from core import worklist
from portal.public_menu import services


@method_decorator(login_not_required, name="dispatch")
class HomeView(TemplateView):
    """Search, services and the newest notices (trang chủ)."""

    template_name = "portal/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(services=services(), **kwargs)


class RoleHomeView(TemplateView):
    """What waits for the signed-in person, by urgency (việc của tôi)."""

    template_name = "portal/role_home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        items = worklist.waiting_for(self.request.user)
        return super().get_context_data(today=today, items=items, **kwargs)
