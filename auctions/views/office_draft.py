"""The drafting form: one page that saves itself, checks while one types, and never loses what was typed."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, localtime

from accounts import scoping
from auctions.comparison import Difference, compare
from auctions.forms.draft import CHECKED, DraftForm, Typed
from auctions.forms.files import FilesForm
from auctions.forms.lots import add_lot, copy_lot, place_lot, remove_lot
from auctions.forms.sheet import titled
from auctions.models import Attachment, Draft
from auctions.queries.choices import asset_kind_names
from auctions.queries.places import commune_of_code
from auctions.services import Sent, attach_file, remove_attachment
from auctions.terms import VersionKind
from auctions.views.office import NoticeView
from auctions.views.saving import as_published_by, choices_for, keep, sheet_of, typed_of
from auctions.views.updating import lots_changed, updates_context
from core.errors import DomainError
from core.storage.checks import megabytes

STALE = "stale_draft"
_MOST_DIFFERENCES = 10
_CHECKING = frozenset({"check", "publish"})
_LAST_LOT = frozenset({"add-lot", "copy-lot"})
_ANCHORS = {"remove-lot": "#tai-san", "upload": "#tep", "remove-file": "#tep"}


class DraftView(NoticeView):
    """Write a notice (soạn thông báo).

    Every act is a submit button named "act" and works as such; htmx only shortens the way.
    """

    codename = "edit_notices"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        draft = self.draft
        if draft is None:
            messages.info(request, "Thông báo này không có bản nháp đang soạn.")
            return redirect("auctions:office_detail", self.notice.public_id)
        form = self._form_of(draft, checked=CHECKED in request.GET)
        return self._edit_page(draft, form)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = DraftForm(self.notice.kind, request.POST, choices_for(self.notice))
        draft = self.draft
        if draft is None:
            return self._gone(form)
        act, _, argument = request.POST.get("act", "").partition(":")
        try:
            saved = keep(draft, _changed(form.typed, act, argument), self._sent(), by=request.user)
        except DomainError as error:
            return self._gone(form) if error.code == "draft_gone" else self._refused(draft, form, error)
        errors = self._files(act, argument)
        fresh = self._form_of(saved, checked=CHECKED in request.POST or act in _CHECKING)
        if request.htmx:
            return self._updates(saved, fresh, act, before=draft, errors=errors)
        if errors:
            return self._edit_page(saved, fresh, errors=errors, status=422)
        return self._next(saved, fresh, act, argument)

    def _sent(self) -> Sent:
        """Which page this comes from, and which revision it saw or has decided to write over."""
        known = self.request.POST.get("overwrite") or self.request.POST.get("revision") or ""
        revision = int(known) if known.isascii() and known.isdigit() and len(known) < 9 else -1
        return Sent(self.request.POST.get("tab", "")[:40], revision, is_submit=not self.request.htmx)

    def _form_of(self, draft: Draft, *, checked: bool) -> DraftForm:
        return DraftForm.of_content(self.notice.kind, typed_of(draft), choices_for(self.notice), checked=checked)

    def _files(self, act: str, argument: str) -> list[str]:
        """Take chosen files in, take one out; what was refused, in words."""
        kind = FilesForm(self.notice.kind).kind_of(self.request.POST.get("file_kind", ""))
        refused = []
        for upload in self.request.FILES.getlist("files"):
            try:
                attach_file(self.notice, upload, kind=kind, by=self.request.user)
            except DomainError as error:
                refused.append(f"{upload.name}: {error.message}")
        if act == "upload" and not self.request.FILES:
            refused.append("Chưa chọn tệp nào. Chọn tệp rồi bấm “Tải lên”.")
        if act == "remove-file" and (attachment := self._attachment(argument)):
            remove_attachment(attachment, by=self.request.user)
        return refused

    def _held_files(self) -> list[tuple[Attachment, str]]:
        """Files of the draft, each with its size in words."""
        held = self.notice.attachments.filter(in_draft=True).select_related("file").order_by("kind", "pk")
        return [(each, megabytes(each.file.size)) for each in held]

    def _attachment(self, public_id: str) -> Any:
        held = self.notice.attachments.filter(in_draft=True).select_related("notice")
        return next((each for each in held if str(each.public_id) == public_id), None)

    # ------------------------------------------------------------------ answers
    def _next(self, draft: Draft, form: DraftForm, act: str, argument: str) -> HttpResponse:
        """Where a pressed button leads once everything is saved."""
        if act == "preview":
            return redirect("auctions:office_preview", self.notice.public_id)
        if act == "publish" and not sheet_of(draft, form, has_files=True).problems:
            is_first = draft.purpose == VersionKind.FIRST
            return redirect(f"auctions:office_{'publish' if is_first else 'correct'}", self.notice.public_id)
        if act in {"save", ""}:
            messages.success(self.request, f"{_saved(draft)}.")
        query = f"?{CHECKED}=1" if act in _CHECKING or CHECKED in self.request.POST else ""
        anchor = f"#lo-{len(draft.content.lots)}" if act in _LAST_LOT else _ANCHORS.get(act, "")
        if act == "commune" and (index := _index(argument)) is not None:
            anchor = f"#lo-{index + 1}"
        return HttpResponseRedirect(f"{reverse('auctions:office_edit', args=[self.notice.public_id])}{query}{anchor}")

    def _edit_page(self, draft: Draft, form: DraftForm, *, status: int = 200, **extra: Any) -> HttpResponse:
        files = self._held_files()
        is_correction = draft.purpose == VersionKind.CORRECTION
        context = {
            "draft": draft,
            "is_correction": is_correction,
            "heading": "Soạn đính chính" if is_correction else self.notice.get_kind_display(),
            "here": "Soạn đính chính" if is_correction else "Soạn thông báo",
            "may_publish": scoping.can(self.request.user, "publish_notices", self.notice),
            "sheet": sheet_of(draft, form, has_files=bool(files)),
            "files": files,
            "files_form": FilesForm(self.notice.kind),
            "revision": draft.revision,
            "tab": uuid.uuid4().hex,
            "errors": [],
            "conflict": "",
            "can_overwrite": False,
            "is_gone": False,
            "differences": [],
            "state": _saved(draft),
            **extra,
        }
        return self.page("auctions/office/edit.html", http_status=status, **context)

    def _updates(self, draft: Draft, form: DraftForm, act: str, *, before: Draft, errors: list[str]) -> HttpResponse:
        """Only what has changed on the page, as out-of-band swaps."""
        files = self._held_files()
        now = sheet_of(draft, form, has_files=bool(files))
        if act in _LAST_LOT and now.lots:
            now.lots[-1].is_open = True
        checked = form.checked
        then = sheet_of(before, self._form_of(before, checked=checked), has_files=bool(files))
        seen = self._sent().revision == before.revision
        context = {
            "notice": self.notice,
            "draft": draft,
            "files": files,
            "files_form": FilesForm(self.notice.kind),
            "errors": errors,
            "with_files": act in {"upload", "remove-file"},
            "state": _saved(draft),
            **updates_context(now, then if seen else None, self.request.POST, with_lots=lots_changed(act)),
        }
        response = render(self.request, "auctions/office/updates.html", context)
        response["HX-Trigger"] = "draft-saved"
        return response

    def _refused(self, draft: Draft, form: DraftForm, error: DomainError) -> HttpResponse:
        """Nothing was saved: say why, keep everything on the screen."""
        is_stale = error.code == STALE
        why = {
            "conflict": error.message,
            "can_overwrite": is_stale,
            "differences": self._differences(draft, form) if is_stale else [],
        }
        if self.request.htmx:
            return self.page("auctions/office/refused.html", draft=draft, is_gone=False, **why)
        return self._edit_page(draft, form, status=409, revision=self._sent().revision, state="Chưa lưu", **why)

    def _differences(self, draft: Draft, form: DraftForm) -> list[Difference]:
        """What the saved draft says otherwise than the page, to help decide whose text is to stand."""
        mine = as_published_by(titled(form.typed.content), draft)
        return compare(draft.content, mine, self.notice.kind, asset_kinds=asset_kind_names()).rows[:_MOST_DIFFERENCES]

    def _gone(self, form: DraftForm) -> HttpResponse:
        """The draft was published or thrown away elsewhere while this page was open."""
        text = "Bản nháp này đã đăng hoặc đã xoá ở nơi khác. Nội dung Ông/Bà gõ trên trang này không lưu được nữa."
        if self.request.htmx:
            return self.page(
                "auctions/office/refused.html",
                draft=None,
                conflict=text,
                can_overwrite=False,
                is_gone=True,
                differences=[],
            )
        typed = [each for part in form.parts for each in part if each.data and not each.is_hidden]
        return self.page(
            "auctions/office/gone.html",
            http_status=409,
            conflict=text,
            lines=[(each.label, each.data) for each in typed],
        )


def _saved(draft: Draft) -> str:
    """When the draft was saved, for the save bar; the day too when it was not today."""
    at = localtime(draft.saved_at)
    return f"Đã lưu nháp lúc {at:%H:%M}" + ("" if at.date() == localdate() else f" ngày {at:%d/%m/%Y}")


def _changed(typed: Typed, act: str, argument: str) -> Typed:
    """What was typed, after the lots have been added, copied, removed or placed as the button asks."""
    index, code = _index(argument), argument.partition(":")[2]
    if act == "add-lot":
        return add_lot(typed)
    if index is None:
        return typed
    if act == "copy-lot":
        return copy_lot(typed, index)
    if act == "remove-lot":
        return remove_lot(typed, index)
    unit = commune_of_code(code) if act == "commune" else None
    return place_lot(typed, index, unit) if unit else typed


def _index(argument: str) -> int | None:
    """The lot a button names ("2", or "2:09169"), None for anything forged."""
    text = argument.partition(":")[0]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None
