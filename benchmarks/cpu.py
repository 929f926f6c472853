"""CPU that a process and its descendants have used, from /proc."""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path

_TICK = 1000 / os.sysconf("SC_CLK_TCK")  # milliseconds


def family_cpu_ms(*roots: int) -> float:
    """Milliseconds of CPU used so far by `roots` and all their descendants, dead ones included."""
    parents: dict[int, list[int]] = defaultdict(list)
    used: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (fields := _fields(folder / "stat")):
            pid = int(folder.name)
            parents[int(fields[1])].append(pid)
            used[pid] = sum(int(ticks) for ticks in fields[11:15])  # own user, system; reaped children's user, system
    total, waiting = 0, list(roots)
    while waiting:
        pid = waiting.pop()
        total += used.get(pid, 0)
        waiting += parents[pid]
    return total * _TICK


def _fields(stat: Path) -> list[str]:
    try:
        return stat.read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []
