"""What the pages of announcements and support contacts share."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View

from accounts.models import Agency, User
from accounts.scoping import AttemptMixin
from portal.forms.filters import PAGE
from portal.queries.writers import agencies_of

PER_PAGE = 50


class NotesView(AttemptMixin, View):
    """A page for whoever publishes content of some agency of `kinds`."""

    kinds: Collection[str] = ()
    list_url = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.agencies(request.user):
            raise PermissionDenied("publish_content")
        return super().dispatch(request, *args, **kwargs)

    def agencies(self, user: User) -> list[Agency]:
        """Agencies of these kinds for which `user` publishes."""
        return list(agencies_of(user, "publish_content", self.kinds))

    def listed(self, template: str, records: QuerySet[Any], **context: Any) -> HttpResponse:
        """A page of the list."""
        page = Paginator(records, PER_PAGE).get_page(self.request.GET.get(PAGE))
        return render(self.request, template, {"page_obj": page, "page_param": PAGE, **context})

    def finish(self, text: str) -> HttpResponse:
        """Back to the list, saying what was done."""
        messages.success(self.request, text)
        return redirect(self.list_url)


class OneNoteView(NotesView):
    """A page about one record of `queryset`; another agency's is 404."""

    record: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated:
            self.record = get_object_or_404(self.records(request.user), public_id=kwargs["public_id"])
        return super().dispatch(request, *args, **kwargs)

    def records(self, user: User) -> QuerySet[Any]:
        """Those the person may change."""
        raise NotImplementedError


class FormPage:
    """A form on a page of its own, with what stands around it."""

    request: HttpRequest

    def form_page(self, form: BaseForm, heading: str, back: tuple[str, str], *, status: int = 200) -> HttpResponse:
        """`back`: name and address of the list above."""
        context = {"form": form, "heading": heading, "back_name": back[0], "back_url": back[1]}
        return render(self.request, "portal/office/note_form.html", context, status=status)
