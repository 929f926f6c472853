"""Switching the rule of two persons on and off, for whoever looks after the agency's accounts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View

from accounts.models import Agency, User
from accounts.scoping import AttemptMixin
from portal.forms.filters import PAGE
from portal.models import ReviewPolicy
from portal.queries.writers import WRITERS, agencies_of
from portal.services.notes import set_review_policy

PER_PAGE = 50


def _agencies(user: User) -> QuerySet[Agency]:
    """Agencies with content whose accounts `user` looks after (đơn vị quản lý). Filters by permission."""
    return agencies_of(user, "manage_accounts", WRITERS).select_related("review_policy__changed_by")


class PolicyPage(AttemptMixin, View):
    """Only for whoever looks after an agency that publishes content."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not _agencies(request.user).exists():
            raise PermissionDenied("manage_accounts")
        return super().dispatch(request, *args, **kwargs)


class PolicyListView(PolicyPage):
    """Which agencies ask for two persons (chế độ duyệt hai người)."""

    def get(self, request: HttpRequest) -> HttpResponse:
        page = Paginator(_agencies(request.user).order_by("kind", "name", "pk"), PER_PAGE).get_page(
            request.GET.get(PAGE)
        )
        rows = [(agency, getattr(agency, "review_policy", None)) for agency in page]
        return render(request, "portal/office/policies.html", {"page_obj": page, "page_param": PAGE, "rows": rows})


class PolicyView(PolicyPage):
    """Ask before switching one on or off."""

    def get(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        agency = get_object_or_404(_agencies(request.user), public_id=public_id)
        return render(request, "portal/office/policy.html", {"agency": agency, "is_on": _is_on(agency)})

    def post(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        agency = get_object_or_404(_agencies(request.user), public_id=public_id)
        wanted = request.POST.get("bat") == "1"
        if self.attempt(set_review_policy, agency, needs_second_person=wanted, by=request.user):
            messages.success(request, f"{agency.name}: đã {'bật' if wanted else 'tắt'} chế độ duyệt hai người.")
        return redirect("content:policies")


def _is_on(agency: Agency) -> bool:
    return ReviewPolicy.objects.filter(agency=agency, needs_second_person=True).exists()
