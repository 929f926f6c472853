"""The colours of the theme as the SCSS names them, and their contrast by WCAG 2.2 (màu và độ tương phản)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

THEME = Path(settings.BASE_DIR) / "static" / "src" / "theme"
_SCSS = re.compile(r"^\$([a-z0-9-]+):\s*(#[0-9a-f]{6}|#[0-9a-f]{3}|\$[a-z0-9-]+)\b", re.MULTILINE)
_CSS = re.compile(r"^\s+--([a-z0-9-]+):\s*(?:#\{\$([a-z0-9-]+)\}|(#[0-9a-f]{3,6}));", re.MULTILINE)
TEXT, CONTROL = 4.5, 3.0  # least contrast of text, of borders and focus rings (SC 1.4.3, 1.4.11)


@dataclass(frozen=True)
class Pair:
    """A colour on a background, and the contrast it needs there."""

    colour: str
    ground: str
    least: float


# Every combination the theme uses. A new one belongs here.
PAIRS = (
    *(Pair(each, "white", TEXT) for each in ("ink", "ink-2", "blue", "blue-dark", "seal", "ok", "warn", "bad", "note")),
    *(Pair(each, "paper", TEXT) for each in ("ink", "ink-2", "blue", "ok", "warn", "bad")),
    *(Pair(each, "idle-soft", TEXT) for each in ("ink", "ink-2")),
    *(Pair(each, "blue-soft", TEXT) for each in ("ink", "ink-2", "blue", "blue-dark")),
    *(Pair(each, f"{each}-soft", TEXT) for each in ("ok", "warn", "bad", "note")),
    *(Pair("ink", f"{each}-soft", TEXT) for each in ("ok", "warn", "bad", "note")),
    *(Pair("white", each, TEXT) for each in ("blue", "blue-dark", "seal", "ok", "bad")),
    Pair("input-placeholder-color", "white", TEXT),
    *(Pair("line-ctl", each, CONTROL) for each in ("white", "paper")),
    Pair("focus", "ink", CONTROL),
)


@cache
def colours() -> dict[str, str]:
    """Names and values (#rrggbb): the SCSS variables of _tokens.scss, the CSS ones of _base.scss, white, focus."""
    scss = dict(_SCSS.findall((THEME / "_tokens.scss").read_text()))
    base = (THEME / "_base.scss").read_text()
    found = {name: _resolved(value, scss) for name, value in scss.items()}
    found |= {name: value or found[variable] for name, variable, value in _CSS.findall(base)}
    ring = re.search(r"outline: 3px solid (#[0-9a-f]{6})", base)
    assert ring is not None
    return {**{name: _long(value) for name, value in found.items() if value}, "white": "#ffffff", "focus": ring[1]}


def contrast(one: str, other: str) -> float:
    """Contrast of two colours (#rrggbb), from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def measured(pair: Pair) -> float:
    """Contrast of a pair of names."""
    return contrast(colours()[pair.colour], colours()[pair.ground])


def _resolved(value: str, scss: dict[str, str]) -> str:
    """The colour behind a chain of variables; "" when there is none, because it is a size or a weight."""
    while value.startswith("$"):
        value = scss.get(value[1:], "")
    return value


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _long(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])
