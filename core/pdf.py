"""Documents as PDF: A4, Vietnamese fonts embedded, nothing fetched from anywhere but our own fonts and static files."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any, Literal

import segno
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

PdfVariant = Literal["pdf/a-2b", "pdf/a-2u", "pdf/a-2a", "pdf/a-3b", "pdf/a-3u", "pdf/a-3a", "pdf/ua-1"]


class PdfError(Exception):
    """A template asked for something a document may not load, or the fonts are not installed."""


def render(template: str, context: dict[str, Any], *, pdf_variant: PdfVariant | None = None) -> bytes:
    """The template as a PDF (văn bản PDF); extend `pdf/administrative.html` for the layout of Nghị định 30/2020.

    `pdf_variant` declares an archive or accessible variant ("pdf/a-2a" is both). Only `portal:fonts/…`,
    `portal:static/…` and `data:` may be referenced; anything else raises PdfError.
    """
    html = HTML(string=render_to_string(template, context), url_fetcher=_Fetcher(), base_url="portal:")
    try:
        content: bytes = html.write_pdf(
            font_config=FontConfiguration(), pdf_variant=pdf_variant, pdf_tags=True, custom_metadata=False
        )
    except FatalURLFetchingError as error:
        raise PdfError(f"{error}: {error.__cause__ or error.__context__}") from error
    return content


def qr_svg(text: str) -> SafeString:
    """A QR code of `text` as inline SVG, 4 modules of quiet zone, medium error correction; size it by CSS."""
    svg: str = segno.make(text, error="m", micro=False).svg_inline(omitsize=True, border=4, dark="#000", light="#fff")
    return mark_safe(svg)  # noqa: S308  made by segno from modules, holds no text of ours


class _Fetcher(URLFetcher):  # type: ignore[misc]
    """Serves `portal:fonts/<file>` and `portal:static/<path>`; `data:` is weasyprint's; all else stops the document."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"data"}, fail_on_errors=True)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The content of one of our own files, or of a data URL."""
        if url.startswith("portal:fonts/"):
            return URLFetcherResponse(url, font_file(url.removeprefix("portal:fonts/")).read_bytes())
        if url.startswith("portal:static/"):
            return URLFetcherResponse(url, _static_file(url.removeprefix("portal:static/")).read_bytes())
        return super().fetch(url, headers)


@functools.cache
def font_file(name: str) -> Path:
    """The font file `name` in one of settings.PDF_FONT_FOLDERS."""
    for folder in settings.PDF_FONT_FOLDERS:
        path = Path(folder) / name
        if "/" not in name and path.is_file():
            return path
    raise ImproperlyConfigured(f"{name} not found in {settings.PDF_FONT_FOLDERS}: install the package fonts-croscore")


def _static_file(name: str) -> Path:
    found = finders.find(name)
    if not isinstance(found, str):
        raise PdfError(f"no static file {name}")
    return Path(found)
