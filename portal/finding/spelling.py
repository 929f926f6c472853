"""The words of a question put right against the words there are, spelled as the best answer does (sửa lỗi gõ)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.lexemes import words_of
from core.text import fold
from portal.finding.asked import Asked, Term, Words
from portal.finding.vocabulary import neighbours

_MOST = 8  # terms that are looked at; nobody mistypes a whole sentence
_SIGNS = ".,;:()“”\"'"


@dataclass(frozen=True)
class Spelled:
    """A question against the words there are: `kept` terms, some put right, and `lost` ones like no word known."""

    asked: Asked
    kept: tuple[Term, ...]
    lost: tuple[Term, ...]
    near: Mapping[str, list[Words]]

    @classmethod
    def of(cls, asked: Asked) -> Spelled:
        """Two queries at most."""
        near = neighbours(term.own[0] for term in asked.terms[:_MOST] if len(term.own) == 1)
        pairs = [(term, _put_right(term, near)) for term in asked.terms[:_MOST]]
        lost = [term for term, spelled in pairs if spelled is None]
        kept = tuple(spelled for _, spelled in pairs if spelled is not None)
        return cls(asked, kept, (*lost, *asked.terms[_MOST:]), near)

    def slips(self, term: Term) -> tuple[Words, ...]:
        """Words within one slip of a term, though it is a word itself ("gia" for "gai")."""
        near = self.near.get(term.own[0], []) if len(term.own) == 1 else []
        return tuple(words for words in near if words not in term.spellings)


def as_spelled_in(text: str, typed: Asked, corrected: Asked) -> str:
    """The question as `text` spells it, "" when that is what was typed. Accents that a person typed stay."""
    said = {folded: word.strip(_SIGNS).lower() for word in text.split() for folded in words_of(word)}
    meant = []
    for before, after in zip(typed.terms, corrected.scored, strict=False):
        spelled = next((words for words in after.spellings if said.keys() >= set(words)), before.own)
        is_kept = spelled == before.own and not before.typed.isascii()
        meant.append(before.typed if is_kept else " ".join(said.get(word, word) for word in spelled))
    answer = " ".join(meant)
    return answer if fold(answer) != typed.text else ""


def _put_right(term: Term, near: Mapping[str, list[Words]]) -> Term | None:
    """The term with the spellings it may have meant; None when nothing like it is known."""
    if len(term.own) > 1 or term.own[0] not in near:
        return term  # a code, a number or quoted words are taken at their word
    meant = near[term.own[0]]
    if term.own in meant or len(term.spellings) > 1:
        parted = [words for words in meant if len(words) > 1 and words not in term.spellings]
        return replace(term, spellings=(*term.spellings, *parted))
    return replace(term, spellings=(term.own, *meant)) if meant else None
