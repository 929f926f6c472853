"""Public pages of legal documents: list, one document, its files. Everybody may read them; nothing here writes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.decorators import method_decorator
from django.utils.timezone import localdate, localtime
from django.views import View
from django.views.decorators.clickjacking import xframe_options_sameorigin

from core.lexemes import pieces
from core.storage import serve
from core.storage.checks import megabytes
from portal.discovery.markup import document_meta, list_meta
from portal.filtering import PAGE, DayParameter, typed_words
from portal.law_lists import DAY, DocumentFilter
from portal.legal_terms import EffectStatus
from portal.legal_timeline import timeline
from portal.models import LegalDocument, LegalFile, LegalRelation
from portal.queries import legal
from portal.queries.matching import marked
from portal.workflows.legal import DocumentState

PAGE_SIZE = 20
_ABOUT = "Luật, nghị định, thông tư về đấu giá tài sản, công chứng, chứng thực, tư pháp: hiệu lực, quan hệ, toàn văn."
EFFECT_KINDS = {
    EffectStatus.IN_FORCE: "ok",
    EffectStatus.PARTLY: "warn",
    EffectStatus.EXPIRED: "bad",
    EffectStatus.NOT_YET: "note",
    EffectStatus.UNKNOWN: "out",
}


def effect_of(document: Any) -> dict[str, str]:
    """How `<c-status>` shows the effect of a document of `legal.with_status_on`."""
    status = EffectStatus(document.effect)
    return {"kind": EFFECT_KINDS[status], "text": str(status.label)}


@method_decorator(login_not_required, name="dispatch")
class LegalListView(View):
    """Published documents, searched, filtered and in order (văn bản quy phạm pháp luật)."""

    def get(self, request: HttpRequest) -> HttpResponse:
        filtered = DocumentFilter(request.GET, LegalDocument.objects.published())
        page = Paginator(filtered.qs, PAGE_SIZE).get_page(request.GET.get(PAGE))
        documents = list(page)
        words = pieces(filtered.text)
        hits = legal.page_hits(documents, filtered.text)
        context = {
            "filtered": filtered,
            "page_obj": page,
            "param": PAGE,
            "rows": [
                {
                    "document": document,
                    "name": marked(document.name, words),
                    "title": marked(document.title, words),
                    "effect": effect_of(document),
                    "hit": hits.get(document.pk),
                }
                for document in documents
            ],
            "today": localdate(),
            "chips": filtered.chips(request.path),
            "ways_out": [] if documents else filtered.ways_out(request.path),
            "path": request.path,
            "meta": list_meta("Văn bản quy phạm pháp luật", request.path, _ABOUT, feed=reverse("legal_feed")),
        }
        swaps = request.htmx and not request.htmx.history_restore_request
        response = render(request, f"portal/legal/list.html{'#results' if swaps else ''}", context)
        patch_vary_headers(response, ["HX-Request"])
        return response


@method_decorator(login_not_required, name="dispatch")
class LegalPublicView(View):
    """A page of one document by the number at the end of its address; a wrong slug leads to the right one."""

    page_name = "legal_detail"

    def get(self, request: HttpRequest, slug: str, serial: int, **kwargs: Any) -> HttpResponseBase:
        found = get_object_or_404(LegalDocument.objects.defer("search", "loaded"), serial=serial)
        if found.state == DocumentState.DRAFT:
            raise Http404("not published")
        if found.state == DocumentState.WITHDRAWN:
            return render(request, "portal/legal/gone.html", {"document": found}, status=410)
        if slug != found.slug:
            query = f"?{request.GET.urlencode()}" if request.GET else ""
            return HttpResponsePermanentRedirect(f"{found.get_absolute_url()}{query}")
        return self.page(request, found)

    def page(self, request: HttpRequest, document: LegalDocument) -> HttpResponseBase:
        raise NotImplementedError

    def context(self, request: HttpRequest, document: LegalDocument) -> dict[str, Any]:
        """What the page and its print hold: facts, effect on the day asked for, relations, files."""
        asked = DayParameter(request.GET.get(DAY, "")[:30])
        day = asked.day or localdate()
        shown = legal.with_status_on(LegalDocument.objects.filter(pk=document.pk), day).defer("search").get()
        acted_by = LegalRelation.objects.filter(target=document, source__state=DocumentState.PUBLISHED)
        return {
            "document": shown,
            "effect": effect_of(shown),
            "asked_day": asked,
            "day": day,
            "today": localdate(),
            "groups": legal.relations_of(document, published_only=True),
            "timeline": timeline(document, acted_by.select_related("source").order_by("pk"), localdate()),
            "files": list(LegalFile.objects.filter(document=document).select_related("file").order_by("pk")),
            "canonical_url": f"{settings.SITE_URL}{document.get_absolute_url()}",
        }


class LegalDetailView(LegalPublicView):
    """What a document is, whether it is in force, what it does to others, and its files (chi tiết văn bản)."""

    def page(self, request: HttpRequest, document: LegalDocument) -> HttpResponse:
        text = typed_words(request.GET)
        context = self.context(request, document)
        context["meta"] = document_meta(context["document"])
        preview = next((each for each in context["files"] if each.file.content_type == "application/pdf"), None)
        context |= {
            "text": text,
            "hits": legal.pages_with(document, text),
            "preview": preview,
            "preview_size": megabytes(preview.file.size) if preview else "",
        }
        return render(request, "portal/legal/detail.html", context)


class LegalPrintView(LegalPublicView):
    """The same on A4 (bản in)."""

    def page(self, request: HttpRequest, document: LegalDocument) -> HttpResponse:
        context = self.context(request, document) | {"printed_at": localtime()}
        return render(request, "portal/legal/print.html", context)


@method_decorator(
    [login_not_required, xframe_options_sameorigin, csp_replace({"frame-ancestors": ["'self'"]})], name="dispatch"
)
class LegalFileView(View):
    """A file of a published document, shown in the browser when it is a PDF (tệp của văn bản)."""

    def get(self, request: HttpRequest, public_id: UUID) -> HttpResponseBase:
        files = LegalFile.objects.filter(document__state=DocumentState.PUBLISHED).select_related("file")
        found = get_object_or_404(files, public_id=public_id)
        return serve(request, found.file, inline="tai-ve" not in request.GET)
