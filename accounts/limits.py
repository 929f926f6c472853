"""Limits on what anybody may try: allauth's counters, per address and per key (ACCOUNT_RATE_LIMITS)."""

from __future__ import annotations

from allauth.core import ratelimit
from django.http import HttpRequest


def allows(request: HttpRequest, action: str, *, key: str = "") -> bool:
    """Count one more `action` of this address, user and `key`; False when one of them has had its share."""
    return ratelimit.consume(request, action=action, key=key.strip().lower())


def still_allows(request: HttpRequest, action: str, *, key: str = "") -> bool:
    """What `allows` would say, without counting."""
    return ratelimit.consume(request, action=action, key=key.strip().lower(), dry_run=True)
