"""For load balancers and operators: is the process there, is what it needs there."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.health import readiness


@login_not_required
@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as this process answers at all; asks nobody else."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when database, Redis and a worker are there, else 503; says which is not."""
    problems = readiness()
    parts = {part: problem or "ok" for part, problem in problems.items()}
    ready = not any(problems.values())
    return JsonResponse({"ready": ready, **parts}, status=200 if ready else 503)
