"""Error pages that say what happened, what is kept and what to do, with a code that finds the request in the log."""

from __future__ import annotations

import sys
import uuid

import redis
import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

log = structlog.get_logger()

_UNREACHABLE = (OperationalError, InterfaceError, redis.ConnectionError)
_RETRY_SECONDS = "60"


def _reference() -> str:
    """Start of the request id that stands in every log line of this request; a logged one of its own without it."""
    request_id = structlog.contextvars.get_contextvars().get("request_id")
    if not request_id:
        request_id = uuid.uuid4()
        log.info("error_page_shown", request_id=str(request_id))
    return str(request_id)[:8]


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page exists but this account has no right to it (không có quyền)."""
    return render(request, "errors/403.html", {"reference": _reference()}, status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing at this address, or nothing this account may know about (không tìm thấy)."""
    return render(request, "errors/404.html", {"reference": _reference()}, status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came from an expired page (phiên làm việc đã hết); nothing was saved."""
    log.info("csrf_refused", reason=reason)
    context = {"reference": _reference(), "path": request.get_full_path()}
    return render(request, "errors/csrf.html", context, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke. Rendered without the request: what is down may be the database, then the answer is 503."""
    if isinstance(sys.exc_info()[1], _UNREACHABLE):
        page = render_to_string("errors/offline.html")
        return HttpResponse(page, status=503, headers={"Retry-After": _RETRY_SECONDS})
    context = {"reference": _reference(), "site_name": settings.SITE_NAME}
    return HttpResponse(render_to_string("errors/500.html", context), status=500)
