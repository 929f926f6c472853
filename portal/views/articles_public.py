"""Public pages of articles: lists, one article, its files. Everybody may read them; nothing here writes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.timezone import now
from django.views.generic import View

from core.models import StoredFile
from core.storage import serve
from portal.content.kinds import ArticleKind
from portal.discovery.markup import article_meta, list_meta
from portal.forms.filters import PAGE, PublicFilterForm
from portal.models import ArticleVersion
from portal.presenting.pages import SHORT_NAMES, article_page
from portal.queries.articles import listed, public_article, was_withdrawn

PER_PAGE = 20
_ABOUT = {
    ArticleKind.NEWS: "Tin hoạt động của Bộ Tư pháp và các Sở Tư pháp.",
    ArticleKind.DIRECTIVE: "Văn bản chỉ đạo, điều hành của Bộ Tư pháp và các Sở Tư pháp, kèm tệp.",
    ArticleKind.GUIDANCE: "Hướng dẫn của Bộ Tư pháp và các Sở Tư pháp về đấu giá tài sản, công chứng, chứng thực.",
}
GONE = "portal/content/gone.html"


@method_decorator(login_not_required, name="dispatch")
class PublicView(View):
    """A page of one kind of article."""

    kind = ArticleKind.NEWS


class ArticleListView(PublicView):
    """All public articles of one kind (danh sách)."""

    def get(self, request: HttpRequest) -> HttpResponse:
        moment = now()
        versions = listed(self.kind, moment)
        form = PublicFilterForm(request.GET, versions=versions, moment=moment, kind=self.kind)
        feed = reverse(f"content:{self.kind}_feed")
        context = {
            "kind": self.kind,
            "heading": self.kind.label,
            "short_heading": SHORT_NAMES[self.kind],
            "about": _ABOUT[self.kind],
            "form": form,
            "chips": form.chips(),
            "page_obj": Paginator(form.narrow(versions), PER_PAGE).get_page(request.GET.get(PAGE)),
            "page_param": PAGE,
            "meta": list_meta(self.kind.label, request.path, _ABOUT[self.kind], feed=feed),
        }
        return render(request, "portal/content/list.html", context)


class ArticleView(PublicView):
    """One article as it stands now (chi tiết); withdrawn ones say so with 410, old readable parts lead on."""

    def get(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        version = public_article(self.kind, number, now())
        if version is None:
            if gone := was_withdrawn(self.kind, number):
                return render(request, GONE, {"article": gone, "list_name": SHORT_NAMES[self.kind]}, status=410)
            raise Http404("no such article")
        address = version.article.get_absolute_url()
        if request.path != address:
            return HttpResponsePermanentRedirect(address)
        context = article_page(version.article, version, moment=now())
        meta = article_meta(version, context["list_name"], context["list_url"], context["shown_at"])
        return render(request, "portal/content/article.html", context | {"meta": meta})


class ArticleFileView(PublicView):
    """A file of the public version (tệp đính kèm); files of other versions do not exist here."""

    def get(self, request: HttpRequest, slug: str, number: int, file: Any) -> HttpResponseBase:
        version = public_article(self.kind, number, now())
        return file_of(request, version, file)


def file_of(request: HttpRequest, version: ArticleVersion | None, file: Any) -> HttpResponseBase:
    """A file of `version`, or 404."""
    if version is None:
        raise Http404("no such article")
    held = version.attachments.values("file")
    return serve(request, get_object_or_404(StoredFile, pk__in=held, public_id=file), inline=True)
