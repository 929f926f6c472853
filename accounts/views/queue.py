"""A Sở Tư pháp decides about the requests of its province (đề nghị cấp tài khoản chờ xem xét)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View
from django.views.generic import FormView, ListView
from django.views.generic.detail import SingleObjectMixin

from accounts import naming
from accounts.forms.requests import GrantForm, ReasonForm, RequestFilter
from accounts.models import AccountRequest
from accounts.queries.names import free_variants, name_holder
from accounts.queries.requests import existing_agencies, others_of_same_organisation, taken_logins, waiting_requests
from accounts.roles import Role
from accounts.scoping import AgencyScopedMixin, can, holds_anywhere
from accounts.services import requests as services
from accounts.views.asking import ActView
from accounts.views.lists import PagesMixin
from accounts.workflow import WORKFLOW, RequestState
from core.storage import serve


class QueueView(AgencyScopedMixin, PagesMixin, ListView):
    """Requests to one's own Sở, those that wait first (hàng chờ)."""

    queryset = AccountRequest.objects.select_related("agency")
    template_name = "accounts/queue.html"

    def get_queryset(self) -> QuerySet[AccountRequest]:
        if not holds_anywhere(self.request.user, "decide_account_requests"):
            raise PermissionDenied("decide_account_requests")
        self.filter = RequestFilter(self.request.GET, queryset=super().get_queryset())
        waits = self.filter.form["trang_thai"].value() == RequestState.SUBMITTED
        return self.filter.qs.order_by("submitted_at" if waits else "-submitted_at", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = waiting_requests(self.request.user).count()
        return {**super().get_context_data(**kwargs), "filter": self.filter, "waiting": waiting}


class RequestMixin(AgencyScopedMixin, SingleObjectMixin):
    """One handed-in request of one's own Sở; another province's does not exist (404)."""

    queryset = AccountRequest.objects.select_related("agency", "letter", "granted_agency", "granted_user")
    slug_field = slug_url_kwarg = "public_id"
    context_object_name = "row"


class RequestView(RequestMixin, FormView):
    """The letter, the facts, the name; the decision to grant (xem xét, cấp tài khoản)."""

    template_name = "accounts/request_detail.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.object: AccountRequest = self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def get_form(self, form_class: type[forms.Form] | None = None) -> GrantForm:
        data = self.request.POST if self.request.method == "POST" else None
        agencies, wanted = existing_agencies(self.object), self.request.GET.get("ten", "")
        return GrantForm(data, request=self.object, agencies=agencies, proposed_name=wanted)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form: GrantForm = context["form"]
        typed = form.data.get("proposed_name", "") if form.is_bound else form.initial["proposed_name"]
        waiting = waiting_requests(self.request.user).exclude(pk=self.object.pk)
        return {
            **context,
            "log": self.object.log.select_related("by").order_by("at", "pk"),
            "others": others_of_same_organisation(self.object)[:5],
            "steps": {step.step for step in WORKFLOW.available(self.object, self.request.user)},
            "name": check_name(typed, self.object),
            "next_row": waiting.first(),
        }

    def form_valid(self, form: GrantForm) -> HttpResponse:
        data = form.cleaned_data
        done = self.attempt(
            services.grant_request,
            self.object,
            by=self.request.user,
            proposed_name=data["proposed_name"],
            roles={Role(value) for value in data["roles"]},
            agency=data.get("agency"),
            form=form,
        )
        self.object.refresh_from_db()
        if not done:
            return self.form_invalid(form)
        row = self.object
        self.succeed(f"Đã cấp tài khoản {row.granted_login} và gửi mật khẩu lần đầu đến {row.email}.")
        return redirect("request_detail", self.object.public_id)


class NameCheckView(RequestMixin, View):
    """Whether a proposed name is free, while it is typed (htmx)."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        found = check_name(request.GET.get("proposed_name", ""), self.get_object())
        return render(request, "accounts/request_detail.html#name", {"name": found})


class LetterView(RequestMixin, View):
    """The signed letter, shown inside the page of its request (bản quét công văn)."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponseBase:
        return serve(request, self.get_object().letter, inline="tai-ve" not in request.GET)


class DecisionView(ActView):
    """A decision with a reason that is mailed to the applicant."""

    queryset = AccountRequest.objects.select_related("agency")
    form_class = ReasonForm
    step = ""
    danger = True
    service: Callable[..., None]

    def may_act(self) -> bool:
        return can(self.request.user, "decide_account_requests", self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row: AccountRequest = self.object
        here = reverse("request_detail", args=[row.public_id])
        trail = [(reverse("request_queue"), "Đề nghị cấp tài khoản"), (here, f"Đề nghị {row.reference}")]
        refusal = WORKFLOW.refusal(row, self.step, self.request.user)
        asked = self.asked(row.organisation_name, trail=trail, refusal=refusal)
        return {**super().get_context_data(**kwargs), **asked}

    def perform(self, form: forms.Form) -> None:
        type(self).service(self.object, by=self.request.user, note=form.cleaned_data["note"])

    def get_success_url(self) -> str:
        return reverse("request_queue")


class ReturnView(DecisionView):
    """Send back to be mended (trả lại)."""

    step, service = "return", services.return_request
    title, act = "Trả lại đề nghị để bổ sung", "Trả lại"
    consequence = "Tổ chức nhận thư có lý do và liên kết để sửa, nộp lại. Số đề nghị giữ nguyên."
    done = "Đã trả lại đề nghị và gửi thư cho tổ chức."


class RefuseView(DecisionView):
    """Refuse for good (từ chối)."""

    step, service = "refuse", services.refuse_request
    title, act = "Từ chối cấp tài khoản", "Từ chối"
    consequence = "Đề nghị kết thúc, không mở lại được. Tổ chức nhận thư có lý do và có thể lập đề nghị mới."
    done = "Đã từ chối đề nghị và gửi thư cho tổ chức."


def check_name(typed: str, row: AccountRequest) -> dict[str, Any]:
    """What the page says about a proposed name: login it would give, what is wrong or taken, free variants."""
    proposed = naming.clean_proposed(typed[:100])
    login = naming.organisation_login(proposed, row.agency.account_suffix)
    wrong = naming.why_not_proposed(proposed)
    taken = [] if wrong else taken_logins(proposed)
    held = "" if wrong or taken else name_holder(login)
    variants = free_variants(proposed, row.agency) if taken or held else []
    return {"login": login, "wrong": wrong, "taken": taken, "held": held, "variants": variants}
