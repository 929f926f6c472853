"""Finds programs, and only those that packages.txt lists with the Debian package that brings them."""

from __future__ import annotations

import glob
import shutil
from dataclasses import dataclass
from pathlib import Path

LIST = Path(__file__).with_name("packages.txt")


@dataclass(frozen=True)
class Need:
    """One line of the list: what is needed, which package brings it, and when (run, test or optional)."""

    what: str
    package: str
    when: str

    @property
    def name(self) -> str:
        """The program's name without its folder."""
        return self.what.rpartition("/")[2]


class ProgramMissing(Exception):
    """A listed program that is not on this machine; the message names its package."""


def needs() -> list[Need]:
    """All lines of the list, in its order."""
    lines = (line.strip() for line in LIST.read_text().splitlines())
    return [Need(*line.split()) for line in lines if line and not line.startswith("#")]


def find(name: str) -> str | None:
    """Path of a listed program (the newest of several versions), or None. KeyError when the list lacks it."""
    need = {need.name: need for need in needs()}[name]
    if need.what.startswith("/"):
        found = sorted(glob.glob(need.what), key=lambda path: [int(part) for part in path.split("/") if part.isdigit()])
        return found[-1] if found else None
    return shutil.which(need.what)


def program(name: str) -> str:
    """Path of a listed program; raises ProgramMissing with the package to install."""
    path = find(name)
    if path is None:
        package = next(need.package for need in needs() if need.name == name)
        raise ProgramMissing(f"{name} is missing: apt-get install {package}")
    return path
