"""Addresses of public pages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from auctions.models import Notice, NoticeVersion


def address(notice: Notice, page: str = "detail", **kwargs: Any) -> str:
    """Path of one of the public pages of a notice (see auctions.urls)."""
    return reverse(f"auctions:{notice.kind}_{page}", kwargs={"slug": notice.slug, "code": notice.code, **kwargs})


def printed_address(notice: Notice, version: NoticeVersion) -> str:
    """Full address of a version, as printed and as in its QR code."""
    return f"{settings.SITE_URL}{address(notice, 'version', number=version.number)}"


def short_address(notice: Notice) -> str:
    """Full address with the code alone: short enough to be typed from paper; it leads to the readable one."""
    return f"{settings.SITE_URL}{reverse(f'auctions:{notice.kind}_short', args=[notice.code])}"
