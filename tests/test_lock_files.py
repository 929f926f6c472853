"""What is installed is pinned, by hash, and from wherever this machine gets its packages."""

from __future__ import annotations

import json
import re

from scripts.bootstrap import locked
from scripts.lock import ALL, LOCK_FILES, NPM, PRODUCTION, addresses

PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)", re.MULTILINE)


def test_no_lock_file_names_a_host() -> None:
    assert len(LOCK_FILES) == 3
    assert addresses() == []


def test_every_python_package_is_pinned_with_hashes() -> None:
    for lock in (ALL, PRODUCTION):
        blocks = re.split(r"\n(?=\S)", lock.read_text().strip())
        assert [block for block in blocks if "==" not in block or "--hash=sha256:" not in block] == []


def test_production_runs_the_versions_that_were_tested() -> None:
    tested = dict(PIN.findall(ALL.read_text()))
    production = dict(PIN.findall(PRODUCTION.read_text()))
    assert production.items() <= tested.items()
    assert not {"pytest", "playwright", "ruff"} & production.keys()


def test_the_installer_itself_is_pinned() -> None:
    assert locked("uv").startswith("uv==")


def test_every_npm_package_is_pinned_with_its_hash() -> None:
    packages = json.loads(NPM.read_text())["packages"]
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []
