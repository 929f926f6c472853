"""Work of the portal package for the Celery worker."""

from __future__ import annotations

import time

import structlog
from django.db import transaction

from core import jobs
from core.jobs import job_body
from core.models import Job
from core.storage import store_bytes
from core.tasks import portal_task
from portal.models import LegalFile
from portal.services import articles, legal_parts, questions

log = structlog.get_logger(__name__)

FORGOTTEN_SECONDS = 300  # a file that waits longer has lost its task
UNCONFIRMED_DAYS = 7

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


@portal_task("portal.read_legal_file")
def read_legal_file(pk: int) -> None:
    """Read the text of one file right after it was uploaded."""
    found = LegalFile.objects.select_related("file").filter(pk=pk).first()
    if found is not None:
        legal_parts.read_file(found)


@portal_task("portal.read_waiting_files")
def read_waiting_files() -> None:
    """Read files whose task was lost with its worker or never queued while the broker was down."""
    legal_parts.read_waiting_files(older_than_seconds=FORGOTTEN_SECONDS)


@portal_task("portal.forget_unconfirmed_questions")
def forget_unconfirmed_questions() -> None:
    """Once a day: delete questions whose e-mail address nobody confirmed."""
    log.info("questions_forgotten", count=questions.forget_unconfirmed(older_than_days=UNCONFIRMED_DAYS))


@portal_task("portal.release_due")
def release_due() -> None:
    """Every half minute: write down that articles whose hour has come are published. Readers see them by the hour."""
    if count := articles.release_due():
        log.info("articles_released", count=count)
