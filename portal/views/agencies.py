"""The public page of a Sở Tư pháp or an auction organisation."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from django.views.generic import DetailView

from accounts.models import Agency, AgencyKind
from accounts.queries.agencies import with_public_page
from auctions.queries import published_by
from portal.discovery.markup import agency_meta

NEWEST = 10
MOST_MEMBERS = 200


@method_decorator(login_not_required, name="dispatch")
class AgencyView(DetailView):
    """Who an agency is, where it sits and what it published last (cơ quan, tổ chức)."""

    template_name = "portal/agency.html"
    slug_field = slug_url_kwarg = "public_id"
    context_object_name = "agency"

    def get_queryset(self) -> Any:
        return with_public_page().select_related("unit__parent", "parent")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        agency: Agency = self.object
        is_office = agency.kind == AgencyKind.STP
        members = (
            with_public_page().filter(parent=agency).order_by("name", "pk") if is_office else Agency.objects.none()
        )
        return super().get_context_data(
            is_office=is_office,
            members=members[:MOST_MEMBERS],
            merged=agency.merged.order_by("name"),
            notices=published_by(agency, NEWEST),
            meta=agency_meta(agency, self.request.path, is_office=is_office),
            **kwargs,
        )
