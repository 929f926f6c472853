"""Editors keep legal documents (cập nhật văn bản quy phạm pháp luật)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views import View
from django.views.generic import DetailView, FormView
from django.views.generic.detail import SingleObjectMixin

from accounts import scoping
from accounts.scoping import AgencyScopedMixin, AttemptMixin
from core.storage import serve
from portal.filtering import PAGE
from portal.forms.legal import ChangeDocumentForm, NewDocumentForm, initial_of
from portal.law_lists import OfficeDocumentFilter
from portal.legal_timeline import timeline
from portal.models import LegalDocument, LegalFile, LegalRelation
from portal.queries import legal
from portal.queries.history import history_of
from portal.services import legal as services
from portal.views.legal import effect_of
from portal.workflows.legal import WORKFLOW, DocumentState

PER_PAGE = 25
STATE_KINDS = {DocumentState.DRAFT: "out", DocumentState.PUBLISHED: "ok", DocumentState.WITHDRAWN: "bad"}


class LegalOfficeListView(View):
    """Documents one keeps, drafts included (danh sách văn bản)."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if not legal.may_edit_documents(request.user):
            raise PermissionDenied("edit_content")
        filtered = OfficeDocumentFilter(request.GET, LegalDocument.objects.visible_to(request.user))
        page = Paginator(filtered.qs, PER_PAGE).get_page(request.GET.get(PAGE))
        context = {
            "filtered": filtered,
            "page_obj": page,
            "param": PAGE,
            "rows": [(each, effect_of(each), STATE_KINDS[DocumentState(each.state)]) for each in page],
            "chips": filtered.chips(request.path),
        }
        return render(request, "portal/legal/office_list.html", context)


class NewLegalView(AttemptMixin, FormView):
    """Enter a document (nhập văn bản)."""

    template_name = "portal/legal/office_form.html"
    form_class = NewDocumentForm
    extra_context = {"heading": "Nhập văn bản", "document": None}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not legal.may_edit_documents(request.user):
            raise PermissionDenied("edit_content")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: NewDocumentForm) -> HttpResponse:
        agency = legal.editing_agencies(self.request.user)[0]
        key = form.cleaned_data["form_key"]
        found = self.attempt(
            services.create_document, form.facts(), agency=agency, by=self.request.user, public_id=key, form=form
        )
        if not found:
            return self.form_invalid(form)
        self.succeed("Đã lưu bản nháp. Thêm quan hệ và tệp, rồi đăng.")
        return redirect("legal_office_detail", found.public_id)


class LegalOfficeMixin(AgencyScopedMixin, SingleObjectMixin):
    """One document of one's own agency; another's does not exist (404)."""

    queryset = LegalDocument.objects.select_related("agency", "created_by").defer("search", "loaded")
    slug_field = slug_url_kwarg = "public_id"
    context_object_name = "document"
    object: LegalDocument

    def is_editable(self) -> bool:
        """Whether the person may change the document as it stands: a public one only whoever publishes."""
        return may_change(self.request.user, self.object)

    def require_editable(self) -> None:
        """403 for whoever may look only."""
        if not self.is_editable():
            raise PermissionDenied("publish_content")

    def own_url(self) -> str:
        """The page of the document."""
        return reverse("legal_office_detail", args=[self.object.public_id])


def may_change(user: Any, document: LegalDocument) -> bool:
    """Drafts by whoever edits, published ones by whoever publishes, withdrawn ones by nobody."""
    codename = {DocumentState.DRAFT: "edit_content", DocumentState.PUBLISHED: "publish_content"}
    wanted = codename.get(DocumentState(document.state))
    return wanted is not None and scoping.can(user, wanted, document)


class LegalOfficeView(LegalOfficeMixin, DetailView):
    """A document with its parts, its log and what can be done (một văn bản)."""

    template_name = "portal/legal/office_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        document = self.object
        today = localdate()
        shown = legal.with_status_on(LegalDocument.objects.filter(pk=document.pk), today).defer("search").get()
        relations = LegalRelation.objects.select_related("source", "target").order_by("kind", "pk")
        return {
            **super().get_context_data(**kwargs),
            "effect": effect_of(shown),
            "state_kind": STATE_KINDS[DocumentState(document.state)],
            "today": today,
            "acts_on": relations.filter(source=document),
            "acted_by": relations.filter(target=document),
            "files": LegalFile.objects.filter(document=document).select_related("file").order_by("pk"),
            "timeline": timeline(shown, relations.filter(target=document, source__state="published"), today),
            "steps": {step.step for step in WORKFLOW.available(document, self.request.user)},
            "editable": self.is_editable(),
            "discardable": not document.published_at and scoping.can(self.request.user, "edit_content", document),
            "log": [
                (entry, WORKFLOW.transitions[entry.step].label)
                for entry in document.log.select_related("by").order_by("-pk")[:30]
            ],
        }


class ChangeLegalView(LegalOfficeMixin, FormView):
    """Change the metadata (sửa thông tin văn bản)."""

    template_name = "portal/legal/office_form.html"
    form_class = ChangeDocumentForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.object = self.get_object()
        self.require_editable()
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return initial_of(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "is_public": self.object.state == DocumentState.PUBLISHED}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "heading": f"Sửa {self.object.name}", "back": self.own_url()}

    def form_valid(self, form: ChangeDocumentForm) -> HttpResponse:
        done = self.attempt(
            services.change_document,
            self.object,
            form.facts(),
            revision=form.cleaned_data["revision"],
            by=self.request.user,
            note=form.cleaned_data.get("reason", ""),
            form=form,
        )
        if not done:
            return self.form_invalid(form)
        self.succeed("Đã lưu thay đổi.")
        return redirect(self.own_url())


class LegalHistoryView(LegalOfficeMixin, DetailView):
    """Every change with who made it (lịch sử thay đổi)."""

    template_name = "portal/legal/office_history.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        changes = Paginator(history_of(self.object), PER_PAGE).get_page(self.request.GET.get(PAGE))
        return {**super().get_context_data(**kwargs), "page_obj": changes, "param": PAGE}


class LegalOfficeFileView(LegalOfficeMixin, View):
    """A file of a document one keeps, drafts included (tệp của văn bản)."""

    def get(self, request: HttpRequest, public_id: UUID, file: UUID) -> HttpResponseBase:
        document = self.get_object()
        found = get_object_or_404(LegalFile.objects.select_related("file"), document=document, public_id=file)
        return serve(request, found.file, inline="tai-ve" not in request.GET)
