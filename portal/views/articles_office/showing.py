"""Looking at an article in the office: its record, its preview, its versions side by side."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.timezone import now

from core.models import StoredFile
from core.storage import serve
from portal.content.comparison import compare
from portal.content.gaps import gaps
from portal.content.workflow import WORKFLOW, State
from portal.models import ArticleVersion, VersionFile
from portal.presenting.pages import article_page
from portal.views.articles_office.base import ArticleOfficeView

_TEMPLATE = "portal/content/article.html"


class DetailView(ArticleOfficeView):
    """State, versions, log and what can be done (hồ sơ bài viết)."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        article = self.article
        versions = article.versions.select_related("saved_by").defer("body").order_by("-number")
        steps = self.steps()
        labels = {step: transition.label for step, transition in WORKFLOW.transitions.items()}
        returned = article.log.filter(step="return").order_by("at", "pk").last()
        return self.page(
            "portal/office/article_detail.html",
            versions=versions,
            log=[(entry, labels[entry.step]) for entry in article.log.select_related("by").order_by("-at", "-pk")],
            steps=steps,
            refusal=WORKFLOW.refusal(article, "publish", request.user) if article.state != State.PUBLISHED else "",
            gaps=gaps(article.kind, article.latest) if article.state == State.DRAFT else [],
            returned=returned if returned and article.state == State.DRAFT else None,
            is_public=article.shown_at(now()) is not None,
            is_open=article.state in {State.DRAFT, State.PUBLISHED, State.WITHDRAWN} or article.is_due(now()),
        )


class PreviewView(ArticleOfficeView):
    """The newest version, or the one with this number, as the public would see it (xem trước)."""

    def get(self, request: HttpRequest, number: int = 0, **kwargs: Any) -> HttpResponse:
        version = self.article.latest
        if number:
            version = get_object_or_404(self.article.versions.select_related("saved_by", "cover"), number=number)
        context = article_page(self.article, version, moment=now(), is_preview=True)
        return self.page(_TEMPLATE, version_seen=version, is_newest=version == self.article.latest, **context)


class CompareView(ArticleOfficeView):
    """Two versions side by side (so sánh hai bản): ?cu=1&moi=3; without numbers the newest two."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        versions = list(self.article.versions.select_related("saved_by").order_by("number"))
        new = self._chosen(versions, "moi", versions[-1])
        old = self._chosen(versions, "cu", versions[max(0, versions.index(new) - 1)])
        comparison = compare(
            self.article.kind, old.content, new.content,
            old_files=[file.name for file in old.files], new_files=[file.name for file in new.files],
        )  # fmt: skip
        return self.page("portal/office/article_compare.html", versions=versions, old=old, new=new,
                         comparison=comparison)  # fmt: skip

    def _chosen(self, versions: list[ArticleVersion], name: str, otherwise: ArticleVersion) -> ArticleVersion:
        text = self.request.GET.get(name, "")
        if not text:
            return otherwise
        found = next((version for version in versions if str(version.number) == text), None)
        if found is None:
            raise Http404(f"no version {text}")
        return found


class FileView(ArticleOfficeView):
    """A file of any version, for whoever works on the article (tệp đính kèm)."""

    def get(self, request: HttpRequest, file: Any, **kwargs: Any) -> HttpResponseBase:
        held = VersionFile.objects.filter(version__article=self.article).values("file")
        return serve(request, get_object_or_404(StoredFile, pk__in=held, public_id=file), inline=True)
