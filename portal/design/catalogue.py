"""What components there are: read from templates/cotton/ and templates/portal/design/ (bộ thành phần giao diện).

The comment that opens a component gives its purpose, props and example; templates/portal/design/<name>.html its states,
each after a line `{# state: title #}`. What the page shows as code is what it renders.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template import engines
from django.utils.safestring import SafeString
from django_cotton.compiler_regex import CottonCompiler

TEMPLATES = Path(settings.BASE_DIR) / "templates"
_OPENING = re.compile(r"\{% comment %\}\n(.*?)\{% endcomment %\}", re.DOTALL)
_STATE = re.compile(r"\{# state: (.+?) #\}\n")
_PROPS = re.compile(r"\bProps?:\s*")


@dataclass(frozen=True)
class State:
    """One state of a component: what it is called, and the markup that makes it."""

    title: str
    source: str


@dataclass(frozen=True)
class Component:
    """One component as its file describes it (thành phần)."""

    name: str
    purpose: str
    props: str
    example: str
    states: tuple[State, ...]


@cache
def components() -> tuple[Component, ...]:
    """All components by name."""
    return tuple(_read(path) for path in sorted((TEMPLATES / "cotton").glob("*.html")))


def rendered(source: str, request: HttpRequest, context: dict[str, Any]) -> SafeString:
    """A piece of template with components, rendered as in a page of the portal."""
    html: SafeString = _compiled(source).render(context, request)
    return html


@lru_cache(maxsize=256)
def _compiled(source: str) -> Any:
    return engines["django"].from_string(CottonCompiler().process(source))


def _read(path: Path) -> Component:
    found = _OPENING.match(path.read_text(encoding="utf-8"))
    if found is None:
        raise ValueError(f"{path} does not open with a comment")
    lines = [line.strip() for line in found[1].strip().splitlines()]
    first = next((n for n, line in enumerate(lines) if line.startswith("<c-")), len(lines))
    purpose, *props = _PROPS.split(" ".join(lines[:first]), maxsplit=1)
    return Component(path.stem, purpose.strip(), "".join(props), "\n".join(lines[first:]), tuple(_states(path.stem)))


def _states(name: str) -> Iterator[State]:
    path = TEMPLATES / "portal" / "design" / f"{name}.html"
    parts = _STATE.split(path.read_text(encoding="utf-8"))[1:] if path.exists() else []
    return (State(title, source.strip()) for title, source in zip(parts[::2], parts[1::2], strict=True))
