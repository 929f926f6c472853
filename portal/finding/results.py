"""Finding: from the exact question, step by step, to what was probably meant (kết quả tìm kiếm).

1. everything that holds all words; 2. the last word may go on; 3. words put right that nobody has written so, one slip
each; 4. most of the words; 5. titles that look alike. Each step is taken only when the one before found nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from django.db import connection

from core.lexemes import words_of
from portal.finding.asked import Asked, Term, Words
from portal.finding.rows import Hit, hits
from portal.finding.statement import MOST, Part, Scope, ranked, similar
from portal.finding.vocabulary import neighbours

PAGE_SIZE = 20
_MOST_CORRECTED = 8  # words; nobody mistypes a whole sentence
_SHORTEST_BEGINNING = 2  # letters
_SIMILAR = 10


class Step(Enum):
    """How far from the question one had to go (mức độ khớp)."""

    ALL = "all"
    PREFIX = "prefix"
    CORRECTED = "corrected"
    MOST = "most"
    SIMILAR = "similar"


@dataclass(frozen=True)
class Results:
    """What was found: all candidates in order, counts by kind over all of them, and one page of hits.

    `counts` beyond `MOST` stop there (see `is_capped`). `meant` is the question put right, as one would type it, ""
    when it was taken as it is. `left_out` are the words that nothing found holds.
    """

    step: Step = Step.ALL
    asked: Asked = field(default_factory=lambda: Asked(()))
    counts: dict[str, int] = field(default_factory=dict)
    total: int = 0
    page: int = 1
    hits: list[Hit] = field(default_factory=list)
    meant: str = ""
    left_out: list[str] = field(default_factory=list)

    def is_capped(self, kind: str = "") -> bool:
        """Whether there are more of this kind (of any kind) than are counted."""
        return self.counts.get(kind, 0) >= MOST if kind else any(count >= MOST for count in self.counts.values())


@dataclass(frozen=True)
class _Found:
    step: Step
    asked: Asked
    rows: list[tuple[int, str]]
    left_out: list[str] = field(default_factory=list)


def find(text: str, scope: Scope, *, kind: str = "", page: int = 1, own_first: bool = False) -> Results:
    """What answers `text`, page by page (`page` from 1; an empty page when it is beyond the end).

    `kind` narrows to one kind, the counts stay those of all. Two queries when there are exact answers.
    """
    asked = Asked.of(text)
    if not asked.terms:
        return Results()
    found = next((found for found in _steps(asked, scope, own_first) if found.rows), _Found(Step.ALL, asked, []))
    counted = Counter(kind_ for _, kind_ in found.rows)
    counts = {name: min(counted[name], MOST) for name in scope.kinds if counted[name]}
    ids = _capped(found.rows, kind)
    shown = hits(ids[(page - 1) * PAGE_SIZE : page * PAGE_SIZE], found.asked, scope.reach)
    meant = _as_meant(asked, found.asked, shown) if found.step == Step.CORRECTED else ""
    return Results(found.step, found.asked, counts, len(ids), page, shown, meant, found.left_out)


def _capped(rows: list[tuple[int, str]], kind: str) -> list[int]:
    """The numbers in order, the best `MOST` of each kind, of one kind or of all."""
    taken: Counter[str] = Counter()
    ids = []
    for number, of_kind in rows:
        taken[of_kind] += 1
        if taken[of_kind] <= MOST and kind in ("", of_kind):
            ids.append(number)
    return ids


def _steps(asked: Asked, scope: Scope, own_first: bool) -> Iterator[_Found]:
    def ask(step: Step, wanted: Asked, left_out: list[str] | None = None) -> _Found:
        return _Found(step, wanted, answers(ranked(wanted, scope, own_first=own_first)), left_out or [])

    yield ask(Step.ALL, asked)
    if len(asked.terms[-1].own[-1]) >= _SHORTEST_BEGINNING:
        yield ask(Step.PREFIX, asked.with_prefix())
    yield from _nearly(asked, ask)
    yield _Found(Step.SIMILAR, asked, answers(similar(asked.text[:100], scope, _SIMILAR)))


def _nearly(asked: Asked, ask: Callable[..., _Found]) -> Iterator[_Found]:
    """The corrected question and most of the question, for whoever mistyped or asked for too much."""
    near = neighbours(word for term in asked.terms for word in term.own)
    terms = asked.terms[:_MOST_CORRECTED]
    put_right = [_put_right(term, near) for term in terms]
    lost = [term for term, spelled in zip(terms, put_right, strict=True) if spelled is None]
    kept = tuple(spelled for spelled in put_right if spelled is not None)
    if 2 * len(kept) < len(asked.terms) or not kept:
        return
    corrected = Asked(kept)
    if not lost and kept != asked.terms:
        yield ask(Step.CORRECTED, corrected)
    if not lost and len(terms) == len(asked.terms):
        slips = tuple(_slips(term, near) for term in kept)
        if len(kept) > 1 and any(slips):
            yield ask(Step.CORRECTED, replace(corrected, slips=slips))
    left_out = [term.typed for term in (*lost, *asked.terms[_MOST_CORRECTED:])]
    if left_out:
        yield ask(Step.MOST, corrected, left_out)
    if lacking := len(kept) // 3:
        yield ask(Step.MOST, replace(corrected, lacking=lacking), left_out)


def _put_right(term: Term, near: dict[str, list[Words]]) -> Term | None:
    """The term with the spellings it may have meant when no one has written it so; None = nothing like it is known."""
    if len(term.own) > 1 or term.own[0] not in near:
        return term  # a code or quoted words are taken at their word
    meant = near[term.own[0]]
    if term.own in meant or len(term.spellings) > 1:
        return term
    return replace(term, spellings=(term.own, *meant)) if meant else None


def _slips(term: Term, near: dict[str, list[Words]]) -> tuple[Words, ...]:
    """Words within one slip of a term that is a word itself ("gai" for "gia")."""
    if len(term.own) > 1:
        return ()
    return tuple(words for words in near.get(term.own[0], []) if words not in term.spellings)


def _as_meant(typed: Asked, corrected: Asked, shown: list[Hit]) -> str:
    """The question as the best hit spells it, with the words that were put right accented as there; "" without one."""
    if not shown:
        return ""
    best = f"{shown[0].summary} {shown[0].title}"
    said = {folded: word for word in best.split() for folded in words_of(word)}
    meant = []
    for before, after in zip(typed.terms, corrected.scored, strict=False):
        spelled = next((words for words in after.spellings if said.keys() >= set(words)), None)
        if spelled is None or spelled == before.own:
            meant.append(before.typed)
        else:
            meant.append(" ".join(said[word].strip(".,;:()“”\"'").lower() for word in spelled))
    text = " ".join(meant)
    return text if text != " ".join(term.typed for term in typed.terms) else ""


def answers(asked: Part) -> list[Any]:
    """Rows of one statement."""
    with connection.cursor() as cursor:
        cursor.execute(*asked)
        return cursor.fetchall()
