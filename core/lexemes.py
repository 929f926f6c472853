"""Words as the database's text search holds them: the same with and without diacritics (từ khoá tìm kiếm).

Text is folded in Python, never by PostgreSQL's parser: it would split "DG-2023-098765" into signed numbers and match
nothing for decomposed input. A text becomes a tsvector of folded syllables, a query the AND of its syllables; quoted
words and codes must stand side by side. Words are ASCII letters and digits alone, so nothing typed is ever syntax.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from core.text import fold

LONGEST_WORD = 60  # PostgreSQL refuses lexemes over 2 KB; nobody searches for more than this
LAST_POSITION = 16_383  # positions beyond are all this one
MOST_WORDS = 30_000  # keeps a vector far below PostgreSQL's limit of 1 MB
MOST_QUERY_WORDS = 20
_QUOTES = str.maketrans("“”„«»", '"""""')
_PIECE = re.compile(r'"([^"]*)"|(\S+)')


def vector(parts: Iterable[tuple[str, str]]) -> str:
    """A tsvector literal of `parts`, pairs of weight (A to D) and text. Between parts lies a gap no phrase bridges."""
    places: dict[str, list[str]] = {}
    position = 0
    for weight, text in parts:
        for word in words_of(text):
            position += 1
            if position > MOST_WORDS:
                break
            places.setdefault(word[:LONGEST_WORD], []).append(f"{min(position, LAST_POSITION)}{weight}")
        position += 1
    return " ".join(f"'{word}':{','.join(at[:200])}" for word, at in sorted(places.items()))


def words_of(text: str) -> Iterable[str]:
    """The folded words of `text`, in order."""
    return (word for piece in text.split() for word in _folded(piece))


@lru_cache(maxsize=20_000)
def _folded(piece: str) -> tuple[str, ...]:
    """The language has some seven thousand syllables, so most are folded once in the life of a process."""
    return tuple(fold(piece).split())


def pieces(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """What a person typed, piece by piece, each with its folded words, which must stand side by side; each group once.

    A piece is one word, the words in quotes, or a code ("345/HĐDV-ĐGTS"). At most `MOST_QUERY_WORDS` words in all.
    """
    found: dict[tuple[str, ...], str] = {}
    left = MOST_QUERY_WORDS
    for match in _PIECE.finditer(text.translate(_QUOTES)):
        typed = match.group(2) if match.group(1) is None else match.group(1)
        words = tuple(fold(typed).split()[: max(left, 0)])
        if words and words not in found:
            found[words] = typed
            left -= len(words)
    return [(typed, words) for words, typed in found.items()]


def query(text: str) -> str:
    """A tsquery for what a person typed; "" when nothing searchable is in it.

    Words are joined by AND; words in quotes and the parts of a code must follow each other.
    """
    return " & ".join(f"({phrase(words)})" for _, words in pieces(text))


def phrase(words: Sequence[str], suffix: str = "") -> str:
    """A tsquery for words side by side; `suffix` follows each: ":A" asks for a weight, ":*" for a beginning."""
    return " <-> ".join(f"'{word[:LONGEST_WORD]}'{suffix}" for word in words)


class _Plain(dict[int, str]):
    """One plain character for each: letters without diacritics, a blank for everything else."""

    def __missing__(self, code: int) -> str:
        folded = fold(chr(code))
        self[code] = plain = folded if len(folded) == 1 else " "
        return plain


_PLAIN = _Plain()


def plain(text: str) -> str:
    """`text` (composed, NFC) folded letter by letter: as long as `text`, so a place in one is a place in the other."""
    return text.translate(_PLAIN)


def composed(text: str) -> str:
    """`text` on one line, composed, without NUL, which PostgreSQL cannot store."""
    return " ".join(unicodedata.normalize("NFC", text).replace("\x00", " ").split())
