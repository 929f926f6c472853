"""Refuses libraries at run time that only the GPL or the AGPL allows to use (LGPL and dual licences are fine).

python -m scripts.licences
"""

from __future__ import annotations

import json
import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from scripts.bootstrap import MODULES, PROJECT
from scripts.lock import PRODUCTION

# name: why it may stay although its metadata name the GPL
EXCEPTIONS: dict[str, str] = {}
STRICT = re.compile(r"\b(AGPL|GPL)|Affero|GNU General Public", re.IGNORECASE)
NAME = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)


def main() -> int:
    """Print every library that is not allowed."""
    found = {**python_licences(), **npm_licences()}
    refused = {name: text for name, text in found.items() if is_strict(text) and name not in EXCEPTIONS}
    unknown = [name for name, text in found.items() if not text and name not in EXCEPTIONS]
    for name, text in refused.items():
        print(f"{name}: {text}", file=sys.stderr)
    for name in unknown:
        print(f"{name}: no licence named", file=sys.stderr)
    print(f"licences of {len(found)} run-time libraries read")
    return 1 if refused or unknown else 0


def is_strict(text: str) -> bool:
    """Whether every alternative of a licence expression is the GPL or the AGPL."""
    return all(STRICT.search(choice) for choice in re.split(r"\bor\b|\|", text, flags=re.IGNORECASE)) if text else False


def python_licences() -> dict[str, str]:
    """{package: licence} of what requirements-prod.lock names and this platform installs."""
    found = {}
    for name in NAME.findall(PRODUCTION.read_text()):
        try:
            found[name] = _licence(distribution(name))
        except PackageNotFoundError:
            continue  # for another platform
    return found


def _licence(package: Distribution) -> str:
    """SPDX expression, else classifiers, else the first line of the free text."""
    metadata = package.metadata.json
    if expression := metadata.get("license_expression"):
        return str(expression)
    classifiers = [c.rpartition(" :: ")[2] for c in metadata.get("classifier", []) if "License ::" in c]
    classifiers = [c for c in classifiers if c != "OSI Approved"]
    return " or ".join(classifiers) or str(metadata.get("license", "")).strip().partition("\n")[0]


def npm_licences() -> dict[str, str]:
    """{package: licence} of what the pages carry."""
    names = json.loads((PROJECT / "package.json").read_text())["dependencies"]
    return {name: json.loads((MODULES / name / "package.json").read_text()).get("license", "") for name in names}


if __name__ == "__main__":
    sys.exit(main())
