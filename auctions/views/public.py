"""Public pages: lists, one notice, its versions and files. Everybody may read them; nothing here writes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.utils.decorators import method_decorator
from django.views.generic import View

from auctions import presenting, queries
from auctions.filters import PAGE, NoticeFilter
from auctions.models import Notice, NoticeVersion
from auctions.presenting.markup import list_meta
from auctions.terms import NoticeKind
from core.models import StoredFile
from core.pdf import qr_svg
from core.storage import serve

_SVG = "http://www.w3.org/2000/svg"
_LONGEST_ADDRESS = 2000  # longer ones hold nonsense, and proxies refuse headers that hold them
_UNCHANGING = "public, max-age=31536000, immutable"


@method_decorator(login_not_required, name="dispatch")
class PublicView(View):
    """A page of one kind of notice."""

    kind = NoticeKind.AUCTION

    def notice(self, code: str) -> Notice:
        """The published notice with this code, or 404."""
        published = Notice.objects.published().filter(kind=self.kind).defer("search", "folded_title")
        return get_object_or_404(published, code=code)


class NoticeListView(PublicView):
    """All published notices of one kind, searched, filtered and in order (danh sách thông báo)."""

    def get(self, request: HttpRequest) -> HttpResponse:
        filtered = NoticeFilter(request.GET, self.kind)
        paginator = queries.HitPaginator(
            filtered.qs, count_key=filtered.address(self.kind), count_all=filtered.is_whole
        )
        wanted = _page_number(request)
        page = paginator.page_of(wanted, queries.words_of(filtered.text))
        context = presenting.list_page(filtered, page, path=request.path, wanted=wanted)
        context["meta"] = list_meta(filtered, request.path)
        swaps = request.htmx and not request.htmx.history_restore_request
        template = "auctions/public_list.html#results" if swaps else "auctions/public_list.html"
        response = render(request, template, context)
        if swaps:
            address = filtered.address(request.path)
            response["HX-Push-Url"] = address if len(address) <= _LONGEST_ADDRESS else "false"
        patch_vary_headers(response, ["HX-Request"])
        return response


class ShortAddressView(PublicView):
    """The address with the code alone, as printed and in QR codes, leads to the readable one."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        return HttpResponsePermanentRedirect(self.notice(code).get_absolute_url())


class OneNoticeView(PublicView):
    """A page of one notice; a changed title changes the readable part of the address, old ones lead on."""

    page_name = "detail"

    def get(self, request: HttpRequest, slug: str, code: str, **kwargs: Any) -> HttpResponseBase:
        notice = self.notice(code)
        if slug != notice.slug:
            return HttpResponsePermanentRedirect(presenting.address(notice, self.page_name, **kwargs))
        return self.page(request, notice, **kwargs)

    def page(self, request: HttpRequest, notice: Notice, **kwargs: Any) -> HttpResponseBase:
        raise NotImplementedError


class NoticeDetailView(OneNoticeView):
    """What a notice says now, its legal days, its versions and the evidence (chi tiết thông báo)."""

    def page(self, request: HttpRequest, notice: Notice) -> HttpResponse:
        context = presenting.detail_page(notice)
        return render(request, "auctions/public_detail.html", context)


class NoticePrintView(OneNoticeView):
    """The effective version on A4 (bản in)."""

    page_name = "print"

    def page(self, request: HttpRequest, notice: Notice) -> HttpResponse:
        context = presenting.print_page(notice, queries.versions_of(notice))
        return render(request, "auctions/public_print.html", context)


class VersionView(OneNoticeView):
    """Full text of one version at its own address (toàn văn một bản đăng)."""

    page_name = "version"

    def page(self, request: HttpRequest, notice: Notice, number: int) -> HttpResponse:
        versions = queries.versions_of(notice)
        if not 1 <= number <= len(versions):
            raise Http404(f"no version {number}")
        context = presenting.version_page(notice, versions, number)
        return render(request, "auctions/public_version.html", context)


class VersionBodyView(OneNoticeView):
    """The very bytes that were hashed (nội dung chuẩn hoá), for whoever wants to check."""

    page_name = "body"

    def page(self, request: HttpRequest, notice: Notice, number: int) -> HttpResponse:
        version = get_object_or_404(NoticeVersion, notice=notice, number=number)
        response = HttpResponse(version.body, content_type="application/json; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{notice.code}-ban-{number}.json"'
        response["Cache-Control"] = _UNCHANGING
        return response


class VersionQrView(OneNoticeView):
    """QR code of the address of one version, for screen and paper (mã QR)."""

    page_name = "qr"

    def page(self, request: HttpRequest, notice: Notice, number: int) -> HttpResponse:
        version = get_object_or_404(NoticeVersion, notice=notice, number=number)
        picture = qr_svg(presenting.printed_address(notice, version)).replace("<svg ", f'<svg xmlns="{_SVG}" ', 1)
        response = HttpResponse(picture, content_type="image/svg+xml")
        response["Cache-Control"] = _UNCHANGING
        return response


class AttachmentView(OneNoticeView):
    """A file of any published version (tệp đính kèm); files of drafts do not exist here."""

    page_name = "file"

    def page(self, request: HttpRequest, notice: Notice, file: Any) -> HttpResponseBase:
        published = {item.file for version in queries.versions_of(notice) for item in version.files}
        if str(file) not in published:
            raise Http404("not a file of a published version")
        return serve(request, get_object_or_404(StoredFile, public_id=file), inline=True)


def _page_number(request: HttpRequest) -> int:
    """The page asked for, 1 for what is no number."""
    text = request.GET.get(PAGE, "1")
    return int(text[:9]) if text.isascii() and text.isdigit() else 1
