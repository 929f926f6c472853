"""The page of all components, and what its samples lead to: for the Ministry's staff, for everybody under DEBUG."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.generic import FormView, TemplateView

from accounts.models import User
from accounts.roles import NATIONAL_ROLES
from core import jobs, pdf
from portal.design import catalogue, samples, tokens

SAMPLE_ITEMS = 40
_UNTOUCHED = "Trang mẫu: không có gì bị thay đổi."


@method_decorator(login_not_required, name="dispatch")
class StaffView(View):
    """A page for those who build and look after the portal."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.DEBUG:
            if not isinstance(request.user, User):
                return redirect_to_login(request.get_full_path())
            if not request.user.memberships.filter(role__in=NATIONAL_ROLES).exists():
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class DesignView(StaffView, TemplateView):
    """Every component with its purpose, props, code and states; the colours with their contrasts (bộ thành phần)."""

    template_name = "portal/design.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = samples.context(self.request)
        components = [
            (each, [(state, catalogue.rendered(state.source, self.request, context)) for state in each.states])
            for each in catalogue.components()
        ]
        colours = tokens.colours()
        pairs = [(pair, colours[pair.colour], colours[pair.ground], tokens.measured(pair)) for pair in tokens.PAIRS]
        return super().get_context_data(components=components, pairs=pairs, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        """What the samples send goes nowhere."""
        messages.info(request, _UNTOUCHED)
        return redirect("design")


class AskView(StaffView, FormView):
    """The sample of a page that asks before an act (trang hỏi lại)."""

    template_name = "portal/design_ask.html"
    form_class = samples.ReasonForm

    def form_valid(self, form: Any) -> HttpResponse:
        messages.info(self.request, _UNTOUCHED)
        return redirect("design")


class UploadView(StaffView, FormView):
    """The sample of an upload: what comes is checked as any other file, and thrown away (tải tệp)."""

    template_name = "portal/design_upload.html"
    form_class = samples.UploadForm

    def form_valid(self, form: Any) -> HttpResponse:
        letter = form.cleaned_data["letter"]
        messages.success(self.request, f"Đã nhận tệp {letter.name}, {letter.size_text}. Trang mẫu không giữ tệp lại.")
        letter.path.unlink(missing_ok=True)
        return redirect("design_upload")

    def form_invalid(self, form: Any) -> HttpResponse:
        return render(self.request, self.template_name, self.get_context_data(form=form), status=422)


class PdfView(StaffView):
    """A document of several pages for the preview (tệp mẫu)."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse(_document(), content_type="application/pdf")


class JobStartView(StaffView):
    """Starts a long job that only counts: shows that queue, worker and mail work (tác vụ mẫu)."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        if not isinstance(request.user, User):
            raise PermissionDenied
        title = f"Tác vụ mẫu: đếm đến {SAMPLE_ITEMS}"
        return redirect(
            jobs.start(
                "portal.sample_job", title=title, total=SAMPLE_ITEMS, by=request.user, back_url=reverse("design")
            )
        )


@cache
def _document() -> bytes:
    return pdf.render("pdf/design_sample.html", {"pages": range(1, 5)})
