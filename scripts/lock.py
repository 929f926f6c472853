"""Pins the packages anew: `make lock`. No lock file may hold an address, so that any index can serve it.

requirements.lock has everything (demo, tests, checks); requirements-prod.lock what runs in production, at the same
versions.
"""

from __future__ import annotations

import json
import subprocess
import sys

from scripts.bootstrap import PROJECT, VENV
from scripts.programs import program

ALL, PRODUCTION = PROJECT / "requirements.lock", PROJECT / "requirements-prod.lock"
NPM = PROJECT / "package-lock.json"
LOCK_FILES = (ALL, PRODUCTION, NPM)


def main() -> int:
    """Resolve with uv and npm; the production set follows the versions of the whole set."""
    compile_ = [str(VENV / "bin" / "uv"), "pip", "compile", "-q", "--universal", "--generate-hashes", "--no-header"]
    compile_ += ["--no-emit-index-url", "pyproject.toml"]
    for more in (["--group", "dev", "-o", str(ALL)], ["--no-annotate", "-c", str(ALL), "-o", str(PRODUCTION)]):
        subprocess.run([*compile_, *more], cwd=PROJECT, check=True)
    subprocess.run([program("npm"), "install", "--package-lock-only", "--no-audit"], cwd=PROJECT, check=True)
    drop_funding()
    found = addresses()
    print("\n".join(found), file=sys.stderr, end="\n" if found else "")
    return 1 if found else 0


def drop_funding() -> None:
    """npm notes where to send money for each package; those addresses would hide one that matters."""
    lock = json.loads(NPM.read_text())
    for package in lock["packages"].values():
        package.pop("funding", None)
    NPM.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n")


def addresses() -> list[str]:
    """Lines of the lock files that name a host, as "file:line: text"."""
    return [
        f"{file.name}:{number}: {line.strip()}"
        for file in LOCK_FILES
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if "://" in line
    ]


if __name__ == "__main__":
    sys.exit(main())
