"""`make demo`: what it starts, what it says, what it leaves behind."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from scripts.processes import Identity, free_port, listens, wait_until
from tests.project import PROJECT

READY = "Ready; Ctrl-C stops everything."
# The demo brings its own servers and settings; those of the tests must not reach it.
FOREIGN = ("DATABASE_URL", "REDIS_URL", "STORAGE_ROOT", "DJANGO_SETTINGS_MODULE")


@dataclass
class Demo:
    """A demo in a folder of its own."""

    folder: Path
    port: int = field(default_factory=free_port)
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def log(self) -> Path:
        return self.folder / "output"

    @property
    def accounts(self) -> list[dict[str, str]]:
        found: list[dict[str, str]] = json.loads((self.folder / "demo-accounts.json").read_text())
        return found

    def command(self) -> list[str]:
        return [sys.executable, "-m", "scripts.demo", "--port", str(self.port), "--folder", str(self.folder / "demo")]

    def start(self) -> subprocess.Popen[bytes]:
        env = {name: value for name, value in os.environ.items() if name not in FOREIGN}
        with self.log.open("wb") as output:
            process = subprocess.Popen(self.command(), cwd=PROJECT, env=env, stdout=output, stderr=output)
        assert wait_until(lambda: process.poll() is not None or READY in self.log.read_text(), 400), (
            self.log.read_text()
        )
        assert process.poll() is None, self.log.read_text()
        return process

    def family(self, process: subprocess.Popen[bytes]) -> dict[str, Identity]:
        """Every process the demo started, by command line."""
        children: dict[int, list[int]] = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                pid, parent = int(stat.parent.name), int(stat.read_text().rpartition(")")[2].split()[1])
            except (FileNotFoundError, ProcessLookupError):
                continue
            children.setdefault(parent, []).append(pid)
        found: dict[str, Identity] = {}
        waiting = list(children.get(process.pid, []))
        while waiting:
            pid = waiting.pop()
            waiting += children.get(pid, [])
            words = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            found[f"{words} {pid}"] = Identity.of(pid)
        return found


@pytest.fixture
def demo() -> Iterator[Demo]:
    with tempfile.TemporaryDirectory(prefix="justice-portal-demo-") as folder:
        Path(folder).chmod(0o755)
        made = Demo(Path(folder))
        yield made
        for process in made.started:
            process.terminate()
            process.wait(timeout=60)


@pytest.mark.kill
def test_a_demo_runs_ends_without_a_trace_and_keeps_its_data(demo: Demo) -> None:
    process = demo.start()
    said, accounts, family = demo.log.read_text(), demo.accounts, demo.family(process)
    assert all(account["login"] in said and account["password"] in said for account in accounts)
    assert f"http://localhost:{demo.port}/" in said
    with urllib.request.urlopen(f"http://localhost:{demo.port}/readyz", timeout=20) as page:
        assert page.status == 200
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 0
    assert [words for words, identity in family.items() if identity.is_alive()] == []
    assert not listens(demo.port)

    process = demo.start()
    assert demo.accounts == accounts
    family = demo.family(process)
    worker = next(identity for words, identity in family.items() if " worker " in words)
    worker.send(signal.SIGKILL)
    assert process.wait(timeout=60) == 1
    assert "worker stopped; the rest is stopped too" in demo.log.read_text()
    assert [words for words, identity in family.items() if identity.is_alive()] == []


def test_a_taken_port_is_said_in_one_line(demo: Demo) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", demo.port))
        taken.listen()
        done = subprocess.run(demo.command(), cwd=PROJECT, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == (
        f"Port {demo.port} cannot be used (Address already in use). Choose another: make demo PORT=8123\n"
    )


def test_a_port_that_cannot_be_is_refused(demo: Demo) -> None:
    demo.port = 70000
    done = subprocess.run(demo.command(), cwd=PROJECT, capture_output=True, text=True)
    assert done.returncode == 1
    assert "Port 70000 cannot be used" in done.stderr
