"""Long jobs: counted, watched by their owner alone, taken up again when a worker dies, told of by mail at the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import Error
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core import jobs
from core.errors import DomainError
from core.jobs import LeaseLost, job_body
from core.models import Job, JobFailure, OutboxMessage
from core.recent import recent_for
from core.storage import store_bytes
from tests.accounts.factories import UserFactory
from tests.conftest import QueuedTasks

pytestmark = pytest.mark.django_db
State = Job.State


@pytest.fixture
def clerk() -> User:
    return UserFactory(full_name="Trần Thị Thử", email="thu@example.vn")


@pytest.fixture
def bodies(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a test registers is forgotten after it."""
    monkeypatch.setattr(jobs, "_bodies", dict(jobs._bodies))
    return


def counting(job: Job) -> None:
    for number in job.arguments[job.done :]:
        jobs.advance(job, failed=[(f"Mục {number}", "Thiếu số liệu")] if number == 2 else [])


def started(by: User, task: str = "desk.count") -> Job:
    return jobs.start(task, 1, 2, 3, title="Đếm đến 3", total=3, by=by, back_url="/nghiep-vu/")


def dies_at(number: int) -> jobs.Body:
    """A body whose worker is gone after so many items: nothing is said, the lease runs out."""

    def body(job: Job) -> None:
        for _ in range(number):
            jobs.advance(job)
        raise LeaseLost

    return body


def let_the_lease_run_out() -> None:
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))


def test_starting_queues_the_work_with_the_transaction(clerk: User, queued_tasks: QueuedTasks) -> None:
    job = started(clerk)
    assert (job.state, job.done, job.total) == (State.QUEUED, 0, 3)
    assert queued_tasks() == [("core.run_job", job.pk)]


@pytest.mark.usefixtures("bodies")
def test_a_job_counts_its_items_and_its_failures_and_tells_by_mail(clerk: User) -> None:
    job_body("desk.count")(counting)
    job = started(clerk)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.percent) == (State.DONE, 3, 100)
    assert [str(failure) for failure in job.failures.all()] == ["Mục 2: Thiếu số liệu"]
    letter = OutboxMessage.objects.get()
    assert letter.to == "thu@example.vn"
    assert letter.subject == "Đã xong: Đếm đến 3"
    assert "xử lý 3 trên 3 mục, trong đó 1 mục không xử lý được" in letter.body
    assert job.get_absolute_url() in letter.body


@pytest.mark.usefixtures("bodies")
def test_a_refusal_and_a_fault_both_end_the_job_with_a_reason(clerk: User) -> None:
    def refuse(job: Job) -> None:
        raise DomainError("Kỳ báo cáo đã khoá.")

    def break_down(job: Job) -> None:
        jobs.advance(job)
        raise ZeroDivisionError

    job_body("desk.refuse")(refuse)
    job_body("desk.break")(break_down)
    for task in ("desk.refuse", "desk.break", "desk.unknown"):
        jobs.run(started(clerk, task).pk)
    errors = list(Job.objects.order_by("pk").values_list("state", "error"))
    assert errors[0] == (State.FAILED, "Kỳ báo cáo đã khoá.")
    assert all(state == State.FAILED and "Hệ thống gặp lỗi" in error for state, error in errors[1:])
    assert OutboxMessage.objects.filter(subject__startswith="Tác vụ không hoàn thành").count() == 3


@pytest.mark.usefixtures("bodies")
def test_another_worker_goes_on_where_the_dead_one_stopped(clerk: User, queued_tasks: QueuedTasks) -> None:
    job = started(clerk)
    job_body("desk.count")(dies_at(2))
    jobs.run(job.pk)
    jobs.run(job.pk)  # its worker may still be alive: nobody else takes it
    assert Job.objects.get().attempts == 1
    let_the_lease_run_out()
    assert jobs.tend() == 1
    assert queued_tasks()[-1] == ("core.run_job", job.pk)
    job_body("desk.count")(counting)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.attempts) == (State.DONE, 3, 2)


@pytest.mark.usefixtures("bodies")
def test_a_job_that_kills_every_worker_is_given_up(clerk: User) -> None:
    job = started(clerk)
    job_body("desk.count")(dies_at(0))
    for _ in range(jobs.MAX_ATTEMPTS + 1):
        jobs.run(job.pk)
        let_the_lease_run_out()
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "bị dừng giữa chừng 3 lần" in job.error
    assert jobs.tend() == 0
    assert OutboxMessage.objects.count() == 1


@pytest.mark.usefixtures("bodies")
def test_a_worker_that_was_taken_for_dead_writes_nothing_more(clerk: User) -> None:
    job = started(clerk)
    first = jobs._claim(job.pk)
    assert first is not None
    let_the_lease_run_out()
    job_body("desk.count")(counting)
    jobs.run(job.pk)
    with pytest.raises(LeaseLost):
        jobs.advance(first)
    job.refresh_from_db()
    assert (job.done, job.attempts, JobFailure.objects.count()) == (3, 2, 1)


def test_a_job_that_never_reached_the_queue_is_queued_again(clerk: User, queued_tasks: QueuedTasks) -> None:
    job = started(clerk)
    assert jobs.tend() == 0
    let_the_lease_run_out()
    jobs.tend()
    assert queued_tasks() == [("core.run_job", job.pk)] * 2


def test_the_database_keeps_the_states_in_order(clerk: User) -> None:
    job = started(clerk)
    Job.objects.filter(pk=job.pk).update(state=State.FAILED, finished_at=timezone.now())
    with pytest.raises(Error):
        Job.objects.filter(pk=job.pk).update(state=State.RUNNING)


@pytest.mark.usefixtures("bodies")
def test_the_page_polls_until_the_job_is_over(client: Client, clerk: User) -> None:
    job_body("desk.count")(counting)
    client.force_login(clerk)
    job = started(clerk)
    page = client.get(job.get_absolute_url()).content.decode()
    assert "Ông/Bà có thể đóng trang này" in page
    assert 'hx-trigger="every 2s"' in page
    assert "thu@example.vn" in page
    jobs.run(job.pk)
    fragment = client.get(job.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert "hx-trigger" not in fragment
    assert "Mục 2" in fragment
    assert 'hx-swap-oob="innerHTML:#bao-tac-vu"' in fragment


def test_only_its_owner_sees_a_job_and_its_file(client: Client, clerk: User) -> None:
    job = started(clerk)
    result = store_bytes(b"xong", name="ket-qua.txt", content_type="text/plain", by=clerk)
    Job.objects.update(result=result)
    pages = [job.get_absolute_url(), reverse("job_result", args=[job.public_id])]
    client.force_login(clerk)
    assert client.get(pages[0]).status_code == 200
    assert b"".join(client.get(pages[1])) == b"xong"
    client.force_login(UserFactory())
    assert [client.get(page).status_code for page in pages] == [404, 404]


def test_a_job_without_a_file_has_nothing_to_fetch(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    assert client.get(reverse("job_result", args=[started(clerk).public_id])).status_code == 404


def test_jobs_are_among_what_one_did_last(clerk: User) -> None:
    started(clerk)
    assert [(item.title, item.did) for item in recent_for(clerk, 5)] == [("Đếm đến 3", "Tác vụ: chờ chạy")]
    assert recent_for(UserFactory(), 5) == []
