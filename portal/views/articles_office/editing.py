"""Writing an article: every save is a version, nothing typed is lost."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now

from core.errors import DomainError
from portal.content.comparison import compare
from portal.content.workflow import State
from portal.forms.articles import ArticleForm
from portal.models import Article, ArticleVersion
from portal.services import articles
from portal.views.articles_office.base import ArticleOfficeView

_NEXT = {
    "preview": "content:office_preview",
    "submit": "content:office_submit",
    "publish": "content:office_publish",
}


class EditView(ArticleOfficeView):
    """The form (soạn nội dung). Buttons named "act" save first and then lead on."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if closed := self._closed():
            messages.info(request, closed)
            return redirect("content:office_detail", self.article.public_id)
        return self._form_page(ArticleForm(self.article, self.article.latest))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = ArticleForm(self.article, self._seen(), request.POST, request.FILES)
        if not form.is_valid():
            return self._form_page(form, status=422)
        try:
            version = self._save(form)
        except DomainError as error:
            return self._refused(form, error)
        return self._next(version)

    def _save(self, form: ArticleForm) -> ArticleVersion:
        data = form.cleaned_data
        return articles.save_version(
            self.article,
            form.content(),
            files=data["files"],
            base=self._base(data["base"]),
            by=self.request.user,
            key=data["key"],
            note=data["note"],
        )

    def _base(self, seen: int) -> int:
        """The version the person saw, or has decided to write over."""
        overwritten = self.request.POST.get("overwrite", "")
        return int(overwritten) if overwritten.isascii() and overwritten.isdigit() and len(overwritten) < 7 else seen

    def _seen(self) -> ArticleVersion:
        """The version the page was made from: its files are those whose boxes the form shows."""
        text = self.request.POST.get("base", "")
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
        return self.article.versions.filter(number=number).first() or self.article.latest

    def _closed(self) -> str:
        if self.article.state in {State.REVIEW, State.SCHEDULED} and not self.article.is_due(now()):
            return f"Nội dung đang ở trạng thái “{self.article.get_state_display()}”, rút về hoặc bỏ hẹn giờ để sửa."
        return ""

    def _next(self, version: ArticleVersion) -> HttpResponse:
        act = self.request.POST.get("act", "")
        if act in _NEXT:
            return redirect(_NEXT[act], self.article.public_id)
        messages.success(self.request, f"Đã lưu bản {version.number}.")
        return redirect("content:office_edit", self.article.public_id)

    def _refused(self, form: ArticleForm, error: DomainError) -> HttpResponse:
        """Nothing was saved: say why, show what the other one changed, keep everything on the screen."""
        if error.code != articles.STALE:
            form.add_error(error.field if error.field in form.fields else None, error.message)
            return self._form_page(form, status=409)
        fresh = Article.objects.select_related("latest__saved_by").get(pk=self.article.pk)
        base, latest = self._seen(), fresh.latest
        theirs = compare(self.article.kind, base.content, latest.content, old_files=_names(base.files),
                         new_files=_names(latest.files))  # fmt: skip
        mine = compare(self.article.kind, latest.content, form.content(), old_files=_names(latest.files),
                       new_files=_names(form.cleaned_data["files"]))  # fmt: skip
        return self._form_page(form, status=409, conflict=error.message, base=base, newest=latest, theirs=theirs,
                               mine=mine)  # fmt: skip

    def _form_page(self, form: ArticleForm, *, status: int = 200, **extra: Any) -> HttpResponse:
        context = {"form": form, "steps": self.steps(), "conflict": ""}
        return self.page("portal/office/article_edit.html", http_status=status, **context | extra)


def _names(files: list[Any]) -> list[str]:
    return [file.name for file in files]
