"""Words that were mistyped: what stands in the index within one slip of the finger (sửa từ gõ sai).

Vietnamese syllables are short, so one letter wrong, missing, doubled or swapped is all that is looked for in them;
syllables typed without a blank are parted, and letters typed with the input method switched off ("ddaats") are read.
Longer words, names and foreign ones, may also look alike by trigrams.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from string import ascii_lowercase

from django.db import connection

from portal.finding.asked import Words

_ALPHABETIC = re.compile(r"^[a-z]{2,24}$")
_SYLLABLE = re.compile(r"(?:ngh?|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?")
_LONG = 6
_LONGEST_SYLLABLE = 7
_MOST_PARTS = 5
_MOST_NEIGHBOURS = 30
_TELEX = ((r"dd", "d"), (r"aa|aw", "a"), (r"ee", "e"), (r"oo|ow", "o"), (r"uw", "u"))
_TELEX_TONE = re.compile(r"(?<=[a-z])[sfrxj](?=[a-z]{0,2}$)")


def neighbours(words: Iterable[str]) -> dict[str, list[Words]]:
    """For each word what may have been meant by it, the word itself first if the index holds it; [] = nothing known.

    Two queries at most, whatever was typed.
    """
    asked = [word for word in dict.fromkeys(words) if _ALPHABETIC.match(word)]
    spelled = {word: list(dict.fromkeys([*_untelexed(word), *_one_slip(word)])) for word in asked}
    parts = {word: set(_slices(word)) for word in asked}
    known = _known({*asked}.union(*spelled.values(), *parts.values()))
    found = {word: list(_meant(word, spelled[word], known)) for word in asked}
    lost = [word for word in asked if not found[word] and len(word) >= _LONG]
    for word, alike in _alike(lost).items():
        found[word] = [(other,) for other in alike]
    return found


def _meant(word: str, spelled: list[str], known: set[str]) -> Iterator[Words]:
    if word in known:
        yield (word,)
    others = [(other,) for other in spelled if other in known and other != word]
    yield from others[:_MOST_NEIGHBOURS]
    if parted := _parted(word, known):
        yield parted


def _one_slip(word: str) -> Iterator[str]:
    """All words one slip away, the commonest first: two letters swapped, one too many, one missing, a wrong one."""
    if len(word) < 3:  # two letters are near to everything
        return
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    yield from (head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1)
    yield from (head + tail[1:] for head, tail in cuts if tail)
    yield from (head + letter + tail for head, tail in cuts for letter in ascii_lowercase)
    yield from (head + letter + tail[1:] for head, tail in cuts if tail for letter in ascii_lowercase)


def _untelexed(word: str) -> Iterator[str]:
    """The word as the Telex way of typing means it: "ddaats" -> "dat"."""
    plain = word
    for typed, meant in _TELEX:
        plain = re.sub(typed, meant, plain)
    toneless = _TELEX_TONE.sub("", plain)
    yield from {plain, toneless} - {word}


def _slices(word: str) -> Iterator[str]:
    if _SYLLABLE.fullmatch(word):
        return
    for at in range(len(word)):
        for end in range(at + 2, min(at + _LONGEST_SYLLABLE, len(word)) + 1):
            yield word[at:end]


def _parted(word: str, known: set[str]) -> Words | None:
    """The word as the fewest known words one after another ("bacninh" -> bac ninh), or None."""
    if _SYLLABLE.fullmatch(word):
        return None
    best: dict[int, Words] = {0: ()}
    for end in range(2, len(word) + 1):
        ways = [
            (*best[at], word[at:end])
            for at in range(max(0, end - _LONGEST_SYLLABLE), end - 1)
            if at in best and len(best[at]) < _MOST_PARTS and word[at:end] in known and word[at:end] != word
        ]
        if ways:
            best[end] = min(ways, key=len)
    return best.get(len(word))


def _known(words: set[str]) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM core_searchword WHERE word = ANY(%s)", [sorted(words)])
        return {row[0] for row in cursor.fetchall()}


def _alike(words: list[str]) -> dict[str, list[str]]:
    if not words:
        return {}
    sql = """SELECT typed.word, met.word FROM unnest(%s::text[]) AS typed(word)
        JOIN core_searchword met ON met.word %% typed.word AND similarity(met.word, typed.word) > 0.45
        ORDER BY similarity(met.word, typed.word) DESC, met.word LIMIT 20"""
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(sql, [words])
        for typed, other in cursor.fetchall():
            found.setdefault(typed, []).append(other)
    return found
