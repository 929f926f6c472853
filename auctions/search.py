"""Search in Vietnamese that finds the same with and without diacritics (tìm kiếm).

Text is folded in Python, never by PostgreSQL's parser: it would split "DG-2023-098765" into signed numbers and match
nothing for decomposed input. A notice becomes a tsvector of folded syllables (title weight A; codes, organisations and
places B; the rest C), a query the AND of its syllables; quoted words and codes must stand side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from core.text import fold

LONGEST_WORD = 60  # PostgreSQL refuses lexemes over 2 KB; nobody searches for more than this
LAST_POSITION = 16_383  # positions beyond are all this one
MOST_WORDS = 30_000  # keeps a vector far below PostgreSQL's limit of 1 MB
MOST_QUERY_WORDS = 20
_QUOTES = str.maketrans("“”„«»", '"""""')
_PIECE = re.compile(r'"([^"]*)"|(\S+)')
_CODE = re.compile(r"^(tb|lc) \d{4} \d{3} \d{6}$")


def vector(parts: Iterable[tuple[str, str]]) -> str:
    """A tsvector literal of `parts`, pairs of weight (A, B, C) and text. Between parts lies a gap no phrase bridges."""
    places: dict[str, list[str]] = {}
    position = 0
    for weight, text in parts:
        for word in _words(text):
            position += 1
            if position > MOST_WORDS:
                break
            places.setdefault(word[:LONGEST_WORD], []).append(f"{min(position, LAST_POSITION)}{weight}")
        position += 1
    return " ".join(f"'{word}':{','.join(at[:200])}" for word, at in sorted(places.items()))


def _words(text: str) -> Iterable[str]:
    return (word for piece in text.split() for word in _folded(piece))


@lru_cache(maxsize=20_000)
def _folded(piece: str) -> tuple[str, ...]:
    """The language has some seven thousand syllables, so most are folded once in the life of a process."""
    return tuple(fold(piece).split())


def query(text: str) -> str:
    """A tsquery for what a person typed; "" when nothing searchable is in it.

    Words are joined by AND; words in quotes and the parts of a code ("345/HĐDV-ĐGTS") must follow each other.
    """
    pieces = [match.group(1) if match.group(1) is not None else match.group(2) for match in _pieces(text)]
    phrases = [fold(piece).split() for piece in pieces]
    wanted: list[str] = []
    left = MOST_QUERY_WORDS
    for words in dict.fromkeys(tuple(words[:left]) for words in phrases if words):
        wanted.append(" <-> ".join(f"'{word[:LONGEST_WORD]}'" for word in words))
        left -= len(words)
        if left <= 0:
            break
    return " & ".join(f"({phrase})" for phrase in wanted)


def as_code(text: str) -> str:
    """The notice code that `text` is ("tb 2026-024 000123" -> "TB-2026-024-000123"), or ""."""
    folded = fold(text)
    return folded.upper().replace(" ", "-") if _CODE.match(folded) else ""


def _pieces(text: str) -> Iterable[re.Match[str]]:
    return _PIECE.finditer(text.translate(_QUOTES))
