"""The list of notices in the office, and beginning a new one."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views import View

from accounts import scoping
from accounts.models import AgencyKind
from accounts.scoping import AgencyScopedMixin
from auctions.forms.filters import PAGE, OfficeFilterForm, with_moment
from auctions.forms.starting import NewNoticeForm
from auctions.models import Notice
from auctions.services import create_draft
from auctions.services.guards import PUBLISHES
from auctions.status import status_of
from auctions.views.office import agencies_to_draft_for, list_title

PER_PAGE = 25


class OfficeNoticeListView(View):
    """Own agency's notices, drafts included (thông báo của tôi); for a Sở Tư pháp those of its province."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if not scoping.holds_anywhere(request.user, "view_notices"):
            raise PermissionDenied("view_notices")
        may_draft = scoping.holds_anywhere(request.user, "edit_notices")
        visible = with_moment(Notice.objects.visible_to(request.user))
        form = OfficeFilterForm(request.GET)
        page = self._page(form.narrow(visible))
        context = {
            "form": form,
            "tabs": form.tabs(visible),
            "chips": form.chips(),
            "page_obj": page,
            "page_param": PAGE,
            "rows": [(notice, getattr(notice, "draft", None), status_of(notice, now())) for notice in page],
            "may_draft": may_draft,
            "is_own": may_draft and len(agencies_to_draft_for(request.user)) == 1,
            "title": list_title(request.user),
        }
        return render(request, "auctions/office/list.html", context)

    def _page(self, notices: QuerySet[Notice]) -> Any:
        shown = notices.select_related("agency", "draft", "draft__saved_by").defer("search")
        return Paginator(shown, PER_PAGE).get_page(self.request.GET.get(PAGE))


class NewNoticeView(AgencyScopedMixin, View):
    """Begin a notice (soạn thông báo): for which unit, hence of which kind."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not scoping.holds_anywhere(request.user, "edit_notices"):
            raise PermissionDenied("edit_notices")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        form = NewNoticeForm(agencies=agencies_to_draft_for(request.user), initial={"public_id": uuid.uuid4()})
        return self._page(form)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = NewNoticeForm(request.POST, agencies=agencies_to_draft_for(request.user))
        if form.is_valid():
            agency, public_id = form.cleaned_data["agency"], form.cleaned_data["public_id"]
            kind = PUBLISHES[AgencyKind(agency.kind)]
            if notice := self.attempt(create_draft, agency, kind, by=request.user, public_id=public_id, form=form):
                return redirect("auctions:office_edit", notice.public_id)
        return self._page(form, status=422)

    def _page(self, form: NewNoticeForm, *, status: int = 200) -> HttpResponse:
        ids = [agency.pk for agency in form.agencies]
        drafts = Notice.objects.filter(agency__in=ids, draft__isnull=False).select_related("draft").order_by("-pk")
        context = {
            "form": form,
            "starts": [(agency, PUBLISHES[AgencyKind(agency.kind)].label) for agency in form.agencies],
            "drafts": drafts.defer("search")[:5],
        }
        return render(self.request, "auctions/office/new.html", context, status=status)
