"""Health pages, and logs without personal data."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.core.cache import cache
from django.db import connection
from django.test import Client
from pytest_django import Settings

from core import health
from core.logs import masked
from core.tasks import heartbeat
from tests.accounts.factories import UserFactory

DEAD = "redis://127.0.0.1:1/0"


def readyz() -> tuple[int, dict[str, Any]]:
    answer = Client().get("/readyz")
    return answer.status_code, answer.json()


def test_the_process_answers_without_asking_anybody() -> None:
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer["Cache-Control"]
    assert Client().post("/healthz").status_code == 405


@pytest.mark.django_db
def test_ready_when_database_redis_and_worker_are_there() -> None:
    heartbeat()
    assert readyz() == (200, {"ready": True, "database": "ok", "redis": "ok", "worker": "ok"})


@pytest.mark.django_db
def test_not_ready_before_any_worker_has_shown_up() -> None:
    assert readyz() == (503, {"ready": False, "database": "ok", "redis": "ok", "worker": "no heartbeat yet"})


@pytest.mark.django_db
def test_not_ready_when_the_worker_is_silent_for_a_minute() -> None:
    cache.set("core.heartbeat", time.time() - 61)
    assert readyz()[1]["worker"] == "last heartbeat 61 s ago"


@pytest.mark.django_db
def test_not_ready_without_redis_and_says_so_quickly(settings: Settings) -> None:
    settings.REDIS_URL = DEAD
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": DEAD}}
    began = time.monotonic()
    status, said = readyz()
    assert (status, said["database"], said["redis"]) == (503, "ok", "ConnectionError")
    assert time.monotonic() - began < 5


@pytest.mark.django_db
def test_not_ready_without_the_database_and_says_so_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "PORT", 1)
    began = time.monotonic()
    status, said = readyz()
    assert (status, said["database"], said["redis"]) == (503, "OperationalError", "ok")
    assert time.monotonic() - began < 5


@pytest.mark.django_db
def test_pages_do_without_a_cache_that_is_away(settings: Settings) -> None:
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": DEAD}}
    cache.set("a", 1)
    assert cache.get("a", "nothing") == "nothing"
    assert cache.get_or_set("a", 7) == 7
    assert cache.add("a", 1)
    assert cache.incr("a") == 1
    assert not cache.touch("a")
    assert not cache.delete("a")
    assert "a" not in cache
    assert cache.get_many(["a"]) == {}
    assert cache.set_many({"a": 1}) == []
    cache.delete_many(["a"])
    assert not cache.clear()


def test_a_cache_that_is_there_keeps_things() -> None:
    cache.set("a", 1)
    assert cache.incr("a") == 2
    assert cache.get_many(["a", "b"]) == {"a": 2}


# ------------------------------------------------------------------ logs


class Lines(logging.Handler):
    """What the console would show."""

    def __init__(self, formatter: logging.Formatter | None) -> None:
        super().__init__()
        self.setFormatter(formatter)
        self.lines: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.loads(self.format(record)))


@pytest.fixture
def lines() -> Iterator[list[dict[str, Any]]]:
    root = logging.getLogger()
    console = next(handler for handler in root.handlers if type(handler) is logging.StreamHandler)
    shown = Lines(console.formatter)
    root.addHandler(shown)
    yield shown.lines
    root.removeHandler(shown)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Key (email)=(nguoi.mau+1@mail.example.vn) already exists", "Key (email)=(•••) already exists"),
        ("CCCD 001085012345, điện thoại +84 222 000 0000.", "CCCD •••, điện thoại •••."),
        ("chờ 12345 ms, ngày 20261123", "chờ 12345 ms, ngày 20261123"),
        ("copy=0193a1b2-1234-5678-9012-123456789012", "copy=0193a1b2-1234-5678-9012-123456789012"),
    ],
)
def test_personal_data_are_masked(text: str, expected: str) -> None:
    assert masked(text) == expected


def test_library_messages_and_traces_are_masked_too(lines: list[dict[str, Any]]) -> None:
    try:
        raise ValueError("Key (email)=(mau@example.vn)")
    except ValueError:
        logging.getLogger("some.library").exception("failed for %s", "mau@example.vn")
        structlog.get_logger("core").exception("import_failed", row="mau@example.vn")
    assert [line["event"] for line in lines] == ["failed for •••", "import_failed"]
    assert all("ValueError: Key (email)=(•••)" in line["exception"] for line in lines)
    assert "example.vn" not in json.dumps(lines)


@pytest.mark.django_db
def test_a_request_is_one_line_without_what_was_typed(lines: list[dict[str, Any]]) -> None:
    client = Client()
    user = UserFactory()
    client.force_login(user)
    client.get("/nghiep-vu/thu-di/", {"to": "Nguyễn Văn Mẫu"}, headers={"user-agent": "Máy của Mẫu"})
    finished = [line for line in lines if line["event"] == "request_finished"]
    assert len(finished) == 1
    assert (finished[0]["request"], finished[0]["code"]) == ("GET /nghiep-vu/thu-di/", 403)
    assert finished[0]["user_id"] == user.pk
    text = json.dumps(lines, ensure_ascii=False)
    assert "Mẫu" not in text
    assert "127.0.0.1" not in text


@pytest.mark.django_db
def test_probes_leave_no_line_while_all_is_well(lines: list[dict[str, Any]]) -> None:
    health.beat()
    Client().get("/healthz")
    Client().get("/readyz")
    assert lines == []
