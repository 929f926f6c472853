"""Public pages of the provincial justice offices (Sở Tư pháp)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.timezone import now
from django.views.generic import View

from accounts.models import Agency
from portal.discovery.markup import agency_meta
from portal.presenting.pages import article_page
from portal.queries import offices
from portal.regions import REGIONS, region_of
from portal.views.articles_public import file_of

_NEWEST = 8


@method_decorator(login_not_required, name="dispatch")
class StpListView(View):
    """All offices by region (danh sách Sở Tư pháp)."""

    def get(self, request: HttpRequest) -> HttpResponse:
        groups: dict[str, list[Agency]] = {name: [] for name in REGIONS}
        for office in offices.offices():
            groups.setdefault(region_of(office.unit.code if office.unit else ""), []).append(office)
        regions = [(name, members) for name, members in groups.items() if members]
        return render(request, "portal/content/stp_list.html", {"regions": regions})


class OfficeView(View):
    """A page of one office; the code of a merged one leads to the office it became part of."""

    def office(self, code: str) -> Agency:
        """The office with this code, or 404."""
        found = offices.office_of_code(code)
        if found is None:
            raise Http404("no such office")
        return found


@method_decorator(login_not_required, name="dispatch")
class StpView(OfficeView):
    """Introduction, contact, news and notices of one office (trang của Sở Tư pháp)."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        agency = self.office(code)
        if agency.successor and agency.successor.account_code:
            return redirect("content:stp", agency.successor.account_code, permanent=True)
        if code != agency.account_code:
            return redirect("content:stp", agency.account_code, permanent=True)
        moment = now()
        version = offices.introduction_of(agency, moment)
        shown = article_page(version.article, version, moment=moment) if version else {"version": None, "files": []}
        place = f"?tinh={agency.unit.code}" if agency.unit else ""
        context = {
            **shown,
            "agency": agency,
            "contact": contact_of(agency, version),
            "news": offices.news_of(agency, moment, _NEWEST),
            "auctions_url": f"{reverse('auctions:auction_list')}{place}",
            "selections_url": f"{reverse('auctions:selection_list')}{place}",
            "contacts": list(offices.contacts().filter(agency=agency)),
            "is_preview": False,
            "meta": agency_meta(agency, request.path, about=version.summary if version else ""),
        }
        return render(request, "portal/content/stp.html", context)


@method_decorator(login_not_required, name="dispatch")
class StpFileView(OfficeView):
    """A file of the office's introduction."""

    def get(self, request: HttpRequest, code: str, file: Any) -> HttpResponseBase:
        return file_of(request, offices.introduction_of(self.office(code), now()), file)


def contact_of(agency: Agency, version: Any) -> list[tuple[str, str]]:
    """Where the office is reached: as its introduction says, else as its account does."""
    said = {name: getattr(version, name, "") or getattr(agency, name) for name in ("address", "phone", "email")}
    labels = {"address": "Địa chỉ", "phone": "Điện thoại", "email": "Thư điện tử"}
    return [(labels[name], value) for name, value in said.items() if value]
