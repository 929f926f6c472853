"""Acts upon a question, or upon several: each is a page that asks, then one service."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views import View
from django.views.generic import FormView

from accounts import scoping
from core.errors import DomainError
from portal.forms.legal import ReasonForm
from portal.forms.questions import AskerReasonForm, ForwardForm
from portal.models import Question
from portal.queries.questions import possible_agencies
from portal.services import answering
from portal.views.questions_office import QuestionMixin
from portal.workflows.questions import WORKFLOW

_AT_ONCE = 100


class QuestionActView(QuestionMixin, FormView):
    """One step: GET asks, POST does it. Without the right: 403; when it is not possible now: the page says why."""

    template_name = "portal/questions/office_act.html"
    form_class: type[forms.Form] = forms.Form
    service: Callable[..., Any]
    step = title = act = consequence = done = ""
    danger = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.object = self.get_object()
        if not WORKFLOW.can(request.user, WORKFLOW.transitions[self.step].permission, self.object):
            raise PermissionDenied(self.step)
        return super().dispatch(request, *args, **kwargs)

    def own_url(self) -> str:
        """The page of the question."""
        return reverse("question_office", args=[self.object.public_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {name: getattr(self, name) for name in ("title", "act", "consequence", "danger")}
        refusal = WORKFLOW.refusal(self.object, self.step, self.request.user)
        return {**super().get_context_data(**kwargs), **shown, "back": self.own_url(), "refusal": refusal}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        service = type(self).service
        if not self.attempt(service, self.object, by=self.request.user, **form.cleaned_data, form=form):
            return self.form_invalid(form)
        self.succeed(self.done)
        return redirect(self.next_url())

    def next_url(self) -> str:
        """Where the person goes on."""
        return self.own_url()


class TakeView(QuestionActView):
    """Take a question (nhận xử lý)."""

    service = answering.take_question
    step, title, act, done = "take", "Nhận xử lý câu hỏi", "Nhận xử lý", "Ông/Bà đang xử lý câu hỏi này."
    consequence = "Tên Ông/Bà ghi vào nhật ký. Người đang xử lý, nếu có, không sửa câu trả lời được nữa."


class ReleaseView(QuestionActView):
    """Give it back to the queue (trả về hàng chờ)."""

    service = answering.release_question
    step, title, act, done = "release", "Trả câu hỏi về hàng chờ", "Trả về hàng chờ", "Đã trả câu hỏi về hàng chờ."
    consequence = "Người khác trong đơn vị nhận được câu hỏi. Phần đã soạn vẫn giữ."


class ForwardView(QuestionActView):
    """Hand it to another office (chuyển đơn vị khác)."""

    service = answering.forward_question
    form_class = ForwardForm
    step, title, act, done = "forward", "Chuyển câu hỏi đến đơn vị khác", "Chuyển", "Đã chuyển câu hỏi."
    consequence = "Đơn vị này không còn thấy câu hỏi. Hạn trả lời giữ nguyên."

    def get_form_kwargs(self) -> dict[str, Any]:
        offered = [each for each in possible_agencies() if each.pk != self.object.agency_id]
        return {**super().get_form_kwargs(), "agencies": offered}

    def next_url(self) -> str:
        return reverse("question_queue")


class SubmitView(QuestionActView):
    """Ask for approval (trình duyệt)."""

    service = answering.submit_answer
    step, title, act, done = "submit", "Trình duyệt câu trả lời", "Trình duyệt", "Đã trình duyệt câu trả lời."
    consequence = "Người có quyền duyệt xem lại rồi gửi. Trong lúc chờ duyệt, câu trả lời không sửa được."


class ReturnView(QuestionActView):
    """Send it back to be mended (trả lại)."""

    service = answering.return_answer
    form_class = ReasonForm
    step, title, act, done = "return", "Trả lại câu trả lời để sửa", "Trả lại", "Đã trả lại để sửa."


class AnswerView(QuestionActView):
    """Send the answer (gửi trả lời)."""

    service = answering.send_answer
    step, title, act, done = "answer", "Gửi câu trả lời", "Gửi trả lời", "Đã gửi câu trả lời cho người hỏi."
    consequence = "Câu trả lời được gửi ngay đến thư điện tử của người hỏi. Thư đã gửi không thu lại được."


class ApproveView(QuestionActView):
    """Approve and send another person's answer (duyệt)."""

    service = answering.approve_answer
    step, title, act = "approve", "Duyệt và gửi câu trả lời", "Duyệt và gửi"
    done = "Đã duyệt và gửi câu trả lời cho người hỏi."
    consequence = AnswerView.consequence


