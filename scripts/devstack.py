"""A private PostgreSQL and Redis in a folder of their own, for the demo, the tests and the benchmarks.

    python3.11 scripts/devstack.py up FOLDER      start both and print DATABASE_URL and REDIS_URL
    python3.11 scripts/devstack.py down FOLDER    stop them by the recorded identities

Debian's binaries, free ports on loopback, random passwords; the system's own cluster is never touched.
"""

from __future__ import annotations

import hashlib
import json
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.processes import Identity, StartFailed, account_switch, free_port, listens, spawn, wait_ready
from scripts.programs import ProgramMissing, program

POSTGRES_OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "80",
    "shared_buffers": "128MB",
    "timezone": "UTC",
}
# Losing the last second of a throw-away database does no harm.
THROW_AWAY_OPTIONS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
SOCKET_PATH_LIMIT = 90  # Unix socket paths end at 107 bytes; PostgreSQL appends /.s.PGSQL.<port>


def server_account() -> pwd.struct_passwd | None:
    """Whom the servers run as: this user, or "postgres" when this user is root (PostgreSQL refuses root)."""
    return pwd.getpwnam("postgres") if os.geteuid() == 0 else None


@dataclass
class Stack:
    """Both servers of one folder. Ports, password and identities live in `folder`/stack.json.

    `throw_away` gives up safety for speed; `detached` servers live on when the process that started them ends.
    """

    folder: Path
    throw_away: bool = False
    detached: bool = False
    _state: dict[str, Any] = field(default_factory=dict)
    _processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder = self.folder.resolve()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.account = server_account()
        if self._file.exists():
            self._state = json.loads(self._file.read_text())

    @property
    def _file(self) -> Path:
        return self.folder / "stack.json"

    @property
    def database_url(self) -> str:
        """Where PostgreSQL listens, with the password."""
        return f"postgres://portal:{self._state['password']}@127.0.0.1:{self._state['postgres_port']}/portal"

    @property
    def redis_url(self) -> str:
        """Where Redis listens, with the password."""
        return f"redis://:{self._state['password']}@127.0.0.1:{self._state['redis_port']}/0"

    def env(self) -> dict[str, str]:
        """What a Django process needs to find both servers."""
        return {"DATABASE_URL": self.database_url, "REDIS_URL": self.redis_url}

    @property
    def data(self) -> Path:
        """Where the servers keep their files: `folder`, or /var/tmp when their account cannot enter `folder`."""
        return Path(self._state["data"])

    def start(self, *names: str) -> Stack:
        """Start the servers named (both by default) that do not run yet; returns once they answer."""
        self._prepare()
        for name in names or ("postgres", "redis"):
            if not self.is_running(name):
                {"postgres": self._start_postgres, "redis": self._start_redis}[name]()
        return self

    def stop(self, *names: str) -> None:
        """Stop the servers named (both by default), if this folder started them."""
        for name in names or ("redis", "postgres"):
            identity = self.identity(name)
            if identity is not None:
                # SIGINT is PostgreSQL's fast shutdown: it ends sessions instead of waiting for them.
                identity.stop(signal.SIGINT if name == "postgres" else signal.SIGTERM, patience=20)
            self._forget(name)

    def kill(self, name: str) -> None:
        """End one server as a power cut would (kill -9)."""
        identity = self.identity(name)
        if identity is not None:
            identity.stop(signal.SIGKILL)
        self._forget(name)

    def destroy(self) -> None:
        """Stop both servers and delete all their data."""
        self.stop()
        if self._state.get("data"):
            shutil.rmtree(self._state["data"], ignore_errors=True)
        if self._state.get("socket"):
            shutil.rmtree(self._state["socket"], ignore_errors=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def is_running(self, name: str) -> bool:
        """Whether the server this folder started is still there."""
        return self.identity(name) is not None

    def identity(self, name: str) -> Identity | None:
        """The running server's identity; None when it does not run."""
        known = self._state.get("running", {}).get(name)
        identity = Identity(*known) if known else None
        return identity if identity and identity.is_alive() else None

    def log(self, name: str) -> Path:
        """The server's log file."""
        return self.data / f"{name}.log"

    # ------------------------------------------------------------------ how

    def _prepare(self) -> None:
        state = self._state
        state.setdefault("password", secrets.token_urlsafe(18))
        state.setdefault("data", str(self._choose_data_folder()))
        state.setdefault("socket", str(self._choose_socket_folder()))
        state.setdefault("running", {})
        for name in ("postgres", "redis"):
            if not self.is_running(name) and (f"{name}_port" not in state or listens(state[f"{name}_port"])):
                state[f"{name}_port"] = free_port()
        self._save()

    def _save(self) -> None:
        fresh = self._file.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(self._state, indent=1))
        fresh.replace(self._file)

    def _choose_data_folder(self) -> Path:
        """A folder the servers' account can reach: a checkout under root's home (0700) is closed to "postgres"."""
        if self.account is None or self._can_enter(self.folder):
            return self._own(self.folder / "data")
        digest = hashlib.sha256(str(self.folder).encode()).hexdigest()[:12]
        return self._own(Path("/var/tmp") / f"justice-portal-{digest}")  # noqa: S108  owner and mode are checked

    def _choose_socket_folder(self) -> Path:
        if len(str(self.data)) < SOCKET_PATH_LIMIT:
            return self._own(self.data / "socket")
        digest = hashlib.sha256(str(self.data).encode()).hexdigest()[:12]
        return self._own(Path("/tmp") / f"justice-portal-{digest}")  # noqa: S108  owner and mode are checked

    def _can_enter(self, folder: Path) -> bool:
        return subprocess.run(["/usr/bin/test", "-x", str(folder)], **account_switch(self.account)).returncode == 0

    def _own(self, folder: Path) -> Path:
        """Make `folder` for the servers' account alone; refuse one that somebody else put there."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        uid = self.account.pw_uid if self.account else os.geteuid()
        if folder.is_symlink() or folder.stat().st_uid not in (uid, os.geteuid()):
            raise StartFailed(f"{folder} belongs to somebody else; remove it and try again")
        if self.account:
            os.chown(folder, self.account.pw_uid, self.account.pw_gid)
        folder.chmod(0o700)
        return folder

    def _write_secret(self, file: Path, text: str) -> Path:
        """Write a file that only the servers' account (and root) can read."""
        file.touch(mode=0o600)
        file.write_text(text)
        if self.account:
            os.chown(file, self.account.pw_uid, self.account.pw_gid)
        return file

    def _environment(self) -> dict[str, str]:
        return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(self.data)}

    def _initdb(self) -> None:
        """Make the cluster. ICU order for all of it, so that a test database sorts Vietnamese as the real one does."""
        unfinished = self.data / "postgres.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        password = self._write_secret(self.data / "password", self._state["password"] + "\n")
        command = [program("initdb"), "-D", unfinished.name, "-U", "portal", "-A", "scram-sha-256"]
        command += ["--pwfile", str(password), "-E", "UTF8", "--locale", "C.UTF-8"]
        command += ["--locale-provider=icu", "--icu-locale=vi-VN", "--no-sync"]
        done = subprocess.run(
            command,
            cwd=self.data,
            env=self._environment(),
            capture_output=True,
            text=True,
            **account_switch(self.account),
        )
        password.unlink()
        if done.returncode:
            raise StartFailed(f"initdb failed:\n{done.stdout[-1000:]}{done.stderr[-2000:]}")
        unfinished.rename(self.data / "postgres")

    def _start_postgres(self) -> None:
        if not (self.data / "postgres" / "PG_VERSION").exists():
            self._initdb()
        port = self._state["postgres_port"]
        options = POSTGRES_OPTIONS | {"port": str(port), "unix_socket_directories": self._state["socket"]}
        if self.throw_away:
            options |= THROW_AWAY_OPTIONS
        command = [program("postgres"), "-D", str(self.data / "postgres")]
        command += [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        self._launch("postgres", command, ready=lambda: self._psql("select 1", quiet=True) == "1")
        if self._psql("select 1 from pg_database where datname = 'portal'") != "1":
            self._psql("create database portal")

    def _start_redis(self) -> None:
        port = self._state["redis_port"]
        folder = self._own(self.data / "redis")
        # The password goes into a file: a command line is readable by every user of the machine.
        config = self._write_secret(
            folder / "redis.conf",
            f"bind 127.0.0.1\nport {port}\nrequirepass {self._state['password']}\ndir {folder}\n"
            'save ""\nappendonly yes\nappendfsync everysec\ndaemonize no\n',
        )
        self._launch("redis", [program("redis-server"), str(config)], ready=lambda: listens(port))

    def _launch(self, name: str, command: list[str], ready: Callable[[], bool]) -> None:
        process = spawn(
            command, log=self.log(name), env=self._environment(), cwd=self.data, account=self.account,
            dies_with_parent=not self.detached,
        )  # fmt: skip
        self._processes[name] = process
        identity = Identity.of(process.pid)
        self._state["running"][name] = [identity.pid, identity.started]
        self._save()
        wait_ready(name, process, ready, log=self.log(name), seconds=30)

    def _psql(self, sql: str, *, quiet: bool = False) -> str:
        command = [program("psql"), "-h", "127.0.0.1", "-p", str(self._state["postgres_port"])]
        command += ["-U", "portal", "-d", "postgres", "-XAtqc", sql]
        env = self._environment() | {"PGPASSWORD": self._state["password"], "PGCONNECT_TIMEOUT": "5"}
        done = subprocess.run(command, env=env, capture_output=True, text=True)
        if done.returncode and not quiet:
            raise StartFailed(f"psql failed: {done.stderr}")
        return done.stdout.strip()

    def _forget(self, name: str) -> None:
        process = self._processes.pop(name, None)
        if process is not None:
            process.wait(timeout=10)
        if self._state.get("running", {}).pop(name, None):
            self._save()


def main(arguments: list[str]) -> int:
    """Start or stop the servers of a folder."""
    if len(arguments) != 2 or arguments[0] not in ("up", "down"):
        print(__doc__, file=sys.stderr)
        return 2
    stack = Stack(Path(arguments[1]), detached=True)
    try:
        if arguments[0] == "down":
            stack.stop()
        else:
            print("\n".join(f"{name}={value}" for name, value in stack.start().env().items()))
    except (StartFailed, ProgramMissing) as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
