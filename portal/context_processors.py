"""What every page knows about the site."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Site name and the text of the environment strip ("" in production)."""
    return {"site_name": settings.SITE_NAME, "environment_label": settings.ENVIRONMENT_LABEL}
