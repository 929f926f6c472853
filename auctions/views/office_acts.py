"""Acts that everybody will see, each with its own page that asks first: publish, correct, cancel."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import localdate

from auctions.comparison import compare
from auctions.forms.acts import CopyForm, CorrectionForm, KeepForm, PublishForm, ReasonForm
from auctions.forms.sheet import Sheet
from auctions.forms.warned import warned_in
from auctions.models import Draft, NoticeVersion
from auctions.queries import check_content, effective_version, situation_of
from auctions.queries.choices import asset_kind_names
from auctions.rules import BLOCK, Finding
from auctions.services import (
    cancel_auction,
    copy_notice,
    correct,
    discard_draft,
    publish,
    publish_second,
    start_correction,
    withdraw,
)
from auctions.services.versions import draft_files
from auctions.terms import VersionKind
from auctions.views.office import NoticeView
from auctions.views.saving import stored_sheet
from auctions.workflow import WORKFLOW, State

_REMEMBERED = 300  # seconds in which a second click still finds the result of the first


class ActView(NoticeView):
    """An act on one notice that makes a new version: asks on GET, does it on POST, shows the result."""

    codename = "publish_notices"
    template = ""

    def ask(self, form: forms.Form | None = None, *, status: int = 200, **extra: Any) -> HttpResponse:
        """The page that asks, with what was typed and why it was refused."""
        return self.page(self.template, http_status=status, form=form, has_draft=self.draft is not None, **extra)

    def done(self, version: NoticeVersion) -> HttpResponse:
        """To the page that shows what has been published; clicking twice leads to the same one."""
        return redirect("auctions:office_result", self.notice.public_id, version.number)

    def back(self, text: str) -> HttpResponse:
        """To the notice, saying why there is nothing to ask."""
        messages.info(self.request, text)
        return redirect("auctions:office_detail", self.notice.public_id)


class DraftActView(ActView):
    """Publishing the open draft: for the first time, or as a correction."""

    purpose: VersionKind
    form_class: type[PublishForm | CorrectionForm]
    service: Callable[..., NoticeVersion]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._ask_about(self._waiting())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        waiting = self._waiting()
        form = self._form(waiting, request.POST)
        if form.is_valid() and (
            version := self.attempt(type(self).service, self.notice, by=request.user, form=form, **form.arguments)
        ):
            return self.done(version)
        return self._ask_about(self._waiting(), form, status=422)

    def _waiting(self) -> tuple[Draft, Sheet] | None:
        """The draft that waits to be published, and its form with all findings of today."""
        draft = self.draft
        if draft is None or draft.purpose != self.purpose:
            return None
        return draft, stored_sheet(draft)

    def _form(self, waiting: tuple[Draft, Sheet] | None, *args: Any) -> PublishForm | CorrectionForm:
        if waiting is None:  # published by the first of two clicks; its key still leads to the result
            return self.form_class(*args, warned=[], reasons={})
        draft, sheet = waiting
        written = self.written() | draft.reasons
        return self.form_class(*args, warned=warned_in(sheet.findings), reasons=written)

    def _ask_about(
        self,
        waiting: tuple[Draft, Sheet] | None,
        form: PublishForm | CorrectionForm | None = None,
        *,
        status: int = 200,
    ) -> HttpResponse:
        """The page with what would be published now, and what stands in the way."""
        if waiting is None:
            return self.back("Không có bản nháp nào chờ đăng.")
        draft, sheet = waiting
        form = form or self._form(waiting)
        form.see(draft)
        context = {"draft": draft, "sheet": sheet, "problems": sheet.problems, **self.more(draft)}
        return self.ask(form, status=status, **context)

    def written(self) -> dict[str, str]:
        """Reasons that were published before, by field; the draft's own come first."""
        return {}

    def more(self, draft: Draft) -> dict[str, Any]:
        """Further variables of the page."""
        return {}


class PublishView(DraftActView):
    """Publish for the first time (đăng thông báo), with a reason for whatever is kept against a warning."""

    template = "auctions/office/publish.html"
    title = "Đăng thông báo"
    purpose = VersionKind.FIRST
    form_class = PublishForm
    service = publish


class CorrectView(DraftActView):
    """Publish the correction draft (đăng đính chính), after seeing field by field what changes."""

    template = "auctions/office/correct.html"
    title = "Đăng đính chính"
    purpose = VersionKind.CORRECTION
    form_class = CorrectionForm
    service = correct

    def written(self) -> dict[str, str]:
        return effective_version(self.notice).reasons

    def more(self, draft: Draft) -> dict[str, Any]:
        current = effective_version(self.notice)
        comparison = compare(
            current.content, draft.content, self.notice.kind, asset_kinds=asset_kind_names(),
            old_files=current.files, new_files=draft_files(self.notice),
        )  # fmt: skip
        return {"current": current, "comparison": comparison}


