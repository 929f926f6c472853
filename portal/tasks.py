"""Work of the portal package for the Celery worker."""

from __future__ import annotations

import time

from django.db import transaction

from core import jobs
from core.jobs import job_body
from core.models import Job
from core.storage import store_bytes

_PAUSE = 0.25  # seconds per item, so that one can watch
_EVERY = 20  # every so many items one fails, so that the list of failures can be seen


@job_body("portal.sample_job")
def sample_job(job: Job) -> None:
    """Count to `total` (tác vụ mẫu của /_design/); ends with a small text file."""
    for number in range(job.done + 1, job.total + 1):
        time.sleep(_PAUSE)
        failed = [(f"Mục {number}", "Mục mẫu, luôn không xử lý được.")] if number % _EVERY == 0 else []
        jobs.advance(job, failed=failed)
    with transaction.atomic():
        text = f"Đã đếm đến {job.total}.\n".encode()
        jobs.finish(job, result=store_bytes(text, name="ket-qua.txt", content_type="text/plain", by=job.created_by))
