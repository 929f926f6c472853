"""The main part of the home page (trang chủ): the same for all readers, so it is made once and kept for a moment."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils.safestring import SafeString

_KEY = "front-page"


def front_page(make: Callable[[], tuple[SafeString, int]]) -> SafeString:
    """What `make` returned: the page and for how many seconds it is true, FRONT_PAGE_SECONDS at most."""
    most: int = settings.FRONT_PAGE_SECONDS
    held: SafeString | None = cache.get(_KEY) if most else None
    if held is None:
        held, true_for = make()
        if seconds := min(true_for, most):
            cache.set(_KEY, held, seconds)
    return held


def refresh() -> None:
    """Have it made anew once the current transaction commits; called by services that change what stands there.

    A page made from what was true just before the commit may be kept right after it, for FRONT_PAGE_SECONDS.
    """
    transaction.on_commit(lambda: cache.delete(_KEY))
