"""The project's own files, for the tests that judge all of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
APPS = ("portal", "stats", "auctions", "notary", "certification", "onestop", "accounts", "core")
FOREIGN = {".venv", "node_modules", "var", "build", "__pycache__", "migrations"}


def files(*suffixes: str, under: str = ".") -> Iterator[Path]:
    """Files with one of these endings, without migrations and without what is installed, built or stored."""
    for folder, names, found in os.walk(PROJECT / under):
        names[:] = sorted(name for name in names if name not in FOREIGN and (not name.startswith(".") or name == ".ci"))
        yield from (Path(folder) / name for name in sorted(found) if name.endswith(suffixes))


def name(path: Path) -> str:
    """Path from the top of the project."""
    return str(path.relative_to(PROJECT))