class PublishSecondView(ActView):
    """Publish the same content again (đăng lần 2)."""

    template = "auctions/office/second.html"
    title = "Đăng lần 2"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if refusal := WORKFLOW.refusal(self.notice, "publish_second", request.user):
            return self.back(refusal)
        return self._ask()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self._form(request.POST)
        if form.is_valid() and (
            version := self.attempt(publish_second, self.notice, by=request.user, form=form, **form.arguments)
        ):
            return self.done(version)
        return self._ask(form, status=422)

    def _ask(self, form: KeepForm | None = None, *, status: int = 200) -> HttpResponse:
        blocked = [finding for finding in self._findings if finding.severity == BLOCK]
        return self.ask(form or self._form(), status=status, blocked=blocked)

    def _form(self, *args: Any) -> KeepForm:
        kept = effective_version(self.notice).reasons
        return KeepForm(*args, warned=warned_in(self._findings), reasons=kept)

    @cached_property
    def _findings(self) -> list[Finding]:
        """What the law says of a second publication today."""
        content = effective_version(self.notice).content
        return check_content(content, situation_of(self.notice, VersionKind.SECOND, localdate()))


class EndView(ActView):
    """Withdraw the notice, or call the auction off: both for good, both with a public reason."""

    step = ""
    service: Callable[..., NoticeVersion]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if refusal := WORKFLOW.refusal(self.notice, self.step, request.user):
            return self.back(refusal)
        return self.ask(ReasonForm())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = ReasonForm(request.POST)
        if form.is_valid() and (
            version := self.attempt(
                type(self).service, self.notice, by=request.user, reason=form.cleaned_data["reason"], form=form
            )
        ):
            return self.done(version)
        return self.ask(form, status=422)


class WithdrawView(EndView):
    """Huỷ thông báo: the notice should not have been published."""

    template = "auctions/office/withdraw.html"
    title = "Huỷ thông báo"
    step = "withdraw"
    service = withdraw


class CancelView(EndView):
    """Huỷ cuộc đấu giá: the auction will not take place."""

    template = "auctions/office/cancel.html"
    title = "Huỷ cuộc đấu giá"
    step = "cancel"
    service = cancel_auction


class ChangeView(ActView):
    """The three ways to change what is published, explained where one chooses; starts a correction."""

    template = "auctions/office/change.html"
    title = "Sửa hoặc huỷ"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        steps = {transition.step for transition in WORKFLOW.available(self.notice, request.user)}
        if not steps & {"correct", "withdraw", "cancel"}:
            return self.back("Thông báo này không sửa, không huỷ được nữa.")
        return self.ask(steps=steps)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.attempt(start_correction, self.notice, by=request.user):
            return redirect("auctions:office_edit", self.notice.public_id)
        return redirect("auctions:office_detail", self.notice.public_id)


class DiscardView(NoticeView):
    """Throw the open draft away (xoá bản nháp). A second click, when it is gone, leads to the list as the first did."""

    codename = "edit_notices"
    title = "Xoá bản nháp"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and cache.get(_discarded(request, kwargs["public_id"])):
            return redirect("auctions:office_list")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.draft is None:
            messages.info(request, "Thông báo này không có bản nháp.")
            return redirect("auctions:office_detail", self.notice.public_id)
        return self.page("auctions/office/discard.html", draft=self.draft)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        was_never_published = self.notice.state == State.DRAFT
        if self.attempt(discard_draft, self.notice, by=request.user):
            messages.success(request, "Đã xoá bản nháp.")
        if not was_never_published:
            return redirect("auctions:office_detail", self.notice.public_id)
        cache.set(_discarded(request, self.notice.public_id), True, _REMEMBERED)
        return redirect("auctions:office_list")


def _discarded(request: HttpRequest, public_id: uuid.UUID) -> str:
    """Key under which it is remembered for a while that this user threw this notice away."""
    return f"auctions:discarded:{request.user.pk}:{public_id}"


class CopyView(NoticeView):
    """Begin a new notice from this one (sao chép)."""

    codename = "edit_notices"
    title = "Sao chép thông báo"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = CopyForm(initial={"public_id": uuid.uuid4()})
        return self.page("auctions/office/copy.html", form=form)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = CopyForm(request.POST)
        if form.is_valid() and (copied := self.attempt(copy_notice, self.notice, by=request.user, **form.cleaned_data)):
            messages.success(request, "Đã sao chép thành bản nháp mới. Nhập lại các ngày, giờ rồi kiểm tra.")
            return redirect("auctions:office_edit", copied.public_id)
        return redirect("auctions:office_detail", self.notice.public_id)
