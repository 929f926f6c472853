"""The whole suite, as `make test` runs it: what runs side by side first, then what needs the machine for itself.

python -m scripts.suite [arguments of pytest]
"""

from __future__ import annotations

import subprocess
import sys

from scripts.bootstrap import PROJECT

PARTS = (
    ("-m", "not browser and not kill", "-n", "2"),
    ("-m", "browser and not kill", "-n", "2", "--dist", "loadfile"),  # a file's tests share their server and stack
    ("-m", "kill"),
)
NOTHING_COLLECTED = 5


def main(arguments: list[str]) -> int:
    """Run all parts, even when one fails; 0 only when all pass. Arguments may leave some parts empty."""
    codes = [
        subprocess.run([sys.executable, "-m", "pytest", *part, *arguments], cwd=PROJECT).returncode for part in PARTS
    ]
    if all(code == NOTHING_COLLECTED for code in codes):
        return NOTHING_COLLECTED
    return max(0 if code == NOTHING_COLLECTED else code for code in codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
