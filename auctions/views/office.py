"""What all office pages of notices share: loading one by right, and the agencies a person may draft for."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views import View

from accounts import scoping
from accounts.models import Agency, User
from accounts.scoping import AgencyScopedMixin
from auctions.models import Draft, Notice
from auctions.services.guards import PUBLISHES


class NoticeView(AgencyScopedMixin, View):
    """A page about one notice: another agency's is 404, a missing right on a visible one is 403.

    `codename` is the right the page needs beyond seeing the notice; `title` names the act it asks about.
    """

    codename = ""
    title = ""
    notice: Notice

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        seen = Notice.objects.visible_to(request.user).select_related("agency", "created_by").defer("search")
        self.notice = get_object_or_404(seen, public_id=kwargs["public_id"])
        if self.codename and not scoping.can(request.user, self.codename, self.notice):
            raise PermissionDenied(self.codename)
        return super().dispatch(request, *args, **kwargs)

    def page(self, template: str, *, http_status: int = 200, **context: Any) -> HttpResponse:
        """A page with what all pages about one notice show."""
        notice = self.notice
        shared = {
            "notice": notice,
            "name": notice.title or "Bản nháp chưa có tên",
            "short": notice.code or "Bản nháp",
            "back_url": reverse("auctions:office_detail", args=[notice.public_id]),
            "edit_url": reverse("auctions:office_edit", args=[notice.public_id]),
            "list_title": list_title(self.request.user),
            "here": self.title,
        }
        return render(self.request, template, shared | context, status=http_status)

    @property
    def draft(self) -> Draft | None:
        """The open draft, if there is one."""
        draft = Draft.objects.select_related("saved_by").filter(notice=self.notice).first()
        if draft is not None:
            draft.notice = self.notice
        return draft


def list_title(user: User) -> str:
    """What the list is called for `user`: his own notices, or those he watches over."""
    drafts = scoping.holds_anywhere(user, "edit_notices")
    return "Thông báo của tôi" if drafts else "Thông báo đấu giá trong phạm vi quản lý"


def agencies_to_draft_for(user: User) -> list[Agency]:
    """Agencies for which `user` may draft and which publish notices of some kind (đơn vị được soạn thông báo)."""
    ids = scoping.agency_ids_with(user, "edit_notices")
    agencies = Agency.objects.filter(kind__in=list(PUBLISHES)).order_by("name", "pk")
    return list(agencies if ids is None else agencies.filter(pk__in=ids))
