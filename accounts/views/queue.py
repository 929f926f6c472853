"""A Sở Tư pháp decides about the requests of its province (đề nghị cấp tài khoản chờ xem xét)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View
from django.views.generic import FormView, ListView
from django.views.generic.detail import SingleObjectMixin

from accounts import naming
from accounts.forms.requests import GrantForm, ReasonForm
from accounts.models import AccountRequest
from accounts.queries.names import free_variants, name_holder
from accounts.queries.requests import existing_agencies, others_of_same_organisation, taken_logins, waiting_requests
from accounts.roles import Role
from accounts.scoping import AgencyScopedMixin, holds_anywhere
from accounts.services import requests as services
from accounts.views.lists import PagesMixin
from accounts.workflow import WORKFLOW, RequestState
from core.storage import serve

_STATES = [
    (RequestState.SUBMITTED, "Chờ xem xét"),
    (RequestState.RETURNED, "Đã trả lại"),
    (RequestState.GRANTED, "Đã cấp"),
    (RequestState.REFUSED, "Đã từ chối"),
]


class QueueView(AgencyScopedMixin, PagesMixin, ListView):
    """Requests to one's own Sở, those that wait first (hàng chờ)."""

    queryset = AccountRequest.objects.select_related("agency")
    template_name = "accounts/queue.html"

    def get_queryset(self) -> QuerySet[AccountRequest]:
        if not holds_anywhere(self.request.user, "decide_account_requests"):
            raise PermissionDenied("decide_account_requests")
        wanted = self.request.GET.get("trang-thai", "")
        self.state = wanted if wanted in dict(_STATES) else RequestState.SUBMITTED.value
        self.text = self.request.GET.get("tim", "")[:200]
        order = "submitted_at" if self.state == RequestState.SUBMITTED else "-submitted_at"
        return super().get_queryset().filter(state=self.state).search(self.text).order_by(order, "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = waiting_requests(self.request.user).count()
        context = super().get_context_data(**kwargs)
        return {**context, "states": _STATES, "state": self.state, "text": self.text, "waiting": waiting}


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
        messages.success(self.request, f"Đã cấp tài khoản {row.granted_login} và gửi mật khẩu lần đầu đến {row.email}.")
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


class DecisionView(RequestMixin, FormView):
    """A decision with a reason that is mailed to the applicant."""

    template_name = "accounts/request_reason.html"
    form_class = ReasonForm
    step = title = act = consequence = done = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.object: AccountRequest = self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {name: getattr(self, name) for name in ("title", "act", "consequence")}
        refusal = WORKFLOW.refusal(self.object, self.step, self.request.user)
        back = reverse("request_detail", args=[self.object.public_id])
        return {**super().get_context_data(**kwargs), **shown, "refusal": refusal, "back": back}

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        service = {"return": services.return_request, "refuse": services.refuse_request}[self.step]
        if not self.attempt(service, self.object, by=self.request.user, note=form.cleaned_data["note"], form=form):
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect("request_queue")


class ReturnView(DecisionView):
    """Send back to be mended (trả lại)."""

    step, title, act = "return", "Trả lại đề nghị để bổ sung", "Trả lại"
    consequence = "Tổ chức nhận thư có lý do và liên kết để sửa, nộp lại. Số đề nghị giữ nguyên."
    done = "Đã trả lại đề nghị và gửi thư cho tổ chức."


class RefuseView(DecisionView):
    """Refuse for good (từ chối)."""

    step, title, act = "refuse", "Từ chối cấp tài khoản", "Từ chối"
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
