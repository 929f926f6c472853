"""Error pages that say what happened, what is kept and what to do, with a code support can find in the log."""

from __future__ import annotations

import uuid

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

log = structlog.get_logger()


def _reference(request: HttpRequest) -> str:
    """Code of this request: the one django-structlog writes into every log line, else a new one that is logged."""
    bound = structlog.contextvars.get_contextvars().get("request_id")
    return str(bound or uuid.uuid4())[:8]


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page exists but this account has no right to it (không có quyền)."""
    return render(request, "errors/403.html", {"reference": _reference(request)}, status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing at this address, or nothing this account may know about (không tìm thấy)."""
    return render(request, "errors/404.html", {"reference": _reference(request)}, status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came from an expired page (phiên làm việc đã hết); nothing was saved."""
    log.info("csrf_refused", reason=reason)
    context = {"reference": _reference(request), "path": request.get_full_path()}
    return render(request, "errors/csrf.html", context, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke. Rendered without the request: the database may be what is down."""
    context = {"reference": _reference(request), "site_name": settings.SITE_NAME}
    return HttpResponse(render_to_string("errors/500.html", context), status=500)
