"""What every request passes: the longest address taken, and one log line without what people typed."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import structlog
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django_structlog.middlewares import RequestMiddleware

_PROBES = frozenset({"/healthz", "/readyz"})


LONGEST_ADDRESS = 64 * 1024  # bytes, as docker/nginx.conf has it


def address_length_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Answers an address beyond the limit with a plain page (địa chỉ quá dài) before anything reads it."""

    def answer(request: HttpRequest) -> HttpResponse:
        if len(request.META.get("QUERY_STRING", "")) + len(request.path) > LONGEST_ADDRESS:
            return HttpResponse(render_to_string("errors/too_long.html"), status=414)
        return get_response(request)

    return answer


class RequestLogMiddleware(RequestMiddleware):
    """Logs method, route and the record's public id: a path may hold a secret key, a query somebody's name."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        match = getattr(request, "resolver_match", None)
        if match is None:
            return str(request.method)
        ids = [str(value) for value in match.kwargs.values() if isinstance(value, int | UUID)]
        return " ".join([str(request.method), f"/{match.route}", *ids])

    def handle_response(self, request: HttpRequest, response: HttpResponse) -> None:
        if request.path in _PROBES and response.status_code == 200:
            structlog.contextvars.clear_contextvars()
        else:
            super().handle_response(request, response)
