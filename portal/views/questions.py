"""Public pages of questions: ask, confirm, follow, read (hỏi đáp pháp luật)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.decorators import method_decorator
from django.utils.timezone import localtime
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView

from accounts import limits
from accounts.scoping import AttemptMixin
from core.lexemes import pieces
from portal.content.html import text_of
from portal.discovery.markup import list_meta, question_meta
from portal.filtering import PAGE
from portal.forms.questions import FollowForm, QuestionForm, fresh_token
from portal.law_lists import QuestionFilter
from portal.models import Question
from portal.queries.matching import excerpt, marked
from portal.question_links import follow_token, question_followed, question_to_confirm
from portal.services import questions as services
from portal.workflows.questions import QuestionState as S

PAGE_SIZE = 20
_ABOUT = "Câu hỏi của người dân và trả lời của Bộ Tư pháp, các Sở Tư pháp về đấu giá, công chứng, chứng thực, hộ tịch."
_STEPS = ["Gửi câu hỏi", "Xác nhận thư điện tử", "Tiếp nhận", "Soạn trả lời", "Trả lời"]
_REACHED = {
    S.UNCONFIRMED: 1, S.SUSPECTED: 2, S.RECEIVED: 2, S.IN_PROGRESS: 3, S.REVIEW: 3, S.ANSWERED: 5, S.PUBLISHED: 5,
    S.REJECTED: 5, S.SPAM: 2,
}  # fmt: skip


@method_decorator(login_not_required, name="dispatch")
class QuestionListView(View):
    """Published questions, searched, filtered and in order (danh sách hỏi đáp)."""

    def get(self, request: HttpRequest) -> HttpResponse:
        filtered = QuestionFilter(request.GET, Question.objects.published())
        page = Paginator(filtered.qs, PAGE_SIZE).get_page(request.GET.get(PAGE))
        words = pieces(filtered.text)
        context = {
            "filtered": filtered,
            "page_obj": page,
            "param": PAGE,
            "rows": [
                {
                    "question": each,
                    "title": marked(each.public_title, words),
                    "shown": excerpt(f"{each.public_text} {text_of(each.answer)}", words),
                }
                for each in page
            ],
            "chips": filtered.chips(request.path),
            "ways_out": [] if page.object_list else filtered.ways_out(request.path),
            "path": request.path,
            "meta": list_meta("Hỏi đáp pháp luật", request.path, _ABOUT, feed=reverse("question_feed")),
        }
        swaps = request.htmx and not request.htmx.history_restore_request
        response = render(request, f"portal/questions/list.html{'#results' if swaps else ''}", context)
        patch_vary_headers(response, ["HX-Request"])
        return response


@method_decorator(login_not_required, name="dispatch")
class QuestionPublicView(View):
    """A published question by the number at the end of its address; a wrong slug leads to the right one."""

    template_name = "portal/questions/detail.html"

    def get(self, request: HttpRequest, slug: str, serial: int) -> HttpResponseBase:
        known = Question.objects.select_related("agency", "province").defer("search", "text")
        found = get_object_or_404(known, serial=serial)
        if found.state != S.PUBLISHED:
            return render(request, "portal/questions/gone.html", status=410)
        if slug != found.slug:
            return HttpResponsePermanentRedirect(found.get_absolute_url())
        context = {
            "question": found,
            "meta": question_meta(found),
            "canonical_url": f"{settings.SITE_URL}{found.get_absolute_url()}",
            "printed_at": localtime(),
            "others": Question.objects.published().filter(field=found.field).exclude(pk=found.pk).order_by(
                "-published_at", "-pk"
            )[:5],
        }  # fmt: skip
        return render(request, self.template_name, context)


class QuestionPrintView(QuestionPublicView):
    """The same on A4 (bản in)."""

    template_name = "portal/questions/print.html"


@method_decorator([login_not_required, never_cache], name="dispatch")
class AskView(AttemptMixin, FormView):
    """The form of a question (gửi câu hỏi)."""

    template_name = "portal/questions/ask.html"
    form_class = QuestionForm

    def form_valid(self, form: QuestionForm) -> HttpResponse:
        data = form.asked()
        if not limits.allows(self.request, "question", key=data.email):
            form.add_error(None, "Đã gửi nhiều câu hỏi từ địa chỉ này. Chờ một giờ rồi gửi lại.")
            return self.form_invalid(form)
        found = self.attempt(services.ask_question, data, form_key=form.cleaned_data["token"], form=form)
        if not found:
            return self.form_invalid(form)
        self.request.session["asked_at"] = data.email  # shown on the next page alone
        return redirect("question_sent")

    def form_invalid(self, form: QuestionForm) -> HttpResponse:
        """Shown again with what was typed; a token that is over gives way to a new one."""
        if form.needs_token:
            form.data = form.data.copy()
            form.data["token"] = fresh_token()
        return super().form_invalid(form)


@method_decorator([login_not_required, never_cache], name="dispatch")
class SentView(TemplateView):
    """Look into your mailbox (kiểm tra hộp thư)."""

    template_name = "portal/questions/sent.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        address = self.request.session.get("asked_at", "")
        return super().get_context_data(address=address, days=settings.EMAIL_LINK_DAYS, **kwargs)


@method_decorator([login_not_required, never_cache], name="dispatch")
class ConfirmView(View):
    """Where the link of the mail leads: shows the question, a button confirms it (xác nhận câu hỏi)."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = question_to_confirm(kwargs["token"])
        if found is None:
            return render(request, "portal/questions/link_dead.html", status=404)
        self.question = found
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        if self.question.state != S.UNCONFIRMED:
            return redirect("question_follow", follow_token(self.question))
        return render(request, "portal/questions/confirm.html", {"question": self.question})

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        services.confirm_question(self.question)
        messages.success(request, f"Đã xác nhận. Mã câu hỏi của Ông/Bà là {self.question.code}.")
        return redirect("question_follow", follow_token(self.question))


