"""Starting, watching and stopping processes: each known by pid and start time, so a re-used pid is never mistaken."""

from __future__ import annotations

import ctypes
import os
import pwd
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1


class StartFailed(Exception):
    """A process that died or did not become ready; the message holds the end of its log."""


@dataclass(frozen=True)
class Identity:
    """A process for certain: its pid and the clock tick at which it started (field 22 of /proc/<pid>/stat)."""

    pid: int
    started: int

    @classmethod
    def of(cls, pid: int) -> Identity:
        """The process that has this pid now."""
        fields = _stat(pid)
        if fields is None:
            raise ProcessLookupError(pid)
        return cls(pid, int(fields[19]))

    def is_alive(self) -> bool:
        """Whether this very process still runs (a zombie does not)."""
        fields = _stat(self.pid)
        return fields is not None and int(fields[19]) == self.started and fields[0] != "Z"

    def send(self, number: signal.Signals) -> None:
        """Signal this very process; nothing happens when it is gone."""
        if self.is_alive():
            os.kill(self.pid, number)

    def kill_family(self) -> None:
        """End it and the children in its session at once, as a power cut would. Only for what `spawn` started."""
        if self.is_alive():
            os.killpg(self.pid, signal.SIGKILL)

    def stop(self, number: signal.Signals = signal.SIGTERM, *, patience: float = 10.0) -> None:
        """Ask it to end, and kill it when it has not done so after `patience` seconds."""
        self.send(number)
        if not wait_until(lambda: not self.is_alive(), patience):
            self.send(signal.SIGKILL)
            wait_until(lambda: not self.is_alive(), 5)


def _stat(pid: int) -> list[str] | None:
    """Fields of /proc/<pid>/stat from the third on (state first), or None when there is no such process."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None


def wait_until(condition: Callable[[], bool], seconds: float, *, step: float = 0.05) -> bool:
    """Poll `condition` until it holds (True) or `seconds` have passed (False)."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(step)
    return True


def free_port() -> int:
    """A TCP port on loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def why_not(port: int) -> str:
    """Why a server of ours cannot listen on this loopback port; "" when it can."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OverflowError:
            return "ports go from 1 to 65535"
        except OSError as problem:
            return problem.strerror or str(problem)
    return ""


def listens(port: int) -> bool:
    """Whether something accepts connections on this loopback port."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


def tail(log: Path, lines: int = 25) -> str:
    """The last lines of a log file."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log.exists() else ""


def account_switch(account: pwd.struct_passwd | None) -> dict[str, Any]:
    """Arguments that make subprocess run as `account`; none when it is None."""
    return {} if account is None else {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _die_with_parent() -> None:
    """Ask the kernel for SIGINT when the parent dies, however it dies; all our servers end in good order on it."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def spawn(
    command: Sequence[str],
    *,
    log: Path,
    env: Mapping[str, str],
    cwd: Path,
    account: pwd.struct_passwd | None = None,
    dies_with_parent: bool = False,
) -> subprocess.Popen[bytes]:
    """Start `command` in a session of its own, so that Ctrl-C reaches only who started it; output goes to `log`."""
    with log.open("ab") as output:
        return subprocess.Popen(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=dict(env),
            cwd=cwd,
            start_new_session=True,
            preexec_fn=_die_with_parent if dies_with_parent else None,
            **account_switch(account),
        )


def wait_ready(
    name: str, process: subprocess.Popen[bytes], ready: Callable[[], bool], *, log: Path, seconds: float = 60
) -> None:
    """Wait until `ready()`; raise StartFailed with the end of the log when the process dies or time runs out."""
    if not wait_until(lambda: process.poll() is not None or ready(), seconds):
        raise StartFailed(f"{name} is not ready after {seconds:.0f} s. Its log ends:\n{tail(log)}")
    if process.poll() is not None:
        raise StartFailed(f"{name} stopped with code {process.returncode}. Its log ends:\n{tail(log)}")
