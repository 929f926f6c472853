"""A long job watched in the browser while its worker is killed; and left, and told of by mail. Real processes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import Role
from core.models import Job
from scripts.processes import wait_until
from tests.accounts.factories import AgencyFactory, user_at
from tests.browser.conftest import NewPage
from tests.browser.test_journey_account import sign_in
from tests.stack import RealStack

pytestmark = [pytest.mark.browser, pytest.mark.kill]
PASSWORD = "mat-khau-mau-1"


@pytest.fixture
def staff(transactional_db: None) -> User:
    return user_at(AgencyFactory(ministry=True), Role.SUPPORT, email="hotro@example.vn")


def start_sample(page: Page, user: User) -> Job:
    sign_in(page, user.username, PASSWORD)
    expect(page.get_by_role("heading", name="Việc của tôi hôm nay")).to_be_visible()
    page.goto("/_design/#c-progress")
    page.get_by_role("button", name="Chạy tác vụ mẫu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tác vụ mẫu: đếm đến 40")
    return Job.objects.get()


def items_done(page: Page) -> int:
    return int((page.locator(".progress-n b").text_content() or "0").replace(".", ""))


def test_a_job_outlives_its_worker_and_says_so_by_itself(page: Page, real_stack: RealStack, staff: User) -> None:
    job = start_sample(page, staff)
    expect(page.get_by_text("Ông/Bà có thể đóng trang này")).to_be_visible()
    expect(page.locator(".progress-n b")).not_to_have_text("0")
    real_stack.kill("worker")
    job.refresh_from_db()
    kept = job.done
    assert 0 < kept < job.total
    real_stack.start("worker")

    expect(page.get_by_text("Đã xong", exact=True)).to_be_visible(timeout=60_000)
    assert items_done(page) == 40
    expect(page.get_by_role("row", name=re.compile("Mục 20"))).to_be_visible()
    expect(page.locator("#bao-tac-vu")).to_contain_text("Đã xong")
    job.refresh_from_db()
    assert (job.done, job.attempts, job.failures.count()) == (40, 2, 2)
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải tệp kết quả").click()
    assert download.value.suggested_filename == "ket-qua.txt"
    letter = real_stack.wait_for_mail("hotro@example.vn", containing="Đã xong: Tác vụ mẫu")
    assert job.get_absolute_url() in letter["text"]
    page.goto("/nghiep-vu/")
    expect(page.get_by_role("link", name="Tác vụ mẫu: đếm đến 40")).to_be_visible()


def test_without_script_reloading_shows_how_far_it_is(new_page: NewPage, real_stack: RealStack, staff: User) -> None:
    page = new_page(javascript=False)
    job = start_sample(page, staff)
    assert wait_until(lambda: Job.objects.get(pk=job.pk).done > 2, 60, step=0.1)
    page.get_by_role("link", name="Tải lại để xem số mới nhất").click()
    assert items_done(page) > 2


def test_a_job_whose_workers_all_die_is_given_up(page: Page, real_stack: RealStack, staff: User) -> None:
    job = start_sample(page, staff)
    for attempt in range(1, 4):
        assert wait_until(lambda n=attempt: Job.objects.get(pk=job.pk).attempts == n, 60, step=0.05)  # type: ignore[misc]
        real_stack.kill("worker")
        real_stack.start("worker")
    expect(page.get_by_text("Không hoàn thành", exact=True)).to_be_visible(timeout=60_000)
    expect(page.get_by_text("bị dừng giữa chừng 3 lần")).to_be_visible()
    real_stack.wait_for_mail("hotro@example.vn", containing="Tác vụ không hoàn thành")
