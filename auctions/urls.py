"""URLs of auctions. Public addresses are readable and stay valid for ever: the code in them decides."""

from __future__ import annotations

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from auctions import office_urls
from auctions.terms import NoticeKind
from auctions.views import feeds, public

app_name = "auctions"


class CodeConverter(StringConverter):
    """A notice code: TB-2026-024-000123."""

    regex = r"(?:TB|LC)-[0-9]{4}-[0-9]{3}-[0-9]{6}"


register_converter(CodeConverter, "notice_code")


def _of(kind: NoticeKind, root: str) -> list[URLPattern]:
    """Public pages of one kind of notice."""
    one = f"{root}<slug:slug>-<notice_code:code>/"
    of_version = f"{one}ban-<int:number>/"
    pages = [
        (root, public.NoticeListView, "list"),
        (f"{root}<notice_code:code>/", public.ShortAddressView, "short"),
        (one, public.NoticeDetailView, "detail"),
        (f"{one}in/", public.NoticePrintView, "print"),
        (f"{one}tep/<uuid:file>/", public.AttachmentView, "file"),
        (of_version, public.VersionView, "version"),
        (f"{of_version}noi-dung.json", public.VersionBodyView, "body"),
        (f"{of_version}qr.svg", public.VersionQrView, "qr"),
    ]
    feed = path(f"{root}atom.xml", feeds.NoticeFeed.as_view(kind=kind), name=f"{kind}_feed")
    return [feed, *(path(route, view.as_view(kind=kind), name=f"{kind}_{name}") for route, view, name in pages)]


urlpatterns = [
    *_of(NoticeKind.AUCTION, "thong-bao-dau-gia/"),
    *_of(NoticeKind.SELECTION, "lua-chon-to-chuc-dau-gia/"),
    *office_urls.urlpatterns,
]
