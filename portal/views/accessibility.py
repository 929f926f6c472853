"""The accessibility statement."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView


@method_decorator(login_not_required, name="dispatch")
class AccessibilityView(TemplateView):
    """What the site conforms to, what it does not yet, whom to tell (tuyên bố về khả năng tiếp cận)."""

    REVIEWED_ON = date(2026, 11, 23)
    template_name = "portal/accessibility.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(reviewed_on=self.REVIEWED_ON, **kwargs)
