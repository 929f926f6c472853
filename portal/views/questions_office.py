"""The office answers questions: queue, one question, moderation, rules (xử lý hỏi đáp)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views import View
from django.views.generic import FormView, ListView, UpdateView
from django.views.generic.detail import SingleObjectMixin

from accounts import scoping
from accounts.scoping import AgencyScopedMixin, AttemptMixin
from core.text import fold
from portal.filtering import PAGE, WORDS, typed_words
from portal.forms.questions import AnswerForm, RuleForm
from portal.legal_terms import LegalField
from portal.models import Question, QuestionRule
from portal.queries import questions
from portal.redaction import without_personal_data
from portal.services import answering
from portal.workflows.questions import HANDLE, WORKFLOW, can
from portal.workflows.questions import QuestionState as S

PER_PAGE = 25
STATE_KINDS = {
    S.SUSPECTED: "warn", S.RECEIVED: "note", S.IN_PROGRESS: "note", S.REVIEW: "warn", S.ANSWERED: "ok",
    S.PUBLISHED: "ok", S.REJECTED: "out", S.SPAM: "out",
}  # fmt: skip
_TABS = {
    "cho": ("Chờ tiếp nhận", [S.RECEIVED]),
    "cua-toi": ("Tôi đang xử lý", [S.IN_PROGRESS]),
    "dang": ("Đang xử lý", [S.IN_PROGRESS]),
    "duyet": ("Chờ duyệt", [S.REVIEW]),
    "nghi": ("Nghi thư rác", [S.SUSPECTED]),
    "tra-loi": ("Đã trả lời, chưa đăng", [S.ANSWERED]),
    "dang-cong": ("Đã đăng", [S.PUBLISHED]),
    "khong": ("Không trả lời, thư rác", [S.REJECTED, S.SPAM]),
}
_OPEN = ("cho", "nghi")  # where several are handled at once


@dataclass(frozen=True)
class Tab:
    """One part of the queue with how many lie there."""

    label: str
    url: str
    count: int
    is_current: bool


class QueueView(AgencyScopedMixin, View):
    """Questions to one's own office, the most urgent first (hàng chờ hỏi đáp)."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if not scoping.holds_anywhere(request.user, "answer_questions"):
            raise PermissionDenied("answer_questions")
        self.tab = request.GET.get("muc", "")
        self.tab = self.tab if self.tab in _TABS else "cho"
        self.text = typed_words(request.GET)
        self.field = request.GET.get("linh-vuc", "")
        visible = self._narrowed(Question.objects.visible_to(request.user))
        page = Paginator(self._in_tab(visible).order_by(*self._order()), PER_PAGE).get_page(request.GET.get(PAGE))
        today = localdate()
        context = {
            "tabs": self._tabs(visible),
            "rows": [(each, STATE_KINDS[S(each.state)], _due(each, today)) for each in page],
            "page_obj": page,
            "param": PAGE,
            "text": self.text,
            "field": self.field,
            "fields": LegalField.choices,
            "tab": self.tab,
            "bulk": self.tab in _OPEN,
        }
        return render(request, "portal/questions/queue.html", context)

    def _narrowed(self, rows: QuerySet[Question]) -> QuerySet[Question]:
        rows = rows.select_related("agency", "taken_by", "province").defer("search", "answer")
        if self.field in LegalField.values:
            rows = rows.filter(field=self.field)
        if not self.text:
            return rows
        code = fold(self.text).replace(" ", "").upper()
        words = Q(text__icontains=self.text) | Q(asker_name__icontains=self.text) | Q(code=code)
        return rows.filter(words | Q(public_title__icontains=self.text) | Q(asker_email__iexact=self.text))

    def _in_tab(self, rows: QuerySet[Question], tab: str = "") -> QuerySet[Question]:
        name = tab or self.tab
        rows = rows.filter(state__in=_TABS[name][1])
        return rows.filter(taken_by=self.request.user) if name == "cua-toi" else rows

    def _order(self) -> tuple[str, ...]:
        by_deadline = {"cho": "take_by", "nghi": "take_by", "cua-toi": "due_on", "dang": "due_on", "duyet": "due_on"}
        return (by_deadline[self.tab], "pk") if self.tab in by_deadline else ("-answered_at", "-pk")

    def _tabs(self, rows: QuerySet[Question]) -> list[Tab]:
        counts = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
        mine = self._in_tab(rows, "cua-toi").count()
        tabs = []
        for name, (label, states) in _TABS.items():
            count = mine if name == "cua-toi" else sum(counts.get(state, 0) for state in states)
            query = {"muc": name, **({WORDS: self.text} if self.text else {})}
            query |= {"linh-vuc": self.field} if self.field else {}
            tabs.append(Tab(label, f"?{urlencode(query)}", count, name == self.tab))
        return tabs


