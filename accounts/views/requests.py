"""An organisation without an account asks for one; it comes back by the secret link in its mail."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.http import content_disposition_header
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from accounts import limits
from accounts.forms.requests import ApplicationForm, LetterForm, LookupForm
from accounts.models import AccountRequest
from accounts.request_links import request_behind, token_of
from accounts.scoping import AttemptMixin
from accounts.services import requests as services
from accounts.workflow import RequestState
from core import pdf
from core.storage import serve

_NAMES = (
    "office", "kind", "organisation_name", "proposed_name", "address", "legal_representative", "phone", "email",
)  # fmt: skip


def application(form: ApplicationForm) -> services.Application:
    """What the form holds, for the service."""
    return services.Application(**{name: form.cleaned_data[name] for name in _NAMES})


class PreviewMixin:
    """ "Xem trước công văn" on the form: the letter with what is typed, as a PDF, before anything is kept."""

    request: HttpRequest

    def preview(self, form: ApplicationForm) -> HttpResponse | None:
        """The letter as it would be; None when the form was sent for good."""
        if "xem-truoc" not in self.request.POST:
            return None
        if not limits.allows(self.request, "letter_preview"):
            return limits.refusal(self.request)
        return letter_pdf(AccountRequest(**application(form).fields()), download=False)


def letter_pdf(row: AccountRequest, *, download: bool) -> HttpResponse:
    """The letter of Annex 01 as a PDF, to be kept or to be looked at (công văn đăng ký tài khoản)."""
    response = HttpResponse(pdf.render("pdf/account_request_letter.html", {"row": row}), content_type="application/pdf")
    name = f"Công văn đăng ký tài khoản {row.code}".strip()
    response["Content-Disposition"] = content_disposition_header(download, f"{name}.pdf") or ""
    return response


@method_decorator(login_not_required, name="dispatch")
class StartRequestView(PreviewMixin, AttemptMixin, FormView):
    """The form of Annex 01 (đề nghị cấp tài khoản)."""

    template_name = "accounts/request_form.html"
    form_class = ApplicationForm

    def form_valid(self, form: ApplicationForm) -> HttpResponse:
        if shown := self.preview(form):
            return shown
        data = application(form)
        if not limits.allows(self.request, "account_request", key=data.email):
            form.add_error(None, "Đã gửi nhiều đề nghị từ địa chỉ này. Chờ một giờ rồi thử lại.")
            return self.form_invalid(form)
        request = self.attempt(services.start_request, data, form_key=form.cleaned_data["form_key"], form=form)
        return redirect("request_own", token_of(request)) if request else self.form_invalid(form)


class OwnRequestMixin:
    """The request behind the secret link; a wrong or too old link leads to a page that says how to get a new one."""

    account_request: AccountRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = request_behind(kwargs["token"])
        if found is None:
            return render(request, "accounts/request_link_dead.html", status=404)
        self.account_request = found
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        response["X-Robots-Tag"] = "noindex"
        return response


@method_decorator([login_not_required, never_cache], name="dispatch")
class OwnRequestView(OwnRequestMixin, AttemptMixin, FormView):
    """Where the request stands; while it is open: print, sign, hand in the scan (nộp đề nghị)."""

    template_name = "accounts/request_own.html"
    form_class = LetterForm

    def get_initial(self) -> dict[str, Any]:
        row = self.account_request
        return {"letter": row.letter, "letter_number": row.letter_number, "letter_date": row.letter_date}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.account_request
        return {
            **super().get_context_data(**kwargs),
            "row": row,
            "token": self.kwargs["token"],
            "steps": _steps(row),
            "reason": _last_reason(row),
        }

    def form_valid(self, form: LetterForm) -> HttpResponse:
        data = form.cleaned_data
        done = self.attempt(
            services.submit_request,
            self.account_request,
            letter=data["letter"],
            letter_number=data["letter_number"],
            letter_date=data["letter_date"],
            form=form,
        )
        if not done:
            return self.form_invalid(form)
        messages.success(self.request, f"Đã nộp đề nghị đến {self.account_request.agency.name}.")
        return redirect("request_own", self.kwargs["token"])


@method_decorator([login_not_required, never_cache], name="dispatch")
class ChangeRequestView(OwnRequestMixin, PreviewMixin, AttemptMixin, FormView):
    """Change what the letter says, before handing in or after it was returned (sửa đề nghị)."""

    template_name = "accounts/request_form.html"
    form_class = ApplicationForm

    def get_initial(self) -> dict[str, Any]:
        row = self.account_request
        return {**{name: getattr(row, name) for name in _NAMES if name != "office"}, "office": row.agency}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "row": self.account_request, "token": self.kwargs["token"]}

    def form_valid(self, form: ApplicationForm) -> HttpResponse:
        if shown := self.preview(form):
            return shown
        if not self.attempt(services.change_request, self.account_request, application(form), form=form):
            return self.form_invalid(form)
        messages.success(self.request, "Đã lưu. In lại công văn nếu đã in bản cũ.")
        return redirect("request_own", self.kwargs["token"])


@method_decorator([login_not_required, never_cache], name="dispatch")
class LetterPdfView(OwnRequestMixin, View):
    """The letter of Annex 01 with what was typed, to print, sign and seal (công văn đăng ký tài khoản)."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return letter_pdf(self.account_request, download="xem" not in request.GET)


@method_decorator([login_not_required, never_cache], name="dispatch")
class OwnScanView(OwnRequestMixin, View):
    """The scan the applicant handed in (bản quét đã nộp)."""

    def get(self, request: HttpRequest, token: str) -> HttpResponseBase:
        if self.account_request.letter is None:
            raise Http404
        return serve(request, self.account_request.letter)


@method_decorator(login_not_required, name="dispatch")
class LookupView(FormView):
    """Mails the link again to whoever knows code and address; says the same to everybody (tra cứu đề nghị)."""

    template_name = "accounts/request_lookup.html"
    form_class = LookupForm

    def form_valid(self, form: LookupForm) -> HttpResponse:
        data = form.cleaned_data
        if not limits.allows(self.request, "account_request_lookup", key=data["email"]):
            form.add_error(None, "Đã tra cứu nhiều lần. Chờ một giờ rồi thử lại.")
            return self.form_invalid(form)
        found = AccountRequest.objects.filter(code=data["code"], email__iexact=data["email"]).first()
        if found is not None:
            services.mail_link(found)
        return self.render_to_response(self.get_context_data(form=form, sent=True))


def _last_reason(row: AccountRequest) -> str:
    """Why the Sở returned or refused it; "" otherwise."""
    if row.state not in {RequestState.RETURNED, RequestState.REFUSED}:
        return ""
    step = row.log.filter(to_state=row.state).order_by("-pk").first()
    return step.note if step else ""


def _steps(row: AccountRequest) -> list[dict[str, str]]:
    labels = ["Khai thông tin", "In, ký, đóng dấu công văn", "Nộp bản quét", "Sở Tư pháp xem xét", "Nhận tài khoản"]
    at = {
        RequestState.DRAFT: 1,
        RequestState.RETURNED: 1,
        RequestState.SUBMITTED: 3,
        RequestState.GRANTED: 5,
        RequestState.REFUSED: 4,
    }[RequestState(row.state)]
    states = ["done" if place < at else "current" if place == at else "todo" for place in range(len(labels))]
    return [{"label": label, "state": state} for label, state in zip(labels, states, strict=True)]
