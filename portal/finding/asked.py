"""What a person asked: his words as the index holds them, with the spellings that are taken for each (từ cần tìm)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from core.lexemes import phrase, pieces
from core.text import fold

Words = tuple[str, ...]

# What people type for short; the documents write it out.
ABBREVIATIONS: dict[str, Words] = {
    short: tuple(fold(full).split())
    for short, full in {
        "btp": "Bộ Tư pháp", "stp": "Sở Tư pháp", "ubnd": "Uỷ ban nhân dân", "qsdd": "quyền sử dụng đất",
        "bds": "bất động sản", "dgts": "đấu giá tài sản", "dgv": "đấu giá viên", "thads": "thi hành án dân sự",
        "tphcm": "Thành phố Hồ Chí Minh", "hcm": "Hồ Chí Minh", "vbqppl": "văn bản quy phạm pháp luật",
    }.items()
}  # fmt: skip


@dataclass(frozen=True)
class Term:
    """One thing that must be there: a word, or words side by side (one code, words in quotes).

    `typed` as the person wrote it; `spellings` are taken for it, the first is his own. `is_prefix`: the last word may
    go on.
    """

    typed: str
    spellings: tuple[Words, ...]
    is_prefix: bool = False

    def query(self, weight: str = "") -> str:
        """A tsquery for any of the spellings, in texts of `weight` alone ("A") or in all ("")."""
        suffix = f":{'*' if self.is_prefix else ''}{weight}" if self.is_prefix or weight else ""
        return "(" + " | ".join(f"({phrase(words, suffix)})" for words in self.spellings) + ")"

    @property
    def own(self) -> Words:
        """The words as typed."""
        return self.spellings[0]


@dataclass(frozen=True)
class Asked:
    """All terms of a question, and how far an answer may be from it.

    `lacking`: how many terms an answer may lack. `slips` holds for each term the words within one slip of it: an answer
    then has one of these in the place of one term, beside a neighbour of that term, and all other terms as typed.
    """

    terms: tuple[Term, ...]
    lacking: int = 0
    slips: tuple[tuple[Words, ...], ...] = ()

    @classmethod
    def of(cls, text: str) -> Asked:
        """The terms of what was typed; none when nothing in it can be searched."""
        return cls(tuple(Term(typed, _spellings(words)) for typed, words in pieces(text)))

    @property
    def words(self) -> list[str]:
        """The typed words in order."""
        return [word for term in self.terms for word in term.own]

    @property
    def text(self) -> str:
        """The typed words in one folded line."""
        return " ".join(self.words)

    @property
    def key(self) -> str:
        """The typed text as a code without signs."""
        return "".join(self.words)

    @property
    def scored(self) -> Sequence[Term]:
        """The terms by which answers are ranked and marked."""
        if not self.slips:
            return self.terms
        pairs = zip(self.terms, self.slips, strict=True)
        return [replace(term, spellings=(*term.spellings, *near)) for term, near in pairs]

    def with_prefix(self) -> Asked:
        """The same with a last word that may go on."""
        return replace(self, terms=(*self.terms[:-1], replace(self.terms[-1], is_prefix=True)))

    def query(self) -> str:
        """The tsquery that finds the answers."""
        own = [term.query() for term in self.terms]
        if self.slips:
            return _any(self._slipped(own))
        if not self.lacking:
            return _all(own)
        return _any(_all(kept) for kept in combinations(own, len(own) - self.lacking))

    def _slipped(self, own: list[str]) -> Iterator[str]:
        for at, near in enumerate(self.slips):
            before, after = self.terms[max(0, at - 1) : at], self.terms[at + 1 : at + 2]
            pairs = [(*term.own, *words) for words in near for term in before]
            pairs += [(*words, *term.own) for words in near for term in after]
            if pairs:
                meant = _any(f"({phrase(words)})" for words in pairs)
                yield _all([*own[:at], f"({meant})", *own[at + 1 :]])


def _spellings(words: Words) -> tuple[Words, ...]:
    full = ABBREVIATIONS.get(words[0]) if len(words) == 1 else None
    return (words, full) if full else (words,)


def _all(queries: Iterable[str]) -> str:
    return "(" + " & ".join(queries) + ")"


def _any(queries: Iterable[str]) -> str:
    return " | ".join(queries)