def _due(question: Question, today: Any) -> dict[str, str]:
    """The deadline of the next thing, as the list shows it."""
    day = questions.deadline(question)
    if day is None:
        return {"kind": "", "text": ""}
    kind = "bad" if day < today else "warn" if day == today else "out"
    words = "Quá hạn từ" if day < today else "Hạn hôm nay," if day == today else "Hạn"
    return {"kind": kind, "text": f"{words} {day:%d/%m/%Y}"}


class QuestionMixin(AgencyScopedMixin, SingleObjectMixin):
    """One question of one's own office; another's does not exist (404)."""

    queryset = Question.objects.select_related("agency", "province", "taken_by", "answered_by").defer("search")
    slug_field = slug_url_kwarg = "public_id"
    context_object_name = "question"
    object: Question


class QuestionOfficeView(QuestionMixin, FormView):
    """The question, its facts, the answer being written (xem và trả lời câu hỏi)."""

    template_name = "portal/questions/office_detail.html"
    form_class = AnswerForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def is_writing(self) -> bool:
        """Whether this person writes the answer now."""
        return self.object.state == S.IN_PROGRESS and can(self.request.user, HANDLE, self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "question": self.object}

    def get_initial(self) -> dict[str, Any]:
        question = self.object
        return {
            "answer": question.answer,
            "public_title": question.public_title,
            "public_text": question.public_text or without_personal_data(question.text, name=question.asker_name),
            "revision": question.revision,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        question = self.object
        return {
            **super().get_context_data(**kwargs),
            "question": question,
            "kind": STATE_KINDS[S(question.state)],
            "due": _due(question, localdate()),
            "steps": {step.step for step in WORKFLOW.available(question, self.request.user)},
            "writing": self.is_writing(),
            "needs_review": question.needs_review,
            "log": [
                (entry, WORKFLOW.transitions[entry.step].label)
                for entry in question.log.select_related("by").order_by("-pk")
            ],
        }

    def form_valid(self, form: AnswerForm) -> HttpResponse:
        """Save; then, by the button that was pressed, stay here or go on to the page that asks."""
        if not self.is_writing():
            raise PermissionDenied(HANDLE)
        data = form.cleaned_data
        saved = self.attempt(
            answering.save_draft, self.object, form.draft(), revision=data["revision"], by=self.request.user, form=form
        )
        if not saved:
            return self.form_invalid(form)
        step = self.request.POST.get("viec", "")
        if step in {"answer", "submit"}:
            return redirect(f"question_{step}", self.object.public_id)
        self.succeed("Đã lưu nháp câu trả lời.")
        return redirect("question_office", self.object.public_id)


class RuleListView(PermissionRequiredMixin, ListView):
    """Who answers which field, and how fast (quy tắc trả lời)."""

    permission_required = "accounts.manage_reference"
    raise_exception = True
    queryset = QuestionRule.objects.order_by("field")
    template_name = "portal/questions/rules.html"


class RuleView(PermissionRequiredMixin, AttemptMixin, UpdateView):
    """Change one rule (sửa quy tắc)."""

    permission_required = "accounts.manage_reference"
    raise_exception = True
    queryset = QuestionRule.objects.all()
    form_class = RuleForm
    template_name = "portal/questions/rule.html"

    def form_valid(self, form: RuleForm) -> HttpResponse:
        rule = QuestionRule.objects.get(pk=self.object.pk)
        if not self.attempt(answering.change_rule, rule, **form.cleaned_data, by=self.request.user, form=form):
            return self.form_invalid(form)
        self.succeed("Đã lưu quy tắc. Câu hỏi nhận từ bây giờ tính theo quy tắc mới.")
        return redirect("question_rules")
