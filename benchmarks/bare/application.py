"""The WSGI callable of the bare pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from benchmarks.bare import search
from benchmarks.bare.details import detail_page
from benchmarks.bare.html import ROOT
from benchmarks.bare.lists import list_page

_PAGES: dict[str, Callable[[dict[str, list[str]]], str]] = {
    ROOT: list_page,
    search.PAGE: search.search_page,
    search.SUGGESTIONS: search.suggestions,
}


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """Answer a list, with or without filters, a search, or one notice."""
    path = environ["PATH_INFO"]
    page = _PAGES[path](parse_qs(environ["QUERY_STRING"])) if path in _PAGES else detail_page(path.rstrip("/")[-18:])
    body = page.encode()
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]
