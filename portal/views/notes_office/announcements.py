"""Short announcements in the office."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now

from accounts.models import User
from portal.forms.notes import AnnouncementForm
from portal.models import Announcement
from portal.queries.writers import ANNOUNCERS
from portal.services import notes
from portal.views.notes_office.base import FormPage, NotesView, OneNoteView

_LIST = "content:announcements"


class ListView(NotesView):
    """All announcements, those to come and those over too (thông báo ngắn)."""

    kinds, list_url = ANNOUNCERS, _LIST

    def get(self, request: HttpRequest) -> HttpResponse:
        found = Announcement.objects.visible_to(request.user).select_related("agency", "created_by")
        return self.listed("portal/office/announcements.html", found.order_by("-ends_at", "-pk"), moment=now())


class NewView(FormPage, NotesView):
    """A new announcement."""

    kinds, list_url = ANNOUNCERS, _LIST

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(self._form())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self._form(request.POST)
        if form.is_valid():
            values = dict(form.cleaned_data)
            if self.attempt(notes.announce, values.pop("agency"), by=request.user, form=form, **values):
                return self.finish("Đã lưu thông báo ngắn.")
        return self._page(form, status=422)

    def _form(self, data: Any = None) -> AnnouncementForm:
        form = AnnouncementForm(data, initial={"starts_at": now()})
        form.offer(self.agencies(self.request.user))
        return form

    def _page(self, form: AnnouncementForm, *, status: int = 200) -> HttpResponse:
        return self.form_page(form, "Soạn thông báo ngắn", ("Thông báo ngắn", reverse(_LIST)), status=status)


class AnnouncementView(OneNoteView):
    """A page about one announcement."""

    kinds, list_url = ANNOUNCERS, _LIST

    def records(self, user: User) -> QuerySet[Announcement]:
        return Announcement.objects.visible_to(user)


class ChangeView(FormPage, AnnouncementView):
    """Change its words or its days."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._page(AnnouncementForm(initial=AnnouncementForm.values_of(self.record)))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = AnnouncementForm(request.POST)
        if form.is_valid() and self.attempt(
            notes.change_announcement, self.record, by=request.user, form=form, **form.cleaned_data
        ):
            return self.finish("Đã sửa thông báo ngắn.")
        return self._page(form, status=422)

    def _page(self, form: AnnouncementForm, *, status: int = 200) -> HttpResponse:
        return self.form_page(form, "Sửa thông báo ngắn", ("Thông báo ngắn", reverse(_LIST)), status=status)


class EndView(AnnouncementView):
    """Take it off before its time (thôi hiện)."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return render(request, "portal/office/announcement_end.html", {"announcement": self.record})

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        notes.end_announcement(self.record, by=request.user)
        return self.finish("Thông báo ngắn đã thôi hiện.")
