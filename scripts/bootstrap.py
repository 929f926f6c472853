"""Builds what a fresh clone lacks: the virtual environment, the pinned packages, the npm assets.

    python3.11 -m scripts.bootstrap

Standard library only. Every step leaves a stamp of what it was made from and is skipped while that has not changed.
Debian packages come first, by scripts/apt.sh.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from scripts.programs import ProgramMissing, program

PROJECT = Path(__file__).resolve().parents[1]
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = PROJECT / "requirements.lock"
MODULES = PROJECT / "node_modules"
BUILT = PROJECT / "static" / "build"
STAMP = ".made-from"
ASSET_SUFFIXES = {".scss", ".css", ".js", ".svg", ".html", ".py"}


class StepFailed(Exception):
    """A step that did not work; the message says which and what it printed."""


def main() -> int:
    """Do the steps that are due."""
    try:
        step("Python packages", VENV, [LOCK], install_python_packages, f"{sys.version} {PROJECT}")
        step("npm packages", MODULES, [PROJECT / "package-lock.json"], install_npm_packages)
        step("styles and scripts", BUILT, asset_sources(), build_assets)
    except (StepFailed, ProgramMissing) as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


def step(name: str, made: Path, sources: Iterable[Path], make: Callable[[], None], more: str = "") -> None:
    """Run `make` unless `made` carries the stamp of these very sources."""
    digest = hashlib.sha256(more.encode())
    for source in sorted(sources):
        digest.update(str(source.relative_to(PROJECT)).encode() + b"\0" + source.read_bytes())
    stamp = made / STAMP
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    begun = time.monotonic()
    print(f"{name} …", flush=True)
    stamp.unlink(missing_ok=True)
    make()
    made.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest.hexdigest())
    print(f"{name}: {time.monotonic() - begun:.0f} s", flush=True)


def forget_step(made: Path) -> None:
    """Make the step that made this folder due again."""
    (made / STAMP).unlink(missing_ok=True)


def install_python_packages() -> None:
    """Make .venv, then install the locked packages with their hashes; uv does it eight times faster than pip."""
    if not (VENV / "bin" / "uv").exists():
        call([sys.executable, "-m", "venv", "--clear", str(VENV)])
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as pinned:
            pinned.write(locked("uv"))
            pinned.flush()
            call([str(PYTHON), "-m", "pip", "install", "-q", "--require-hashes", "-r", pinned.name])
    # Without the machine's certificates uv fails behind a proxy that inspects traffic.
    environment = {"UV_SYSTEM_CERTS": "1", **index_of_pip(), **os.environ}
    call(
        [str(VENV / "bin" / "uv"), "pip", "sync", "-q", "--python", str(PYTHON), "--compile-bytecode",
         "--require-hashes", str(LOCK)],
        environment,
    )  # fmt: skip


def locked(name: str) -> str:
    """The lines of requirements.lock that pin one package."""
    found = re.search(rf"^{re.escape(name)}==.*(?:\n    --hash=.*)+", LOCK.read_text(), re.MULTILINE)
    if found is None:
        raise StepFailed(f"requirements.lock does not pin {name}")
    return found.group()


def index_of_pip() -> dict[str, str]:
    """The package index this machine sets for pip, in uv's words: uv does not read pip's own settings."""
    asked = subprocess.run(
        [str(PYTHON), "-m", "pip", "config", "get", "global.index-url"], capture_output=True, text=True
    )
    address = os.environ.get("PIP_INDEX_URL") or asked.stdout.strip()
    return {"UV_DEFAULT_INDEX": address} if address else {}


def install_npm_packages() -> None:
    """Install exactly what package-lock.json names."""
    call([program("npm"), "ci", "--no-audit", "--no-fund", "--loglevel=error"])


def asset_sources() -> list[Path]:
    """Everything that `npm run build` reads: icons are found by their names in templates and in the apps' code."""
    folders = [PROJECT / "static", PROJECT / "templates", *(file.parent for file in PROJECT.glob("*/apps.py"))]
    read = [file for folder in folders for file in folder.rglob("*") if file.suffix in ASSET_SUFFIXES]
    single = [PROJECT / name for name in ("package.json", "package-lock.json", "scripts/build_assets.mjs")]
    return single + [file for file in read if BUILT not in file.parents]


def build_assets() -> None:
    """Compile styles and bundle scripts into static/build."""
    call([program("npm"), "run", "--silent", "build"])


def call(command: list[str], environment: dict[str, str] | None = None) -> None:
    """Run a command quietly; what it printed is shown only when it fails."""
    done = subprocess.run(
        command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        raise StepFailed(f"failed: {' '.join(command)}\n{done.stdout[-4000:]}")


if __name__ == "__main__":
    sys.exit(main())
