"""Finding: from the exact question, step by step, to what was probably meant (kết quả tìm kiếm).

1. everything that holds all words; 2. the last word may go on; 3. words put right that nobody has written so, then one
slip in a word that somebody has; 4. most of the words; 5. titles that look alike. Each step is taken only when the one
before found nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from django.db import connection

from core.lexemes import words_of
from portal.finding.asked import Asked
from portal.finding.rows import Hit, hits
from portal.finding.spelling import Spelled, as_spelled_in
from portal.finding.statement import MOST, Part, Scope, ranked, similar

PAGE_SIZE = 20
_SHORTEST_BEGINNING = 2  # letters of a single word
_SIMILAR = 10
_FEW, _FAR_MORE = 3, 3


class Step(Enum):
    """How far from the question one had to go (mức độ khớp)."""

    ALL = "all"
    PREFIX = "prefix"
    CORRECTED = "corrected"
    MOST = "most"
    SIMILAR = "similar"


@dataclass(frozen=True)
class Results:
    """What was found: counts by kind over all candidates, and one page of hits.

    `counts` stop at `MOST` for each kind (see `is_capped`). `meant` is a better spelling of the question, "" without
    one. `left_out` are the words that nothing found holds.
    """

    step: Step = Step.ALL
    counts: dict[str, int] = field(default_factory=dict)
    total: int = 0
    hits: list[Hit] = field(default_factory=list)
    meant: str = ""
    left_out: list[str] = field(default_factory=list)

    def is_capped(self, kind: str = "") -> bool:
        """Whether there are more of this kind (of any kind) than are counted."""
        return self.counts.get(kind, 0) >= MOST if kind else any(count >= MOST for count in self.counts.values())


@dataclass(frozen=True)
class _Found:
    """What one step found: `rows` of (number, kind), the best first."""

    step: Step
    asked: Asked
    rows: list[tuple[int, str]]
    left_out: Sequence[str] = ()


def find(text: str, scope: Scope, *, kind: str = "", page: int = 1, own_first: bool = False) -> Results:
    """What answers `text`, page by page from 1 on; beyond the end a page has no hits.

    `kind` narrows to one kind, the counts stay those of all. Two queries when there are exact answers. Filters by
    permission: `scope` is all that is looked at.
    """
    search = _Search(scope, own_first)
    asked = Asked.of(text)
    if not asked.terms:
        return Results()
    found = next((found for found in search.steps(asked) if found.rows), _Found(Step.ALL, asked, []))
    counted = Counter(of_kind for _, of_kind in found.rows)
    counts = {name: min(counted[name], MOST) for name in scope.kinds if counted[name]}
    ids = _capped(found.rows, kind)
    shown = hits(ids[(page - 1) * PAGE_SIZE : page * PAGE_SIZE], found.asked, scope.reach)
    return Results(found.step, counts, len(ids), shown, search.meant(asked, found, shown), list(found.left_out))


def _capped(rows: list[tuple[int, str]], kind: str) -> list[int]:
    """The numbers in order, the best `MOST` of each kind, of one kind or of all."""
    taken: Counter[str] = Counter()
    ids = []
    for number, of_kind in rows:
        taken[of_kind] += 1
        if taken[of_kind] <= MOST and kind in ("", of_kind):
            ids.append(number)
    return ids


@dataclass(frozen=True)
class _Search:
    """One person's search: what he may see, and whether his own matters come first."""

    scope: Scope
    own_first: bool

    def steps(self, asked: Asked) -> Iterator[_Found]:
        """What each step finds, asked only when one comes to it."""
        yield self._ask(Step.ALL, asked)
        if len(asked.terms) > 1 or len(asked.text) >= _SHORTEST_BEGINNING:
            yield self._ask(Step.PREFIX, asked.with_prefix())
        spelled = Spelled.of(asked)
        yield from self._corrected(spelled)
        yield from self._most(spelled)
        yield _Found(Step.SIMILAR, asked, answers(similar(asked.text[:100], self.scope, _SIMILAR)))

    def meant(self, asked: Asked, found: _Found, shown: list[Hit]) -> str:
        """A better spelling: that of the best hit of a corrected question; or one that far more entries have, when few
        do and none in its name, for words that happen to stand somewhere though others were meant ("dau gai dat").
        """
        if found.step == Step.CORRECTED:
            return self._spelling_of_best(asked, found)
        if found.step != Step.ALL or not 0 < len(found.rows) <= _FEW:
            return ""
        if any(set(asked.words).issubset(words_of(hit.title)) for hit in shown):
            return ""
        others = self._corrected(Spelled.of(asked))
        better = next((other for other in others if len(other.rows) > _FAR_MORE * len(found.rows)), None)
        return self._spelling_of_best(asked, better) if better else ""

    def _spelling_of_best(self, asked: Asked, found: _Found) -> str:
        best = hits([number for number, _ in found.rows[:1]], found.asked, self.scope.reach)
        return as_spelled_in(f"{best[0].summary} {best[0].title}", asked, found.asked) if best else ""

    def _corrected(self, spelled: Spelled) -> Iterator[_Found]:
        if spelled.lost:
            return
        corrected = Asked(spelled.kept)
        if spelled.kept != spelled.asked.terms:
            yield self._ask(Step.CORRECTED, corrected)
        slips = tuple(spelled.slips(term) for term in spelled.kept)
        if len(spelled.kept) > 1 and any(slips):
            yield self._ask(Step.CORRECTED, replace(corrected, slips=slips))

    def _most(self, spelled: Spelled) -> Iterator[_Found]:
        """The question without the words that nobody has written, then without any third of the others."""
        kept, left_out = Asked(spelled.kept), [term.typed for term in spelled.lost]
        if not spelled.kept or len(spelled.kept) < len(left_out):
            return
        if left_out:
            yield self._ask(Step.MOST, kept, left_out)
        if lacking := len(spelled.kept) // 3:
            yield self._ask(Step.MOST, replace(kept, lacking=lacking), left_out)

    def _ask(self, step: Step, wanted: Asked, left_out: Sequence[str] = ()) -> _Found:
        rows = answers(ranked(wanted, self.scope, own_first=self.own_first))
        return _Found(step, wanted, rows, left_out)


def answers(asked: Part) -> list[Any]:
    """Rows of one statement."""
    with connection.cursor() as cursor:
        cursor.execute(*asked)
        return cursor.fetchall()
