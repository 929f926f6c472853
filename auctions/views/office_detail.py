"""Looking at a notice in the office: what it is now, its history, its preview, its files."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import now

from accounts import scoping
from auctions.models import NoticeVersion
from auctions.presenting import address, draft_page, history
from auctions.queries import Window, second_publication_window
from auctions.status import status_of
from auctions.terms import NoticeKind, VersionKind
from auctions.views.office import NoticeView
from auctions.views.saving import stored_sheet
from auctions.workflow import WORKFLOW
from core.storage import serve

_DONE = {
    VersionKind.FIRST: "Đã đăng thông báo",
    VersionKind.SECOND: "Đã đăng lần 2",
    VersionKind.CORRECTION: "Đã đăng đính chính",
    VersionKind.WITHDRAWAL: "Đã huỷ thông báo",
    VersionKind.CANCELLATION: "Đã huỷ cuộc đấu giá",
}


class OfficeNoticeView(NoticeView):
    """One notice in the office: state, next steps, versions, who did what (chi tiết trong nghiệp vụ)."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        notice, user = self.notice, request.user
        versions = list(NoticeVersion.objects.filter(notice=notice).select_related("published_by").order_by("number"))
        log = notice.log.select_related("by").order_by("-at", "-pk")
        return self.page(
            "auctions/office/detail.html",
            draft=self.draft,
            status_now=status_of(notice, now()),
            steps={transition.step for transition in WORKFLOW.available(notice, user)},
            may_edit=scoping.can(user, "edit_notices", notice),
            version=versions[-1] if versions else None,
            history=history(notice, versions) if versions else [],
            log=[(entry, WORKFLOW.transitions[entry.step].label) for entry in log],
            public_url=address(notice) if versions else "",
            print_url=address(notice, "print") if versions else "",
        )


class ResultView(NoticeView):
    """What has just been published: the moment, the public address, the next steps (kết quả đăng)."""

    def get(self, request: HttpRequest, number: int, **kwargs: Any) -> HttpResponse:
        version = get_object_or_404(NoticeVersion, notice=self.notice, number=number)
        public_url = address(self.notice)
        return self.page(
            "auctions/office/result.html",
            version=version,
            done=_DONE[VersionKind(version.kind)],
            public_url=public_url,
            public_address=f"{settings.SITE_URL}{public_url}",
            print_url=address(self.notice, "print"),
            second=self._second_publication(version),
            may_copy=scoping.can(request.user, "edit_notices", self.notice),
        )

    def _second_publication(self, version: NoticeVersion) -> Window | None:
        """When the law wants the second publication, once the first is out."""
        is_asked_for = self.notice.kind == NoticeKind.AUCTION and not self.notice.is_over
        if not is_asked_for or self.notice.second_published_at:
            return None
        return second_publication_window(self.notice, version.content)


class PreviewView(NoticeView):
    """The open draft exactly as everybody will see it (xem trước)."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        draft = self.draft
        if draft is None:
            return redirect("auctions:office_detail", self.notice.public_id)
        name = "publish" if draft.purpose == VersionKind.FIRST else "correct"
        may_publish = scoping.can(request.user, "publish_notices", self.notice)
        return self.page(
            "auctions/office/preview.html",
            **draft_page(self.notice, draft),
            draft=draft,
            problems=stored_sheet(draft).problems,
            may_edit=scoping.can(request.user, "edit_notices", self.notice),
            publish_url=reverse(f"auctions:office_{name}", args=[self.notice.public_id]) if may_publish else "",
        )


class DraftFileView(NoticeView):
    """A file of this notice, in the draft or published (tệp đính kèm): for those who may see the notice."""

    def get(self, request: HttpRequest, file: Any, **kwargs: Any) -> HttpResponseBase:
        attachment = self.notice.attachments.select_related("file").filter(public_id=file).first()
        if attachment is None:
            raise Http404("not a file of this notice")
        return serve(request, attachment.file, inline=True)
