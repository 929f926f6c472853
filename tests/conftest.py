"""A hostile place to test in (style.md, section 13), and the fixtures that every test may use.

Random order comes from pytest-randomly, warnings as errors and strict markers from pyproject.toml, the dead broker
and the fast hasher from portal/settings/test.py.
"""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import Celery
from django.db import connection
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import Settings

from tests import hostile
from tests.stack import RealStack

# How fast this machine happens to be is no property of the code under test.
hypothesis_settings.register_profile("portal", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("portal")

QueuedTasks = Callable[[], list[tuple[Any, ...]]]


@pytest.fixture(autouse=True, scope="session")
def _hostile() -> Iterator[None]:
    with (
        hostile.undefined_variables_fail(),
        hostile.unordered_queries_are_shuffled(),
        hostile.only_loopback_is_reachable(),
    ):
        yield


@pytest.fixture(autouse=True)
def _own_cache(settings: Settings) -> None:
    """What one test caches (counters of refused logins above all) no other test sees."""
    default = settings.CACHES["default"]
    settings.CACHES = {**settings.CACHES, "default": {**default, "KEY_PREFIX": uuid.uuid4().hex}}


@pytest.fixture
def queued_tasks(monkeypatch: pytest.MonkeyPatch) -> QueuedTasks:
    """Call it to act as if the transaction were committed: the tasks queued so far, as (name, *ids), in order."""
    queued: list[tuple[Any, ...]] = []

    def send_task(app: Celery, name: str, args: list[Any], **options: Any) -> None:
        queued.append((name, *args))

    monkeypatch.setattr(Celery, "send_task", send_task)

    def commit() -> list[tuple[Any, ...]]:
        while connection.in_atomic_block and connection.run_on_commit:
            connection.run_on_commit.pop(0)[1]()
        return list(queued)

    return commit


@pytest.fixture
def real_stack(transactional_db: None) -> Iterator[RealStack]:
    """Redis, web server, worker, beat and mail catcher as real processes over the test database."""
    with tempfile.TemporaryDirectory(prefix="justice-portal-stack-") as folder:
        Path(folder).chmod(0o755)  # Redis runs as another account when this one is root
        stack = RealStack(Path(folder))
        try:
            yield stack.start_all()
        finally:
            stack.stop_all()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failed test over real processes shows the ends of their logs."""
    report = yield
    stack = getattr(item, "funcargs", {}).get("real_stack")
    if report.failed and stack is not None:
        report.sections += stack.log_ends()
    return report
