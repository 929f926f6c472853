"""The WSGI callable of the bare pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from benchmarks.bare.details import detail_page
from benchmarks.bare.html import ROOT
from benchmarks.bare.lists import list_page


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """Answer a list, with or without filters, or one notice."""
    path = environ["PATH_INFO"]
    page = list_page(parse_qs(environ["QUERY_STRING"])) if path == ROOT else detail_page(path.rstrip("/")[-18:])
    body = page.encode()
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]
