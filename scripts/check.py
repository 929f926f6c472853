"""Everything that can be judged without running the tests: `make check`.

All checks run, then those that failed are named and the exit code is 1. What this machine lacks (docker, shellcheck,
the network) is said and does not fail the run.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.bootstrap import PROJECT
from scripts.devstack import Stack
from scripts.lock import ALL, addresses
from scripts.programs import find

AUDIT_SECONDS = 60
# advisory: why it does not concern us
ACCEPTED_ADVISORIES: dict[str, str] = {}
# Production refuses to start without these; here they only have to be there.
THROW_AWAY = {
    "DJANGO_SETTINGS_MODULE": "portal.settings.prod",
    "SECRET_KEY": secrets.token_urlsafe(50),
    "ALLOWED_HOSTS": "portal.example.vn",
    "SITE_URL": "https://portal.example.vn",
    "EMAIL_URL": "smtp://mail.example.vn:25",
    "DEFAULT_FROM_EMAIL": "portal@example.vn",
    "POSTGRES_PASSWORD": "throw-away",
    "REDIS_PASSWORD": "throw-away",
    "TLS_FOLDER": "/nonexistent",
}
APPS = ("portal", "stats", "auctions", "notary", "certification", "onestop", "accounts", "core")
Check = Callable[[], bool]


def main() -> int:
    """Run all checks."""
    with database():
        failed = [name for name, check in CHECKS.items() if not passes(name, check)]
    print(f"\nfailed: {', '.join(failed)}" if failed else "\nall checks passed", flush=True)
    return 1 if failed else 0


def passes(name: str, check: Check) -> bool:
    """Run one check and say how it went."""
    begun = time.monotonic()
    print(f"── {name}", flush=True)
    good = check()
    print(f"   {'ok' if good else 'FAILED'}, {time.monotonic() - begun:.0f} s", flush=True)
    return good


@contextmanager
def database() -> Iterator[None]:
    """A private PostgreSQL for the checks that ask one."""
    with tempfile.TemporaryDirectory(prefix="justice-portal-check-") as folder:
        Path(folder).chmod(0o755)
        stack = Stack(Path(folder) / "servers", throw_away=True).start()
        os.environ.update(stack.env())
        try:
            yield
        finally:
            stack.destroy()


def run(*command: str, env: dict[str, str] | None = None) -> bool:
    """Whether a command succeeds; its output is shown as it comes."""
    return subprocess.run(command, cwd=PROJECT, env={**os.environ, **(env or {})}).returncode == 0


def python(module: str, *arguments: str) -> Check:
    """A check that is a Python module."""
    return lambda: run(sys.executable, "-m", module, *arguments)


def manage(*arguments: str, **env: str) -> Check:
    """A check that is a management command, under the tests' settings unless `env` names others."""
    return lambda: run(sys.executable, "manage.py", *arguments, env={"DJANGO_SETTINGS_MODULE": SETTINGS, **env})


def lock_files() -> bool:
    """No lock file names a host."""
    found = addresses()
    print("\n".join(found), end="\n" if found else "")
    return not found


def audit() -> bool:
    """Known vulnerabilities of pinned packages, when the advisory database can be reached."""
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "-r", str(ALL)]
    command += ["--timeout", "10", "--progress-spinner", "off", "--format", "json"]
    command += [word for advisory in ACCEPTED_ADVISORIES for word in ("--ignore-vuln", advisory)]
    try:
        done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=AUDIT_SECONDS)
        packages = json.loads(done.stdout)["dependencies"]
    except subprocess.TimeoutExpired:
        return _skipped(f"no answer from the advisory database within {AUDIT_SECONDS} s")
    except ValueError:
        return _skipped(f"the advisory database cannot be reached: {done.stderr.strip()[-200:]}")
    known = [package for package in packages if "skip_reason" not in package]
    if not known:
        return _skipped("the package index here answers no questions about vulnerabilities")
    vulnerable = [f"{p['name']} {p['version']}: {v['id']}" for p in known for v in p["vulns"]]
    print("\n".join([f"   {len(known)} of {len(packages)} packages looked up", *vulnerable]))
    return not vulnerable


def compose_file() -> bool:
    """docker-compose.yml is sound, where docker and its compose plugin are there."""
    docker = find("docker")
    if docker is None or subprocess.run([docker, "compose", "version"], capture_output=True).returncode:
        return _skipped("docker with the compose plugin is not installed")
    return run(docker, "compose", "config", "--quiet", env=THROW_AWAY)


def shell_scripts() -> bool:
    """Shell scripts, where shellcheck is there."""
    shellcheck = find("shellcheck")
    if shellcheck is None:
        return _skipped("shellcheck is not installed")
    return run(shellcheck, "scripts/apt.sh", ".ci/run")


def _skipped(reason: str) -> bool:
    print(f"   skipped: {reason}")
    return True


SETTINGS = "portal.settings.test"
# Our own, but for the first ones of each app: they make tables that nobody uses yet.
LINTED_MIGRATIONS = ["--project-root-path", str(PROJECT), "--no-cache", "--quiet", "ok", "ignore"]
LINTED_MIGRATIONS += ["--ignore-name-contains", "_initial", "--include-apps", *APPS]
CHECKS: dict[str, Check] = {
    "ruff": python("ruff", "check", "--quiet", "."),
    "ruff format": python("ruff", "format", "--check", "--quiet", "."),
    "djlint": python("djlint", "--lint", "--quiet", "templates"),
    "mypy": python("mypy"),
    "layers": lambda: run(str(Path(sys.executable).with_name("lint-imports"))),
    "migrations are complete": manage("makemigrations", "--check", "--dry-run"),
    "migrations can be rolled out": manage("lintmigrations", *LINTED_MIGRATIONS),
    "deployment settings": manage("check", "--deploy", "--fail-level", "WARNING", **THROW_AWAY),
    "licences": python("scripts.licences"),
    "lock files": lock_files,
    "known vulnerabilities": audit,
    "docker-compose.yml": compose_file,
    "shell scripts": shell_scripts,
}

if __name__ == "__main__":
    sys.exit(main())
