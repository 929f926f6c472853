"""Whom to ask for help, and putting an announcement out of sight."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from accounts.queries.units import provinces_on
from portal.forms.filters import PAGE, AddressForm
from portal.models import SupportContact, SupportedSystem
from portal.queries.offices import contacts

PER_PAGE = 50
DISMISSED = "an-thong-bao"
_MOST_DISMISSED = 20


class SupportFilterForm(AddressForm):
    """Which system, which province."""

    q = None  # type: ignore[assignment]
    he_thong = forms.ChoiceField(label="Hệ thống", required=False)
    tinh = forms.ChoiceField(label="Tỉnh, thành phố", required=False)

    def __init__(self, data: QueryDict) -> None:
        provinces = [("", "Cả nước"), *((unit.code, unit.full_name) for unit in provinces_on())]
        super().__init__(data, he_thong=[("", "Tất cả"), *SupportedSystem.choices], tinh=provinces)

    def narrow(self, found: Any) -> Any:
        """Contacts under the filters; a province has its own and those for the whole country."""
        if system := self.value("he_thong"):
            found = found.filter(system=system)
        if province := self.value("tinh"):
            found = found.filter(agency__unit__code=province) | found.filter(agency__unit__isnull=True)
        return found


@method_decorator(login_not_required, name="dispatch")
class SupportView(View):
    """Support contacts by system and province (đầu mối hỗ trợ)."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = SupportFilterForm(request.GET)
        page = Paginator(form.narrow(contacts()), PER_PAGE).get_page(request.GET.get(PAGE))
        groups: dict[str, list[SupportContact]] = {}
        for contact in page:
            groups.setdefault(contact.get_system_display(), []).append(contact)
        context = {"form": form, "chips": form.chips(), "groups": groups.items(), "page_obj": page, "page_param": PAGE}
        return render(request, "portal/content/support.html", context)


@method_decorator([csrf_exempt, login_not_required], name="dispatch")
class DismissView(View):
    """Put one announcement out of this browser's sight until it is closed (ẩn thông báo ngắn).

    A cookie and nothing else: no session for readers, nothing to forge, so no token either.
    """

    def post(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        back = request.POST.get("next", "/")
        if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
            back = "/"
        response = HttpResponseRedirect(back)
        seen = [*dismissed(request), str(public_id)][-_MOST_DISMISSED:]
        response.set_cookie(DISMISSED, ".".join(seen), httponly=True, samesite="Lax", secure=request.is_secure())
        return response


def dismissed(request: HttpRequest) -> list[str]:
    """Announcements this browser does not want to see again."""
    return [each for each in request.COOKIES.get(DISMISSED, "").split(".") if each]
