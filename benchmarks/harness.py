"""Measures pages of the portal against a bare psycopg + WSGI page over the same rows, in the same run.

A benchmark is a module `bench_<what>.py`:

    def prepare() -> list[Case]:      # Django is set up, the private database is migrated and empty
        ...fill the tables...
        return [Case("notice_list", portal=("/thong-bao-dau-gia/",), raw=("/list",), goal=8)]

    if __name__ == "__main__":
        run(prepare, raw="benchmarks.bare.application:application")

`raw` names a WSGI callable that reads DATABASE_URL and answers on its own paths. Both run under the same gunicorn
settings. Several URLs in one case are asked in turn, the same number of times each.
"""

from __future__ import annotations

import http.client
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from benchmarks.cpu import family_cpu_ms
from scripts.devstack import Stack
from scripts.processes import Identity, free_port, listens, spawn, wait_ready

if TYPE_CHECKING:
    from collections.abc import Iterator

Made = TypeVar("Made")
PROJECT = Path(__file__).resolve().parents[1]
ROUNDS = 3
ENOUGH_CPU_MS = 800  # the clock ticks every 10 ms in each process, so less would be noise
MOST_REQUESTS = 1500  # per case, round and server: a bench is bounded whatever it meets


@dataclass(frozen=True)
class Case:
    """One line of the report: pages of the portal, the bare pages with the same rows, and the largest good ratio."""

    name: str
    portal: Sequence[str]
    raw: Sequence[str]
    goal: float


@dataclass
class Server:
    """A gunicorn under measurement, with the PostgreSQL it asks."""

    port: int
    pid: int
    database_pid: int
    _connection: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def get(self, path: str) -> bytes:
        """Body of a page, which must be there."""
        self._connection.request("GET", path)
        response = self._connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise RuntimeError(f"{path} answered {response.status}")
        return body

    def cpu_ms_per_request(self, paths: Sequence[str]) -> float:
        """CPU of web server and PostgreSQL for one request, in milliseconds."""
        batch = max(len(paths), 50 - 50 % len(paths))
        before, done = self._cpu_ms(), 0
        while done < MOST_REQUESTS:
            for path in islice(cycle(paths), batch):
                self.get(path)
            done += batch
            if self._cpu_ms() - before > ENOUGH_CPU_MS:
                break
        return (self._cpu_ms() - before) / done

    def _cpu_ms(self) -> float:
        return family_cpu_ms(self.pid, self.database_pid)


def run(prepare: Callable[[], list[Case]], *, raw: str) -> None:
    """Fill a private database by `prepare`, measure its cases, print one line for each."""
    with production_like() as (folder, database_pid):
        cases = prepared(prepare)
        with (
            served("portal.wsgi:application", database_pid, folder) as portal,
            served(raw, database_pid, folder) as bare,
        ):
            for case in cases:
                print(report(case, *measure(case, portal, bare)), flush=True)


@contextmanager
def production_like() -> Iterator[tuple[Path, int]]:
    """Empty private servers and the settings of production in the environment; yields a folder and PostgreSQL's pid."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="justice-portal-bench-")))
        folder.chmod(0o755)
        database = Stack(folder / "stack", throw_away=True).start()
        stack.callback(database.destroy)
        os.environ.update(_settings(database, folder))
        yield folder, _identity(database).pid


def measure(case: Case, portal: Server, bare: Server) -> tuple[float, float]:
    """Median CPU per request (ms) of the portal's pages and of the bare ones; rounds alternate, so load hits both."""
    for path in case.portal:
        portal.get(path)
    for path in case.raw:
        bare.get(path)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        theirs.append(bare.cpu_ms_per_request(case.raw))
        ours.append(portal.cpu_ms_per_request(case.portal))
    return statistics.median(ours), statistics.median(theirs)


def report(case: Case, ours: float, theirs: float) -> str:
    """The line `make bench` promises: name value unit ratio=… goal=… ok|short."""
    ratio = ours / theirs
    verdict = "ok" if ratio <= case.goal else "short"
    return f"{case.name} {ours:.2f} cpu-ms/request ratio={ratio:.2f} goal={case.goal:g} {verdict}"


def _settings(database: Stack, folder: Path) -> dict[str, str]:
    return database.env() | {
        "DJANGO_SETTINGS_MODULE": "portal.settings.prod",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "SITE_URL": "http://127.0.0.1",
        "EMAIL_URL": "smtp://127.0.0.1:1",
        "SECURE_SSL_REDIRECT": "false",
        "STATIC_ROOT": str(folder / "static"),
        "STORAGE_ROOT": str(folder / "files"),
        "PYTHONPATH": str(PROJECT),
    }


def prepared(prepare: Callable[[], Made]) -> Made:
    """Migrate, collect static files, and what `prepare` makes of the database."""
    for command in (["migrate", "-v0"], ["collectstatic", "-v0", "--no-input"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=PROJECT, check=True)
    # Only now does the environment name the private database; importing Django earlier would be too early.
    import django
    from django.db import connections

    django.setup()
    made = prepare()
    with connections["default"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("ALTER SYSTEM SET autovacuum = off")
        cursor.execute("SELECT pg_reload_conf()")
    connections.close_all()
    return made


@contextmanager
def served(application: str, database_pid: int, folder: Path) -> Iterator[Server]:
    """A gunicorn with this WSGI callable until the block ends."""
    port = free_port()
    log = folder / f"{application.partition(':')[0]}.log"
    command = [sys.executable, "-m", "gunicorn", "--workers", "2", "--bind", f"127.0.0.1:{port}", application]
    process = spawn(command, log=log, env=os.environ, cwd=PROJECT, dies_with_parent=True)
    identity = Identity.of(process.pid)
    try:
        wait_ready(application, process, lambda: listens(port), log=log)
        yield Server(port, process.pid, database_pid)
    finally:
        identity.stop()
        process.wait(timeout=10)


def _identity(database: Stack) -> Identity:
    identity = database.identity("postgres")
    if identity is None:
        raise RuntimeError("PostgreSQL is gone")
    return identity
