"""Runs the portal with demo data on this machine until Ctrl-C: `make demo`, `make demo-reset`.

    python -m scripts.demo [--port PORT] [--reset] [--folder FOLDER]

Everything lives in var/demo; only what this run started is stopped at its end.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import shutil
import signal
import sys
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType

from scripts.bootstrap import forget_step, step
from scripts.devstack import Stack
from scripts.processes import Identity, StartFailed, tail, wait_until, why_not
from scripts.programs import ProgramMissing
from scripts.services import PROJECT, Services

WATCH_STEP = 0.5


class Stopped(BaseException):
    """Somebody asked the demo to end (Ctrl-C or SIGTERM)."""


def main() -> int:
    """Start, tell, wait, stop."""
    parser = argparse.ArgumentParser(description="The portal with demo data on this machine.")
    parser.add_argument("--port", type=int, default=8000, help="port of the web page")
    parser.add_argument("--reset", action="store_true", help="forget all demo data first")
    parser.add_argument("--folder", type=Path, default=PROJECT / "var" / "demo", help="where everything lives")
    options = parser.parse_args()
    demo = Demo(options.folder.resolve(), options.port)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stopped)
    try:
        demo.refuse_second_run()
        demo.refuse_taken_port()
        if options.reset:
            demo.forget()
        demo.run()
    except (StartFailed, ProgramMissing) as failure:
        print(failure, file=sys.stderr)
        return 1
    except Stopped:
        print("\nĐã dừng. / Stopped.")
    return 0


def _stopped(number: int, frame: FrameType | None) -> None:
    # The first signal ends the demo; later ones must not disturb its tidying up.
    for known in (signal.SIGINT, signal.SIGTERM):
        signal.signal(known, signal.SIG_IGN)
    raise Stopped


@dataclass(frozen=True)
class Demo:
    """One demo: the folder with all its data, and the port of its web page."""

    folder: Path
    port: int

    @property
    def accounts(self) -> Path:
        """The list of demo accounts."""
        return self.folder.parent / "demo-accounts.json"

    @property
    def _running(self) -> Path:
        return self.folder / "running.json"

    def refuse_second_run(self) -> None:
        """One demo for each folder: a second one would share its database."""
        if self._running.exists():
            running = json.loads(self._running.read_text())
            if Identity(*running["identity"]).is_alive():
                raise StartFailed(f"The demo of this folder already runs at {running['address']}; stop it first.")

    def refuse_taken_port(self) -> None:
        """Say so before anything is started when the port cannot be had."""
        if reason := why_not(self.port):
            raise StartFailed(f"Port {self.port} cannot be used ({reason}). Choose another: make demo PORT=8123")

    def forget(self) -> None:
        """Forget all demo data: database, files, mail, accounts."""
        if self.folder.exists():
            Stack(self.folder / "servers").destroy()
            shutil.rmtree(self.folder)
        self.accounts.unlink(missing_ok=True)

    def run(self) -> None:
        """Start everything, print where it is, and wait until somebody stops it or a part dies."""
        begun = time.monotonic()
        self.folder.mkdir(parents=True, exist_ok=True)
        servers = Stack(self.folder / "servers")
        mail_port = None if why_not(self.port + 1) else self.port + 1
        services = Services(self.folder / "logs", os.environ, web_port=self.port, mail_port=mail_port)
        try:
            self._note_running()
            say("PostgreSQL, Redis")
            servers.start()
            services.env |= servers.env() | self._environment()
            self._prepare(servers.data, services)
            say("web server, worker, beat, mail catcher")
            services.start("mail", "web", "worker", "beat")
            services.wait_for_site()
            print(self._report(services.mail_port, time.monotonic() - begun), flush=True)
            watch(servers, services)
        finally:
            services.stop()
            servers.stop()
            self._running.unlink(missing_ok=True)

    def _prepare(self, data: Path, services: Services) -> None:
        """Migrate and load the data, unless that was done with this very code and these very fixtures."""
        if not self.accounts.exists():
            forget_step(data)
        code = [file for app in PROJECT.glob("*/apps.py") for file in app.parent.rglob("*.py")]
        fixtures = [file for file in (PROJECT / "fixtures").rglob("*") if file.is_file()]
        command = ["manage.py", "prepare_demo"]
        failed = "The demo data could not be loaded."
        load = partial(services.run_to_end, "prepare", command, failed=failed)
        step("database and demo data", data, [*code, *fixtures], load)

    def _note_running(self) -> None:
        me = Identity.of(os.getpid())
        address = f"http://localhost:{self.port}/"
        self._running.write_text(json.dumps({"identity": [me.pid, me.started], "address": address}))

    def _environment(self) -> dict[str, str]:
        """What the portal's processes read, besides where the servers are."""
        return {
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
            "SECRET_KEY": self._secret_key(),
            "STORAGE_ROOT": str(self.folder / "files"),
            "DEMO_ACCOUNTS_FILE": str(self.accounts),
            "ENVIRONMENT_LABEL": "Bản dùng thử",
            "PYTHONPATH": str(PROJECT),
            "PYTHONUNBUFFERED": "1",
        }

    def _secret_key(self) -> str:
        """One random key for each demo, so that sessions survive a restart."""
        file = self.folder / "secret-key"
        if not file.exists():
            file.touch(mode=0o600)
            file.write_text(secrets.token_urlsafe(50))
        return file.read_text()

    def _report(self, mail_port: int, seconds: float) -> str:
        """Addresses and accounts."""
        rows = [("Tên đăng nhập", "Mật khẩu", "Vai trò", "Hệ thống")]
        rows += [(a["login"], a["password"], a["role"], a["system"]) for a in json.loads(self.accounts.read_text())]
        widths = [max(len(row[column]) for row in rows) for column in range(4)]
        rows.insert(1, ("-" * widths[0], "-" * widths[1], "-" * widths[2], "-" * widths[3]))
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
        lines += ["", f"Cổng nghiệp vụ Tư pháp  http://localhost:{self.port}/"]
        lines += [f"Hộp thư dùng thử        http://localhost:{mail_port}/"]
        lines += [f"Tài khoản               {os.path.relpath(self.accounts)}"]
        lines += [f"Sẵn sàng sau {seconds:.0f} giây. Bấm Ctrl-C để dừng. / Ready; Ctrl-C stops everything."]
        return "\n".join(["", *lines])


def watch(servers: Stack, services: Services) -> None:
    """Wait for ever; raise StartFailed when a part dies."""

    def dead() -> str | None:
        return services.dead() or next((name for name in ("postgres", "redis") if not servers.is_running(name)), None)

    wait_until(lambda: dead() is not None, float("inf"), step=WATCH_STEP)
    name = dead() or ""
    log = servers.log(name) if name in ("postgres", "redis") else services.log(name)
    raise StartFailed(f"{name} stopped; the rest is stopped too. Its log ends:\n{tail(log)}")


def say(what: str) -> None:
    """Tell which part is being started."""
    print(f"{what} …", flush=True)


if __name__ == "__main__":
    sys.exit(main())
