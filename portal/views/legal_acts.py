"""Acts upon a legal document: each is a page that asks, then one service."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView

from accounts import scoping
from portal.filtering import typed_words
from portal.forms.legal import FileForm, ReasonForm, RelationForm
from portal.models import LegalFile, LegalRelation
from portal.queries import legal
from portal.services import legal as services
from portal.services import legal_parts
from portal.views.legal_office import LegalOfficeMixin
from portal.workflows.legal import WORKFLOW


class LegalActView(LegalOfficeMixin, FormView):
    """One act: GET asks, POST does it. Without the right: 403."""

    template_name = "portal/legal/office_act.html"
    form_class: type[forms.Form] = forms.Form
    step = title = act = consequence = done = ""
    danger = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.object = self.get_object()
        self.check_right()
        return super().dispatch(request, *args, **kwargs)

    def check_right(self) -> None:
        """403 for whoever may not do this to this document."""
        if not scoping.can(self.request.user, WORKFLOW.transitions[self.step].permission, self.object):
            raise PermissionDenied(self.step)

    def refusal(self) -> str:
        """Why the act is not possible now; "" when it is."""
        return WORKFLOW.refusal(self.object, self.step, self.request.user) if self.step else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {name: getattr(self, name) for name in ("title", "act", "consequence", "danger")}
        return {**super().get_context_data(**kwargs), **shown, "back": self.own_url(), "refusal": self.refusal()}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        if not self.attempt(self.perform, form, form=form):
            return self.form_invalid(form)
        self.succeed(self.done)
        return redirect(self.next_url())

    def next_url(self) -> str:
        """Where the person sees what came of it."""
        return self.own_url()

    def perform(self, form: forms.Form) -> Any:
        """Call the one service of this act."""
        raise NotImplementedError


class PublishLegalView(LegalActView):
    """Publish (đăng văn bản)."""

    step, title, act, done = "publish", "Đăng văn bản", "Đăng văn bản", "Đã đăng văn bản lên Cổng."
    consequence = "Mọi người xem và tìm được văn bản này. Hiệu lực hiện theo ngày và quan hệ đã nhập."

    def perform(self, form: forms.Form) -> None:
        services.publish_document(self.object, by=self.request.user)


class WithdrawLegalView(LegalActView):
    """Withdraw with a reason (gỡ văn bản)."""

    form_class = ReasonForm
    step, title, act, danger, done = "withdraw", "Gỡ văn bản", "Gỡ văn bản", True, "Đã gỡ văn bản khỏi Cổng."
    consequence = (
        "Văn bản không còn hiện trên Cổng, địa chỉ cũ báo đã gỡ. Quan hệ của nó không còn tính vào hiệu lực "
        "của văn bản khác. Có thể đăng lại."
    )

    def perform(self, form: forms.Form) -> None:
        services.withdraw_document(self.object, by=self.request.user, note=form.cleaned_data["note"])


class RestoreLegalView(LegalActView):
    """Publish again what was withdrawn (đăng lại)."""

    step, title, act, done = "restore", "Đăng lại văn bản", "Đăng lại", "Đã đăng lại văn bản."
    consequence = "Văn bản hiện lại trên Cổng ở địa chỉ cũ."

    def perform(self, form: forms.Form) -> None:
        services.restore_document(self.object, by=self.request.user)


class DiscardLegalView(LegalActView):
    """Delete a draft (xoá bản nháp)."""

    title, act, danger, done = "Xoá bản nháp", "Xoá bản nháp", True, "Đã xoá bản nháp."
    consequence = "Bản nháp cùng tệp và quan hệ của nó mất hẳn, không khôi phục được."

    def check_right(self) -> None:
        if not scoping.can(self.request.user, "edit_content", self.object):
            raise PermissionDenied("edit_content")

    def refusal(self) -> str:
        return "Văn bản đã từng đăng nên không xoá được, chỉ gỡ." if self.object.published_at else ""

    def next_url(self) -> str:
        return reverse("legal_office_list")

    def perform(self, form: forms.Form) -> None:
        services.discard_draft(self.object, by=self.request.user)


class PartView(LegalActView):
    """An act upon a part of a document one may change."""

    def check_right(self) -> None:
        self.require_editable()


class AddRelationView(PartView):
    """Find the other document, say what this one does to it (thêm quan hệ)."""

    template_name = "portal/legal/office_relation.html"
    form_class = RelationForm
    title, act, done = "Thêm quan hệ", "Thêm quan hệ", "Đã thêm quan hệ."

    def get_form_kwargs(self) -> dict[str, Any]:
        self.text = typed_words(self.request.GET)
        found = legal.relation_candidates(self.request.user, self.object, self.text) if self.text else []
        self.found = found
        return {**super().get_form_kwargs(), "candidates": found}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "text": self.text, "found": self.found}

    def perform(self, form: forms.Form) -> LegalRelation:
        data = form.cleaned_data
        return legal_parts.add_relation(
            self.object,
            data["target"],
            data["kind"],
            by=self.request.user,
            is_partial=data["is_partial"],
            starts_on=data["starts_on"],
            note=data["note"],
        )


class RemoveRelationView(PartView):
    """Take a relation back (bỏ quan hệ)."""

    title, act, danger, done = "Bỏ quan hệ", "Bỏ quan hệ", True, "Đã bỏ quan hệ."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        relation = self.relation()
        words = f"{relation.get_kind_display()} {relation.target.name}: {relation.target.title}"
        return {**super().get_context_data(**kwargs), "subject": words}

    def relation(self) -> LegalRelation:
        known = LegalRelation.objects.select_related("source", "target").filter(source=self.object)
        return get_object_or_404(known, pk=self.kwargs["relation"])

    def perform(self, form: forms.Form) -> None:
        legal_parts.remove_relation(self.relation(), by=self.request.user)


class AddFileView(PartView):
    """Upload a PDF or DOCX (thêm tệp)."""

    template_name = "portal/legal/office_file.html"
    form_class = FileForm
    title, act = "Thêm tệp", "Tải lên"
    done = "Đã nhận tệp. Nội dung đang được đọc để tìm kiếm, thường xong trong một phút."

    def perform(self, form: forms.Form) -> LegalFile:
        data = form.cleaned_data
        return legal_parts.add_file(self.object, data["upload"], label=data["label"], by=self.request.user)


class RemoveFileView(PartView):
    """Take a file away (bỏ tệp)."""

    title, act, danger, done = "Bỏ tệp", "Bỏ tệp", True, "Đã bỏ tệp."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "subject": str(self.legal_file())}

    def legal_file(self) -> LegalFile:
        known = LegalFile.objects.select_related("document", "file").filter(document=self.object)
        return get_object_or_404(known, public_id=self.kwargs["file"])

    def perform(self, form: forms.Form) -> None:
        legal_parts.remove_file(self.legal_file(), by=self.request.user)
