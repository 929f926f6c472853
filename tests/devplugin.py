"""Loaded by `-p tests.devplugin`: the import happens before pytest-django reads the settings.

Starts a private PostgreSQL and Redis once per run, unless DATABASE_URL and REDIS_URL name others; the workers of
pytest-xdist inherit both. Stored files go to a temporary folder.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from scripts.devstack import Stack

_folder: Path | None = None
_stack: Stack | None = None


def _start() -> None:
    global _folder, _stack
    _folder = Path(tempfile.mkdtemp(prefix="justice-portal-test-"))
    _folder.chmod(0o755)  # the servers run as another account when this one is root
    os.environ["STORAGE_ROOT"] = str(_folder / "files")
    if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
        _stack = Stack(_folder / "stack", throw_away=True).start()
        os.environ.update(_stack.env())


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what this run started; a worker of pytest-xdist started nothing."""
    if _stack is not None:
        _stack.destroy()
    if _folder is not None:
        shutil.rmtree(_folder, ignore_errors=True)


if "PYTEST_XDIST_WORKER" not in os.environ:
    _start()
