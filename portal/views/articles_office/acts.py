"""Acts on an article, each with its own page that asks first (việc với bài viết)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localtime

from core.templatetags.vn import vn_datetime
from portal.content.gaps import gaps
from portal.content.workflow import WORKFLOW, State
from portal.forms.articles import PublishForm, ReasonForm, RestoreForm
from portal.services import articles
from portal.views.articles_office.base import ArticleOfficeView


class ActView(ArticleOfficeView):
    """One step: asks on GET, takes it on POST. `question`, `act` and `done` are what the page says."""

    step = ""
    service: Callable[..., Any]
    form_class: type[forms.Form] | None = None
    template = "portal/office/article_act.html"
    question, act, done, is_grave = "", "", "", False
    consequences: tuple[str, ...] = ()

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if refusal := WORKFLOW.refusal(self.article, self.step, request.user):
            messages.info(request, refusal)
            return redirect("content:office_detail", self.article.public_id)
        return self.ask(self.form_class() if self.form_class else None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.form_class(request.POST) if self.form_class else None
        values = {} if form is None else form.cleaned_data if form.is_valid() else None
        if values is None:
            return self.ask(form, status=422)
        if self.attempt(type(self).service, self.article, by=request.user, form=form, **values):
            messages.success(request, self.done)
            return redirect("content:office_detail", self.article.public_id)
        if form is None:
            return redirect("content:office_detail", self.article.public_id)
        return self.ask(form, status=422)

    def ask(self, form: forms.Form | None, *, status: int = 200, **extra: Any) -> HttpResponse:
        """The page that asks."""
        context = {"form": form, "question": self.question, "act": self.act, "is_grave": self.is_grave,
                   "consequences": self.consequences}  # fmt: skip
        return self.page(self.template, http_status=status, **context | extra)


class SubmitView(ActView):
    """Trình duyệt."""

    step, service = "submit", articles.submit
    question, act, done = (
        "Trình duyệt nội dung này?",
        "Trình duyệt",
        "Đã trình. Người duyệt thấy nội dung trong việc của mình.",
    )
    consequences = (
        "Người có quyền duyệt của đơn vị đọc, rồi đăng hoặc trả lại kèm lý do.",
        "Trong lúc chờ, không ai sửa được; Ông/Bà rút về được bất cứ lúc nào.",
    )

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if missing := gaps(self.article.kind, self.article.latest):
            return self.page("portal/office/article_gaps.html", missing=missing, wanted="trình duyệt")
        return super().get(request, **kwargs)


class TakeBackView(ActView):
    """Rút về soạn tiếp."""

    step, service = "take_back", articles.take_back
    question, act, done = "Rút nội dung này về soạn tiếp?", "Rút về", "Đã rút về. Ông/Bà soạn tiếp được."
    consequences = ("Người duyệt không còn thấy trong việc chờ; muốn đăng phải trình lại.",)


class ReturnView(ActView):
    """Trả lại."""

    codename = "publish_content"
    step, service, form_class = "return", articles.return_to_editor, ReasonForm
    question, act, done = "Trả lại để sửa?", "Trả lại", "Đã trả lại. Người soạn thấy lý do trong việc của mình."
    consequences = ("Nội dung trở về trạng thái đang soạn; người soạn đọc được lý do.",)


class UnscheduleView(ActView):
    """Bỏ hẹn giờ."""

    codename = "publish_content"
    step, service = "unschedule", articles.unschedule
    question, act, done = "Bỏ giờ hẹn đăng?", "Bỏ hẹn giờ", "Đã bỏ giờ hẹn. Nội dung trở về trạng thái đang soạn."
    consequences = ("Đến giờ đã hẹn, nội dung không hiện. Muốn đăng phải duyệt lại.",)


class WithdrawView(ActView):
    """Gỡ."""

    codename = "publish_content"
    step, service, form_class = "withdraw", articles.withdraw, ReasonForm
    question, act, done, is_grave = "Gỡ nội dung này?", "Gỡ", "Đã gỡ. Người đọc không còn xem được.", True
    consequences = (
        "Trang công khai ghi “Nội dung này đã gỡ”; kết quả tìm kiếm không còn.",
        "Các bản vẫn lưu ở đây. Sửa và duyệt lại thì đăng lại được, địa chỉ không đổi.",
    )


class DiscardView(ActView):
    """Bỏ bản nháp."""

    step, service = "discard", articles.discard
    question, act, done, is_grave = "Bỏ bản nháp này?", "Bỏ bản nháp", "Đã bỏ bản nháp.", True
    consequences = ("Chuyển sang nhóm “Đã gỡ”. Mở ra soạn và lưu một bản mới thì dùng lại được.",)


class PublishView(ActView):
    """Đăng ngay hoặc hẹn giờ."""

    codename = "publish_content"
    step = "publish"
    form_class = PublishForm
    template = "portal/office/article_publish.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if missing := gaps(self.article.kind, self.article.latest):
            return self.page("portal/office/article_gaps.html", missing=missing, wanted="đăng")
        if refusal := WORKFLOW.refusal(self.article, "publish", request.user):
            messages.info(request, refusal)
            return redirect("content:office_detail", self.article.public_id)
        return self.ask(PublishForm(initial={"version": self.article.latest.number}))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = PublishForm(request.POST)
        if form.is_valid() and self._take(form):
            return redirect("content:office_detail", self.article.public_id)
        return self.ask(form, status=422)

    def _take(self, form: PublishForm) -> bool:
        data = form.cleaned_data
        acting = {"by": self.request.user, "version": data["version"]}
        if data["when"] == PublishForm.LATER:
            if not self.attempt(articles.schedule, self.article, data["at"], form=form, **acting):
                return False
            messages.success(self.request, f"Đã hẹn đăng lúc {vn_datetime(localtime(data['at']))}.")
            return True
        if not self.attempt(articles.publish, self.article, form=form, **acting):
            return False
        messages.success(self.request, "Đã đăng. Người đọc xem được ngay.")
        return True

    def ask(self, form: forms.Form | None, *, status: int = 200, **extra: Any) -> HttpResponse:
        """The page that asks, with what is replaced; a scheduled article can only be published at once."""
        if form is not None and self.article.state == State.SCHEDULED:
            form.fields["when"].choices = [(PublishForm.NOW, "Đăng ngay, không chờ giờ hẹn")]
            form.fields["at"].widget = forms.HiddenInput()
        return super().ask(form, status=status, **extra)


class RestoreView(ActView):
    """Khôi phục một bản cũ."""

    template = "portal/office/article_restore.html"

    def get(self, request: HttpRequest, number: int = 0, **kwargs: Any) -> HttpResponse:
        return self._ask(number, RestoreForm(initial={"base": self.article.latest.number}))

    def post(self, request: HttpRequest, number: int = 0, **kwargs: Any) -> HttpResponse:
        form = RestoreForm(request.POST)
        if form.is_valid():
            made = self.attempt(articles.restore_version, self.article, number, by=request.user, form=form,
                                base=form.cleaned_data["base"])  # fmt: skip
            if made:
                messages.success(request, f"Đã khôi phục bản {number} thành bản {made.number}, chưa đăng.")
                return redirect("content:office_detail", self.article.public_id)
        return self._ask(number, form, status=422)

    def _ask(self, number: int, form: RestoreForm, *, status: int = 200) -> HttpResponse:
        old = self.article.versions.select_related("saved_by").filter(number=number).first()
        if old is None:
            raise Http404(f"no version {number}")
        return self.ask(form, status=status, old=old)
