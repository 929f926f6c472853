"""The portal's own processes on one machine: web server, worker, beat, mail catcher. For the demo and the tests."""

from __future__ import annotations

import http.client
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from scripts.processes import Identity, StartFailed, free_port, listens, spawn, tail, wait_ready, wait_until

PROJECT = Path(__file__).resolve().parents[1]
PATIENCE = 15.0


class Services:
    """Starts the processes by name, each with a log in `folder`, and stops exactly those."""

    def __init__(
        self, folder: Path, env: Mapping[str, str], *, web_port: int | None = None, mail_port: int | None = None
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.web_port = web_port or free_port()
        self.mail_port = mail_port or free_port()
        self.smtp_port = free_port()
        self.env = {
            **env,
            "EMAIL_URL": f"smtp://127.0.0.1:{self.smtp_port}",
            "SITE_URL": f"http://localhost:{self.web_port}",
        }
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, *names: str) -> None:
        """Start the processes named, all at once; see `wait_for_site` for when they can be used."""
        for name in names:
            process = spawn(self._command(name), log=self.log(name), env=self.env, cwd=PROJECT, dies_with_parent=True)
            self._processes[name] = process
        if "mail" in names:
            ready = lambda: listens(self.mail_port) and listens(self.smtp_port)  # noqa: E731
            wait_ready("mail", self._processes["mail"], ready, log=self.log("mail"))

    def wait_for_site(self, seconds: float = 90) -> None:
        """Wait until /readyz says 200; raise StartFailed with the end of a log when a process dies or time runs out."""
        if not wait_until(lambda: self.dead() is not None or self.is_ready(), seconds, step=0.1):
            raise StartFailed(f"/readyz does not say 200 after {seconds:.0f} s:\n{self._readyz()[1]}")
        if name := self.dead():
            raise StartFailed(f"{name} stopped. Its log ends:\n{tail(self.log(name))}")

    def is_ready(self) -> bool:
        """Whether /readyz says that database, Redis and worker are there."""
        return self._readyz()[0] == 200

    def dead(self) -> str | None:
        """The name of a process that ended without being told to, if any."""
        return next((name for name, process in self._processes.items() if process.poll() is not None), None)

    def run_to_end(self, name: str, command: list[str], *, failed: str) -> None:
        """Run one Python command to its end; raise StartFailed with `failed` and the end of its log if it fails."""
        log = self.log(name)
        log.write_bytes(b"")
        process = spawn([sys.executable, *command], log=log, env=self.env, cwd=PROJECT, dies_with_parent=True)
        self._processes[name] = process
        process.wait()
        del self._processes[name]
        if process.returncode:
            raise StartFailed(f"{failed} Its log ends:\n{tail(log)}")

    def kill(self, name: str) -> None:
        """End one process and its children as a power cut would (kill -9)."""
        process = self._processes.pop(name)
        Identity.of(process.pid).kill_family()
        process.wait()

    def stop(self) -> None:
        """Stop everything started here; what does not end in time is killed."""
        processes, self._processes = dict(reversed(self._processes.items())), {}
        for process in processes.values():
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        wait_until(lambda: all(process.poll() is not None for process in processes.values()), PATIENCE)
        for process in processes.values():
            if process.poll() is None:
                Identity.of(process.pid).kill_family()
            process.wait()

    def log(self, name: str) -> Path:
        """The log file of one process."""
        return self.folder / f"{name}.log"

    def _command(self, name: str) -> list[str]:
        celery = ["-m", "celery", "--app", "portal"]
        mailbox = str(self.folder.parent / "mail")
        return [sys.executable, *{
            "web": ["-m", "gunicorn", "--workers", "1", "--bind", f"127.0.0.1:{self.web_port}", "portal.wsgi"],
            "worker": [*celery, "worker", "--concurrency", "1", "--without-gossip", "--without-mingle"],
            "beat": [*celery, "beat", "--pidfile", ""],
            "mail": ["-m", "scripts.mailcatcher", mailbox, str(self.smtp_port), str(self.mail_port)],
        }[name]]  # fmt: skip

    def _readyz(self) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.web_port, timeout=10)
        try:
            connection.request("GET", "/readyz")
            response = connection.getresponse()
            return response.status, response.read().decode(errors="replace")
        except (OSError, http.client.HTTPException) as problem:
            return 0, str(problem)
        finally:
            connection.close()
