"""How far a long job is, and the file that came of it. Only for the person who started it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import TemplateView

from core.models import Job
from core.storage import serve

FAILURES_SHOWN = 200


class _OwnJob(View):
    """Loads the job; another person's does not exist."""

    @cached_property
    def job(self) -> Job:
        found: Job = get_object_or_404(Job.objects.visible_to(self.request.user), public_id=self.kwargs["public_id"])
        return found


class JobView(_OwnJob, TemplateView):
    """The page of a job; htmx fetches its middle every two seconds until it is over (tiến độ tác vụ)."""

    template_name = "core/job.html"

    def get_template_names(self) -> list[str]:
        return [f"{self.template_name}#progress" if self.request.htmx else self.template_name]  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        failures = list(self.job.failures.all()[: FAILURES_SHOWN + 1])
        return super().get_context_data(
            job=self.job,
            failures=failures[:FAILURES_SHOWN],
            has_more=len(failures) > FAILURES_SHOWN,
            **kwargs,
        )


class JobResultView(_OwnJob):
    """The file a job made (tệp kết quả)."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.job.result is None:
            raise Http404("this job made no file")
        return serve(request, self.job.result)
