"""Whom to ask what."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from django.utils.timezone import localdate
from django.views.generic import TemplateView

from accounts.models import Agency, AgencyKind


@method_decorator(login_not_required, name="dispatch")
class ContactView(TemplateView):
    """Whom to ask what, from the records of the Ministry and the provincial offices (liên hệ)."""

    template_name = "portal/contact.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kinds = (AgencyKind.MINISTRY, AgencyKind.STP)
        today = list(Agency.objects.active_on(localdate()).filter(kind__in=kinds).order_by("name", "pk"))
        return super().get_context_data(
            ministries=[agency for agency in today if agency.kind == AgencyKind.MINISTRY],
            offices=[agency for agency in today if agency.kind == AgencyKind.STP],
            **kwargs,
        )
