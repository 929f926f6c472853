"""Support contacts in the office."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.models import User
from portal.forms.notes import ContactForm
from portal.models import SupportContact
from portal.services import notes
from portal.views.notes_office.base import FormPage, NotesView, OneNoteView

_LIST = "content:contacts"


class ListView(NotesView):
    """The contacts one keeps (đầu mối hỗ trợ)."""

    kinds, list_url = notes.CONTACT_KEEPERS, _LIST

    def get(self, request: HttpRequest) -> HttpResponse:
        found = SupportContact.objects.visible_to(request.user).select_related("agency")
        many = len(self.agencies(request.user)) > 1
        return self.listed("portal/office/contacts.html", found.order_by("system", "office", "pk"), has_many=many)


class NewView(FormPage, NotesView):
    """A new contact."""

    kinds, list_url = notes.CONTACT_KEEPERS, _LIST

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(self._form())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self._form(request.POST)
        if form.is_valid():
            values = dict(form.cleaned_data)
            if self.attempt(notes.add_contact, values.pop("agency"), by=request.user, form=form, **values):
                return self.finish("Đã thêm đầu mối hỗ trợ.")
        return self._page(form, status=422)

    def _form(self, data: Any = None) -> ContactForm:
        form = ContactForm(data)
        form.offer(self.agencies(self.request.user))
        return form

    def _page(self, form: ContactForm, *, status: int = 200) -> HttpResponse:
        return self.form_page(form, "Thêm đầu mối hỗ trợ", ("Đầu mối hỗ trợ", reverse(_LIST)), status=status)


class ContactView(OneNoteView):
    """A page about one contact."""

    kinds, list_url = notes.CONTACT_KEEPERS, _LIST

    def records(self, user: User) -> QuerySet[SupportContact]:
        return SupportContact.objects.visible_to(user)


class ChangeView(FormPage, ContactView):
    """Change what the public reads of it."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._page(ContactForm(initial=ContactForm.values_of(self.record)))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = ContactForm(request.POST)
        if form.is_valid() and self.attempt(
            notes.change_contact, self.record, by=request.user, form=form, **form.cleaned_data
        ):
            return self.finish("Đã sửa đầu mối hỗ trợ.")
        return self._page(form, status=422)

    def _page(self, form: ContactForm, *, status: int = 200) -> HttpResponse:
        return self.form_page(form, "Sửa đầu mối hỗ trợ", ("Đầu mối hỗ trợ", reverse(_LIST)), status=status)


class RemoveView(ContactView):
    """Take it off the page."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return render(request, "portal/office/contact_remove.html", {"contact": self.record})

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        notes.remove_contact(self.record, by=request.user)
        return self.finish("Đã bỏ đầu mối hỗ trợ.")
