"""Error pages that say what is kept and what to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came from an expired page (phiên làm việc đã hết); nothing was saved."""
    return render(request, "errors/csrf.html", status=403)
