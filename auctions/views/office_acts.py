"""Acts that everybody will see, each with its own page that asks first: publish, correct, cancel."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import localdate

from auctions.comparison import compare
from auctions.forms.acts import CopyForm, CorrectionForm, ReasonForm, SeenDraftForm
from auctions.forms.draft import REASON, DraftForm
from auctions.forms.sheet import Sheet
from auctions.models import Draft, NoticeVersion
from auctions.queries import check_content, effective_version, situation_of
from auctions.queries.choices import asset_kind_names
from auctions.rules import BLOCK, WARN, Finding
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
from auctions.views.saving import choices_for, sheet_of, typed_of
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

    purpose = VersionKind.FIRST

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.ask_about(self.form_of(self.draft) if self.draft else None)

    def form_of(self, draft: Draft) -> forms.Form:
        """The empty form that remembers which draft is shown."""
        raise NotImplementedError

    def ask_about(self, form: forms.Form | None, *, status: int = 200) -> HttpResponse:
        """The page with what would be published now, and what stands in the way."""
        draft = self.draft
        if draft is None or form is None or draft.purpose != self.purpose:
            return self.back("Không có bản nháp nào chờ đăng.")
        stored = DraftForm.of_content(self.notice.kind, typed_of(draft), choices_for(self.notice), checked=True)
        sheet = sheet_of(draft, stored, has_files=True)
        context = {"draft": draft, "sheet": sheet, "problems": sheet.problems, **self.more(draft, sheet)}
        return self.ask(form, status=status, **context)

    def more(self, draft: Draft, sheet: Sheet) -> dict[str, Any]:
        """Further variables of the page."""
        return {}


class PublishView(DraftActView):
    """Publish for the first time (đăng thông báo)."""

    template = "publish"

    def form_of(self, draft: Draft) -> forms.Form:
        return SeenDraftForm(initial={"draft_key": draft.key, "revision": draft.revision})

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = SeenDraftForm(request.POST)
        if form.is_valid() and (version := self.attempt(publish, self.notice, by=request.user, **form.cleaned_data)):
            return self.done(version)
        draft = self.draft
        return self.ask_about(self.form_of(draft) if draft else None, status=422)


class CorrectView(DraftActView):
    """Publish the correction draft (đăng đính chính), after seeing field by field what changes."""

    template = "correct"
    purpose = VersionKind.CORRECTION

    def form_of(self, draft: Draft) -> forms.Form:
        return CorrectionForm(initial={"draft_key": draft.key, "revision": draft.revision})

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = CorrectionForm(request.POST)
        if form.is_valid() and (
            version := self.attempt(correct, self.notice, by=request.user, form=form, **form.cleaned_data)
        ):
            return self.done(version)
        return self.ask_about(form, status=422)

    def more(self, draft: Draft, sheet: Sheet) -> dict[str, Any]:
        current = effective_version(self.notice)
        comparison = compare(
            current.content, draft.content, self.notice.kind, asset_kinds=asset_kind_names(),
            old_files=current.files, new_files=draft_files(self.notice),
        )  # fmt: skip
        warned = [(row, finding) for row in sheet.rows for finding in row.findings if finding.severity == WARN]
        return {"current": current, "comparison": comparison, "warned": warned}


class PublishSecondView(ActView):
    """Publish the same content again (đăng lần 2)."""

    template = "second"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if refusal := WORKFLOW.refusal(self.notice, "publish_second", request.user):
            return self.back(refusal)
        return self.ask(**self._findings())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        reasons = {key.removeprefix(REASON): text for key, text in request.POST.items() if key.startswith(REASON)}
        if version := self.attempt(publish_second, self.notice, by=request.user, reasons=reasons):
            return self.done(version)
        return self.ask(status=422, **self._findings())

    def _findings(self) -> dict[str, Any]:
        """What the law says of a second publication today; only days that are not simply right."""
        content = effective_version(self.notice).content
        findings = check_content(content, situation_of(self.notice, VersionKind.SECOND, localdate()))
        return {
            "blocked": [f for f in findings if f.severity == BLOCK],
            "warned": [self._asked(f) for f in findings if f.severity == WARN],
        }

    def _asked(self, finding: Finding) -> tuple[Finding, str, str]:
        """A warning, the name of the field for its reason, and what has been typed there."""
        name = f"{REASON}{finding.key}"
        return finding, name, self.request.POST.get(name, "")


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

    template = "withdraw"
    step = "withdraw"
    service = withdraw


class CancelView(EndView):
    """Huỷ cuộc đấu giá: the auction will not take place."""

    template = "cancel"
    step = "cancel"
    service = cancel_auction


class ChangeView(ActView):
    """The three ways to change what is published, explained where one chooses; starts a correction."""

    template = "change"

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

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and cache.get(_discarded(request, kwargs["public_id"])):
            return redirect("auctions:office_list")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.draft is None:
            messages.info(request, "Thông báo này không có bản nháp.")
            return redirect("auctions:office_detail", self.notice.public_id)
        return self.page("discard", draft=self.draft)

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

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = CopyForm(initial={"public_id": uuid.uuid4()})
        return self.page("copy", form=form)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = CopyForm(request.POST)
        if form.is_valid() and (copied := self.attempt(copy_notice, self.notice, by=request.user, **form.cleaned_data)):
            messages.success(request, "Đã sao chép thành bản nháp mới. Nhập lại các ngày, giờ rồi kiểm tra.")
            return redirect("auctions:office_edit", copied.public_id)
        return redirect("auctions:office_detail", self.notice.public_id)
