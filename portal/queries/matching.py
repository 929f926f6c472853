"""Marking what a search found inside a longer text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.lexemes import composed, plain

_BEFORE, _AFTER = 90, 190
_WORD = re.compile(r"[0-9a-z]+")


def excerpt(text: str, wanted: Sequence[tuple[str, Sequence[str]]]) -> SafeString:
    """About 280 letters of `text` around the first of the `wanted` words (core.lexemes.pieces), the words marked."""
    line = composed(text)
    folded = plain(line)
    words = {word for _, group in wanted for word in group}
    places = [match.span() for match in _WORD.finditer(folded) if match.group() in words]
    if not places:
        places = [(0, 0)]
    start = _word_start(line, places[0][0] - _BEFORE)
    end = _word_end(line, places[0][1] + _AFTER)
    return format_html(
        "{}{}{}", "… " if start else "", _marked(line, places, start, end), " …" if end < len(line) else ""
    )


def marked(text: str, wanted: Sequence[tuple[str, Sequence[str]]]) -> SafeString:
    """`text` with every one of the `wanted` words marked, however they are accented."""
    line = composed(text)
    words = {word for _, group in wanted for word in group}
    places = [match.span() for match in _WORD.finditer(plain(line)) if match.group() in words]
    return _marked(line, places, 0, len(line))


def _marked(line: str, places: Sequence[tuple[int, int]], start: int, end: int) -> SafeString:
    pieces: list[tuple[str, str]] = []
    at = start
    for first, last in places:
        if first < start or last > end:
            continue
        pieces.append((line[at:first], line[first:last]))
        at = last
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", pieces), line[at:end])


def _word_end(line: str, at: int) -> int:
    return len(line) if at >= len(line) else line.rfind(" ", 0, at) if " " in line[:at] else at


def _word_start(line: str, at: int) -> int:
    return 0 if at <= 0 else line.rfind(" ", 0, at) + 1
