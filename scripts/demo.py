"""Runs the portal with demo data on this machine until Ctrl-C: `make demo`, `make demo-reset`.

    python -m scripts.demo [--port PORT] [--reset]

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
from types import FrameType

from scripts.devstack import Stack
from scripts.processes import Identity, StartFailed, tail, wait_until, why_not
from scripts.programs import ProgramMissing
from scripts.services import PROJECT, Services

FOLDER = PROJECT / "var" / "demo"
RUNNING = FOLDER / "running.json"
ACCOUNTS = PROJECT / "var" / "demo-accounts.json"
WATCH_STEP = 0.5


class Stopped(BaseException):
    """Somebody asked the demo to end (Ctrl-C or SIGTERM)."""


def main() -> int:
    """Start, tell, wait, stop."""
    parser = argparse.ArgumentParser(description="The portal with demo data on this machine.")
    parser.add_argument("--port", type=int, default=8000, help="port of the web page")
    parser.add_argument("--reset", action="store_true", help="forget all demo data first")
    options = parser.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stopped)
    try:
        refuse_second_run()
        refuse_taken_port(options.port)
        if options.reset:
            reset()
        run(options.port)
    except (StartFailed, ProgramMissing) as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except Stopped:
        print("\nĐã dừng. / Stopped.")
    return 0


def _stopped(number: int, frame: FrameType | None) -> None:
    # The first signal ends the demo; later ones must not disturb its tidying up.
    for known in (signal.SIGINT, signal.SIGTERM):
        signal.signal(known, signal.SIG_IGN)
    raise Stopped


def refuse_second_run() -> None:
    """One demo for each clone: a second one would share its database."""
    if RUNNING.exists():
        running = json.loads(RUNNING.read_text())
        if Identity(*running["identity"]).is_alive():
            raise StartFailed(f"The demo of this folder already runs at {running['address']}; stop it first.")


def refuse_taken_port(port: int) -> None:
    """Say so before anything is started when the port cannot be had."""
    if reason := why_not(port):
        raise StartFailed(f"Port {port} cannot be used ({reason}). Choose another: make demo PORT=8123")


def reset() -> None:
    """Forget all demo data: database, files, mail, accounts."""
    if FOLDER.exists():
        Stack(FOLDER / "servers").destroy()
        shutil.rmtree(FOLDER)
    ACCOUNTS.unlink(missing_ok=True)


def run(port: int) -> None:
    """Start everything, print where it is, and wait until somebody stops it or a part dies."""
    begun = time.monotonic()
    FOLDER.mkdir(parents=True, exist_ok=True)
    servers = Stack(FOLDER / "servers")
    services = Services(FOLDER / "logs", os.environ, web_port=port, mail_port=None if why_not(port + 1) else port + 1)
    try:
        say("PostgreSQL, Redis")
        servers.start()
        services.env |= environment(servers, port)
        say("database and demo data")
        services.run_to_end("prepare", ["manage.py", "prepare_demo"], failed="The demo data could not be prepared.")
        say("web server, worker, beat, mail catcher")
        services.start("mail", "web", "worker", "beat")
        services.wait_for_site()
        write_running(port)
        print(report(port, services.mail_port, time.monotonic() - begun), flush=True)
        watch(servers, services)
    finally:
        services.stop()
        servers.stop()
        RUNNING.unlink(missing_ok=True)


def environment(servers: Stack, port: int) -> dict[str, str]:
    """What the portal's processes read."""
    return {
        **servers.env(),
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        "SECRET_KEY": secret_key(),
        "STORAGE_ROOT": str(FOLDER / "files"),
        "ENVIRONMENT_LABEL": "Bản dùng thử",
        "PYTHONPATH": str(PROJECT),
        "PYTHONUNBUFFERED": "1",
    }


def secret_key() -> str:
    """One random key for each clone, so that sessions survive a restart."""
    file = FOLDER / "secret-key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50))
    return file.read_text()


def write_running(port: int) -> None:
    """Remember this run for `refuse_second_run`."""
    me = Identity.of(os.getpid())
    RUNNING.write_text(json.dumps({"identity": [me.pid, me.started], "address": f"http://localhost:{port}/"}))


def report(port: int, mail_port: int, seconds: float) -> str:
    """Addresses and accounts."""
    rows = [("Tên đăng nhập", "Mật khẩu", "Vai trò", "Hệ thống")]
    rows += [(a["login"], a["password"], a["role"], a["system"]) for a in json.loads(ACCOUNTS.read_text())]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join([
        "",
        *lines,
        "",
        f"Cổng nghiệp vụ Tư pháp  http://localhost:{port}/",
        f"Hộp thư dùng thử        http://localhost:{mail_port}/",
        f"Tài khoản               {ACCOUNTS.relative_to(PROJECT)}",
        f"Sẵn sàng sau {seconds:.0f} giây. Bấm Ctrl-C để dừng. / Ready; Ctrl-C stops everything.",
    ])  # fmt: skip


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
