"""Runs every benchmark here, one after the other: `make bench`. Exit code 0 whatever it finds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SECONDS = 1200


def main() -> None:
    """Run each bench_*.py as a process of its own; what fails is said on stderr."""
    for file in sorted(HERE.glob("bench_*.py")):
        try:
            done = subprocess.run([sys.executable, "-m", f"benchmarks.{file.stem}"], cwd=HERE.parent, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            print(f"{file.name}: not done after {SECONDS} s", file=sys.stderr)
            continue
        if done.returncode:
            print(f"{file.name}: failed with code {done.returncode}", file=sys.stderr)


if __name__ == "__main__":
    main()
