"""The private PostgreSQL and Redis: whose they are, what survives, what they leave alone."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from scripts.devstack import Stack
from scripts.processes import Identity, listens, wait_until


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="justice-portal-servers-") as made:
        Path(made).chmod(0o755)
        yield Path(made)


@pytest.fixture
def stack(folder: Path) -> Iterator[Stack]:
    made = Stack(folder / "servers", throw_away=True)
    yield made
    made.destroy()


@pytest.fixture
def bystander() -> Iterator[subprocess.Popen[bytes]]:
    """A process that is none of our business."""
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    yield process
    process.communicate(b"\n")


def test_names_come_in_vietnamese_order(stack: Stack) -> None:
    with psycopg.connect(stack.start("postgres").database_url) as connection:
        rows = connection.execute(
            "SELECT n FROM unnest(%s::text[]) n ORDER BY n", [["Đào", "Ân", "Dương", "Bình", "An"]]
        )
        assert [row[0] for row in rows] == ["An", "Ân", "Bình", "Dương", "Đào"]


def test_a_killed_redis_comes_back_with_its_data_on_its_port(stack: Stack) -> None:
    address = stack.start("redis").redis_url
    with redis.Redis.from_url(address) as client:
        client.set("kept", "yes")
    stack.kill("redis")
    assert not stack.is_running("redis")
    with redis.Redis.from_url(stack.start("redis").redis_url) as client:
        assert client.get("kept") == b"yes"
    assert stack.redis_url == address


def test_another_run_finds_the_servers_and_stops_them(stack: Stack) -> None:
    stack.start("redis")
    other = Stack(stack.folder, throw_away=True)
    assert other.identity("redis") == stack.identity("redis")
    assert wait_until(lambda: listens(int(stack.redis_url.split(":")[-1].split("/")[0])), 5)
    stack.stop()
    assert not other.is_running("redis")


def test_a_process_that_took_over_the_pid_is_left_alone(stack: Stack, bystander: subprocess.Popen[bytes]) -> None:
    stack.start("redis")
    stack.kill("redis")
    file = stack.folder / "stack.json"
    state = json.loads(file.read_text())
    state["running"] = {"redis": [bystander.pid, Identity.of(bystander.pid).started - 1]}
    file.write_text(json.dumps(state))
    Stack(stack.folder).stop()
    assert bystander.poll() is None


def test_nobody_else_reads_the_password(stack: Stack) -> None:
    stack.start()
    password = stack.database_url.split(":")[2].split("@")[0]
    assert stat.S_IMODE((stack.folder / "stack.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(stack.data.stat().st_mode) == 0o700
    for name in ("postgres", "redis"):
        identity = stack.identity(name)
        assert identity is not None
        assert password.encode() not in Path(f"/proc/{identity.pid}/cmdline").read_bytes()


def test_a_very_long_folder_name_does_not_stop_postgresql(folder: Path) -> None:
    stack = Stack(folder / ("x" * 120), throw_away=True)
    try:
        assert stack.start("postgres").is_running("postgres")
    finally:
        stack.destroy()


def test_destroy_leaves_nothing(stack: Stack) -> None:
    data = stack.start("redis").data
    stack.destroy()
    assert not data.exists()
    assert not stack.folder.exists()