class PublishView(QuestionActView):
    """Put it on the portal (đăng)."""

    service = answering.publish_question
    step, title, act, done = "publish", "Đăng hỏi đáp lên Cổng", "Đăng lên Cổng", "Đã đăng hỏi đáp lên Cổng."
    consequence = "Mọi người xem được tiêu đề, câu hỏi để đăng và câu trả lời dưới đây."
    template_name = "portal/questions/office_publish.html"


class UnpublishView(QuestionActView):
    """Take it off the portal (gỡ)."""

    service = answering.unpublish_question
    form_class = ReasonForm
    step, title, act, danger, done = "unpublish", "Gỡ hỏi đáp khỏi Cổng", "Gỡ", True, "Đã gỡ hỏi đáp khỏi Cổng."
    consequence = "Trang công khai báo đã gỡ. Câu trả lời đã gửi cho người hỏi giữ nguyên; có thể đăng lại."


class ReopenView(QuestionActView):
    """Open it again to correct the answer (mở lại)."""

    service = answering.reopen_question
    form_class = ReasonForm
    step, title, act, done = "reopen", "Mở lại câu hỏi để sửa trả lời", "Mở lại", "Đã mở lại, Ông/Bà đang xử lý."
    consequence = "Hỏi đáp rời khỏi Cổng cho đến khi đăng lại. Người hỏi nhận thư mới khi câu trả lời được gửi lại."


class RejectView(QuestionActView):
    """Say that it is not answered, and why (không trả lời)."""

    service = answering.reject_question
    form_class = AskerReasonForm
    step, title, act, danger, done = "reject", "Không trả lời câu hỏi", "Không trả lời", True, "Đã báo cho người hỏi."
    consequence = "Lý do được gửi đến thư điện tử của người hỏi. Câu hỏi đóng lại, không mở lại được."


class SpamView(QuestionActView):
    """Put it away as spam (thư rác)."""

    service = answering.mark_spam
    step, title, act, danger, done = "spam", "Chuyển vào thư rác", "Chuyển vào thư rác", True, "Đã chuyển vào thư rác."
    consequence = "Người gửi không nhận thư nào. Có thể lấy lại từ mục Không trả lời, thư rác."

    def next_url(self) -> str:
        return f"{reverse('question_queue')}?muc=nghi"


class ClearView(QuestionActView):
    """It is no spam (không phải thư rác)."""

    service = answering.clear_suspicion
    step, title, act, done = "clear", "Không phải thư rác", "Đưa vào hàng chờ", "Đã đưa câu hỏi vào hàng chờ."


class BulkView(FormView):
    """Reject or put away the chosen questions (việc với nhiều câu hỏi): asks first, reports each refusal."""

    template_name = "portal/questions/bulk.html"
    acts: dict[str, type[QuestionActView]] = {
        "khong-tra-loi": RejectView,
        "thu-rac": SpamView,
        "khong-phai-thu-rac": ClearView,
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not scoping.holds_anywhere(request.user, "answer_questions"):
            raise PermissionDenied("answer_questions")
        self.view = self.acts.get(request.GET.get("viec", ""), View)
        self.chosen = self._chosen()
        if self.view is View or not self.chosen:
            messages.info(request, "Chọn ít nhất một câu hỏi trong danh sách, rồi chọn việc.")
            return redirect("question_queue")
        return super().dispatch(request, *args, **kwargs)

    def _chosen(self) -> list[Question]:
        ids = []
        for value in self.request.GET.getlist("chon")[:_AT_ONCE]:
            try:
                ids.append(UUID(value))
            except ValueError:
                continue
        return list(Question.objects.visible_to(self.request.user).filter(public_id__in=ids).order_by("pk"))

    def get_form_class(self) -> type[forms.Form]:
        return self.view.form_class

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {name: getattr(self.view, name) for name in ("title", "act", "consequence", "danger")}
        back = reverse("question_queue")
        return {**super().get_context_data(**kwargs), **shown, "chosen": self.chosen, "back": back}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        done = sum(self._act_on(question, form) for question in self.chosen)
        if done:
            messages.success(self.request, f"{self.view.title}: đã thực hiện với {done} câu hỏi.")
        return redirect("question_queue")

    def _act_on(self, question: Question, form: forms.Form) -> bool:
        try:
            self.view.service(question, by=self.request.user, **form.cleaned_data)
        except DomainError as error:
            messages.error(self.request, f"Câu hỏi {question.code}: {error.message}")
            return False
        return True
