"""A hostile place to test in (style.md, section 13), and the fixtures that every test may use.

Random order comes from pytest-randomly, warnings as errors and strict markers from pyproject.toml, the dead broker
and the fast hasher from portal/settings/test.py.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from celery import Celery
from django.db import connection
from pytest_django import Settings

from tests import hostile

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
            _, send, _ = connection.run_on_commit.pop(0)
            send()
        return list(queued)

    return commit
