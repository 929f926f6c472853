"""Limits on what anybody may try: allauth's counters, per address and per key (ACCOUNT_RATE_LIMITS)."""

from __future__ import annotations

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse


def allows(request: HttpRequest, action: str, *, key: str = "") -> bool:
    """Count one more `action` of this address, user and `key`; False when one of them has had its share."""
    return ratelimit.consume(request, action=action, key=key.strip().lower())


def still_allows(request: HttpRequest, action: str, *, key: str = "") -> bool:
    """What `allows` would say, without counting."""
    return ratelimit.consume(request, action=action, key=key.strip().lower(), dry_run=True)


def refusal(request: HttpRequest) -> HttpResponse:
    """The page that says to wait, where there is no form to say it in (templates/429.html)."""
    response: HttpResponse = ratelimit.respond_429(request)
    return response
