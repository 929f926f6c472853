"""What search engines may read (robots.txt)."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

_LISTS = ("auctions:auction_list", "auctions:selection_list", "legal_list", "question_list")


@login_not_required
@require_safe
@cache_control(public=True, max_age=86_400)
def robots(request: HttpRequest) -> HttpResponse:
    """Neither the office, nor results of searches, nor endless combinations of filters; the site map has the rest."""
    closed = [reverse("role_home"), reverse("search"), reverse("account_login"), reverse("design")]
    filtered = [f"{reverse(name)}?" for name in _LISTS]
    rules = [f"Disallow: {path}" for path in (*closed, *filtered)]
    lines = ["User-agent: *", *rules, "", f"Sitemap: {settings.SITE_URL}{reverse('sitemaps')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
