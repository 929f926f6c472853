"""Long work in the background that a person may watch, leave, and be told of (tác vụ dài).

An app writes the body in its `tasks.py` and starts it from a service:

    @job_body("stats.export_year")
    def export_year(job: Job) -> None:
        for pk in job.arguments[job.done:]:         # what an earlier attempt finished is not done again
            with transaction.atomic():
                ...
                jobs.advance(job)                    # or advance(job, failed=[("Xã Mẫu", "Chưa có số liệu")])
        jobs.finish(job, result=stored_file)         # without it the job is done when the body returns

    job = jobs.start("stats.export_year", *ids, title="Xuất biểu năm 2026", total=len(ids), by=user)
    return redirect(job)

A worker that dies lets its lease run out; another one goes on at `job.done`, at most `MAX_ATTEMPTS` times. One item
must take less than JOB_LEASE_SECONDS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core import mail
from core.errors import DomainError
from core.models import Job, JobFailure, StoredFile
from core.recent import RecentItem
from core.tasks import after_commit, portal_task

log = structlog.get_logger(__name__)

State = Job.State
Body = Callable[[Job], None]
MAX_ATTEMPTS = 3
_LOST = f"Máy xử lý bị dừng giữa chừng {MAX_ATTEMPTS} lần. Những mục đã xong được giữ nguyên."
_BROKEN = "Hệ thống gặp lỗi khi xử lý. Những mục đã xong được giữ nguyên; báo bộ phận hỗ trợ kèm mã tác vụ."
_OPEN = (State.QUEUED, State.RUNNING)
_bodies: dict[str, Body] = {}


class LeaseLost(Exception):
    """Somebody else works at this job by now: the caller stops without a word."""


def job_body(name: str) -> Callable[[Body], Body]:
    """Register the function that does jobs of this name (thân tác vụ); written in an app's tasks.py."""

    def register(body: Body) -> Body:
        _bodies[name] = body
        return body

    return register


@transaction.atomic
def start(task: str, *arguments: int | str, title: str, total: int, by: Any, back_url: str = "") -> Job:
    """Write a job down and queue it (bắt đầu tác vụ); redirect to it. `back_url` leads back where it was asked for."""
    job = Job.objects.create(
        task=task,
        arguments=list(arguments),
        title=title,
        total=total,
        created_by=by,
        back_url=back_url,
        lease_until=_lease(),
    )
    after_commit("core.run_job", job.pk)
    return job


@transaction.atomic
def advance(job: Job, count: int = 1, *, failed: Iterable[tuple[str, str]] = ()) -> None:
    """Count `count` more items as finished (đã xử lý thêm), with those that failed as (what, why); renews the lease.

    In one transaction with the item's own work, a worker's death neither loses nor repeats an item.
    Raises LeaseLost when another worker took the job over.
    """
    _write(job, done=F("done") + count, lease_until=_lease())
    JobFailure.objects.bulk_create(JobFailure(job=job, what=what[:200], why=why[:500]) for what, why in failed)
    job.done += count


@transaction.atomic
def finish(job: Job, *, result: StoredFile | None = None) -> None:
    """Close a job that ran to its end, with the file that came of it (kết thúc tác vụ); the person gets a mail."""
    _write(job, state=State.DONE, result=result, finished_at=timezone.now())
    _tell(job)


@transaction.atomic
def fail(job: Job, reason: str) -> None:
    """Close a job that cannot go on (tác vụ không hoàn thành); the person gets a mail with the reason."""
    _write(job, state=State.FAILED, error=reason[:500], finished_at=timezone.now())
    _tell(job)


def run(pk: int) -> None:
    """Do the job if it is due and nobody else is at it (chạy tác vụ)."""
    job = _claim(pk)
    if job is None:
        return
    try:
        _work_at(job)
    except LeaseLost:
        log.warning("job_lease_lost", job=str(job.public_id))


def tend() -> int:
    """Queue again what fell out of the queue or lost its worker (tiếp tục tác vụ bị bỏ dở); how many."""
    due = list(Job.objects.filter(state__in=_OPEN, lease_until__lte=timezone.now()).values_list("pk", flat=True))
    for pk in due:
        after_commit("core.run_job", pk)
    return len(due)


def recent(user: Any, limit: int) -> list[RecentItem]:
    """The last jobs of `user`, for the role home."""
    return [
        RecentItem(job.title, f"Tác vụ: {job.get_state_display().lower()}", job.get_absolute_url(), job.created_at)
        for job in Job.objects.visible_to(user).order_by("-created_at")[:limit]
    ]


@portal_task("core.run_job")
def run_job(pk: int) -> None:
    """The worker's way in."""
    run(pk)


@portal_task("core.tend_jobs")
def tend_jobs() -> None:
    """Every half minute: jobs whose message or worker was lost."""
    tend()


def _work_at(job: Job) -> None:
    try:
        _bodies[job.task](job)
    except LeaseLost:
        raise
    except DomainError as error:
        fail(job, error.message)
    except Exception:
        log.exception("job_broken", job=str(job.public_id), task=job.task)
        fail(job, _BROKEN)
    else:
        if not job.is_over:
            finish(job)


def _lease() -> Any:
    return timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)


@transaction.atomic
def _claim(pk: int) -> Job | None:
    """The job as this worker's own, or None: gone, over, at work elsewhere, or tried too often."""
    job = Job.objects.select_for_update(skip_locked=True).filter(pk=pk, state__in=_OPEN).first()
    if job is None or (job.state == State.RUNNING and job.lease_until > timezone.now()):
        return None
    if job.attempts >= MAX_ATTEMPTS:
        fail(job, _LOST)
        return None
    job.state, job.attempts, job.lease_until = State.RUNNING, job.attempts + 1, _lease()
    job.started_at = job.started_at or timezone.now()
    job.save(update_fields=["state", "attempts", "lease_until", "started_at"])
    return job


def _write(job: Job, **changes: Any) -> None:
    """Change a row that is still this attempt's own, and the object in hand."""
    mine = Job.objects.filter(pk=job.pk, state__in=_OPEN, attempts=job.attempts)
    if not mine.update(**changes):
        raise LeaseLost
    for name, value in changes.items():
        if name != "done":
            setattr(job, name, value)


def _tell(job: Job) -> None:
    if job.created_by.email:
        job.refresh_from_db(fields=["done"])  # what was rolled back does not count
        context = {"job": job, "failed": job.failures.count(), "name": job.created_by.get_full_name()}
        mail.queue(
            to=job.created_by.email,
            template="job_over",
            context=context,
            key=f"job/{job.public_id}",
            about=f"Tác vụ {job.title}"[:200],
        )
