"""The readable part of public addresses."""

from __future__ import annotations

from core.text import fold

_LENGTH = 100


def slug_of(text: str) -> str:
    """Folded words of `text` with hyphens ("luat-01-2016-qh14-dau-gia-tai-san"), at most 100 letters, never empty."""
    words = fold(text).replace(" ", "-")
    if len(words) > _LENGTH:
        words = words[: _LENGTH + 1].rpartition("-")[0] or words[:_LENGTH]
    return words or "noi-dung"