@method_decorator([login_not_required, never_cache], name="dispatch")
class FollowView(View):
    """Where the question stands, for its asker alone (theo dõi câu hỏi)."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        found = question_followed(token)
        if found is None:
            return render(request, "portal/questions/link_dead.html", status=404)
        response = render(request, "portal/questions/follow.html", _followed(found))
        response["X-Robots-Tag"] = "noindex"
        return response


@method_decorator([login_not_required, never_cache], name="dispatch")
class FindAgainView(FormView):
    """Code and address lead to the question; a question not confirmed gets its mail again (theo dõi bằng mã)."""

    template_name = "portal/questions/find.html"
    form_class = FollowForm

    def form_valid(self, form: FollowForm) -> HttpResponse:
        data = form.cleaned_data
        if not limits.allows(self.request, "question_lookup", key=data["email"]):
            form.add_error(None, "Đã tra cứu nhiều lần. Chờ một giờ rồi thử lại.")
            return self.form_invalid(form)
        found = Question.objects.filter(code=data["code"], asker_email__iexact=data["email"]).first()
        if found is None:
            form.add_error(None, "Không có câu hỏi với mã và địa chỉ này. Xem lại mã trong thư của Cổng.")
            return self.form_invalid(form)
        if found.state == S.UNCONFIRMED and limits.allows(self.request, "question_confirmation", key=data["email"]):
            services.mail_confirmation_again(found)
        return redirect("question_follow", follow_token(found))


def _followed(question: Question) -> dict[str, Any]:
    last = question.log.filter(to_state=question.state).order_by("-pk").first()
    at = _REACHED[S(question.state)]
    states = ["done" if place < at else "current" if place == at else "todo" for place in range(len(_STEPS))]
    return {
        "question": question,
        "steps": [{"label": label, "state": state} for label, state in zip(_STEPS, states, strict=True)],
        "reason": last.note if last and question.state == S.REJECTED else "",
        "answered": question.state in {S.ANSWERED, S.PUBLISHED},
        "days": settings.EMAIL_LINK_DAYS,
    }
