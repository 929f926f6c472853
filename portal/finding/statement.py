# ruff: noqa: S608  only constants are put together here; what a person typed travels as parameters
"""The SQL of a search: which entries match and in which order. Strings and parameters, for the portal and its bench.

Candidates come from the indexes: all that match of small kinds, of large kinds the newest, those with all words in
title and codes first. Only candidates are ranked, so a word that stands everywhere costs little more than a rare one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.finding.asked import Asked, Term

MOST = 300  # candidates of one kind; nobody reads further, a filter does
_MOST_OF_SMALL_KINDS = 3000
_NEWEST = "ORDER BY boost DESC, dated_on DESC NULLS LAST, id DESC LIMIT %s"
_TITLE, _CODE, _SUMMARY, _BODY = 1.0, 0.7, 0.4, 0.1

Part = tuple[str, list[Any]]
Reach = Mapping[str, Sequence[int] | None]  # {kind: agencies whose entries are seen though not public; None = all}


@dataclass(frozen=True)
class Scope:
    """Where to look: kinds in the order of the page, those of many records, what one sees beyond the public."""

    kinds: Sequence[str]
    large: Sequence[str]
    reach: Reach = field(default_factory=dict)


def ranked(asked: Asked, scope: Scope, *, own_first: bool = False) -> Part:
    """`(id, kind)` of all candidates, the best first."""
    arms = [*_public(asked, scope), *_office("search", asked.query(), scope, MOST + 1)]
    return _ordered(arms, asked, scope, own_first=own_first)


def suggested(asked: Asked, scope: Scope, limit: int, *, own_first: bool = False) -> Part:
    """`(id, kind)` of the best `limit` entries whose title and codes alone match."""
    query = asked.query()
    arms = [_newest(kind, "names", query, limit * 8) for kind in scope.large]
    arms.append(_small("names", query, scope))
    arms += _office("names", query, scope, limit * 8)
    sql, params = _ordered(arms, asked, scope, own_first=own_first)
    return f"{sql} LIMIT %s", [*params, limit]


def similar(text: str, scope: Scope, limit: int) -> Part:
    """`(id, kind)` of entries whose title looks like `text` (folded), the likest first."""
    seen, params = _seen(scope)
    sql = f"""SELECT id, kind FROM core_searchentry e WHERE %s <%% plain_title AND ({seen})
        ORDER BY word_similarity(%s, plain_title) DESC, dated_on DESC NULLS LAST, id DESC LIMIT %s"""
    return sql, [text, *params, text, limit]


def _public(asked: Asked, scope: Scope) -> Iterable[Part]:
    query = asked.query()
    yield _small("search", query, scope)
    for kind in scope.large:
        yield _newest(kind, "names", query, MOST + 1)
        yield _newest(kind, "search", query, MOST + 1)


def _small(column: str, query: str, scope: Scope) -> Part:
    small = [kind for kind in scope.kinds if kind not in scope.large]
    where = f"is_public AND {column} @@ %s::tsquery AND kind = ANY(%s)"
    return f"SELECT id FROM core_searchentry WHERE {where} {_NEWEST}", [query, small, _MOST_OF_SMALL_KINDS]


def _newest(kind: str, column: str, query: str, limit: int) -> Part:
    where = f"is_public AND kind = %s AND {column} @@ %s::tsquery"
    return f"SELECT id FROM core_searchentry WHERE {where} {_NEWEST}", [kind, query, limit]


def _office(column: str, query: str, scope: Scope, limit: int) -> Iterable[Part]:
    """What is not public, kind by kind, of the agencies one reaches."""
    for kind, agencies in scope.reach.items():
        where, params = f"NOT is_public AND {column} @@ %s::tsquery AND kind = %s", [query, kind]
        if agencies is not None:
            where, params = f"{where} AND agency_id = ANY(%s)", [*params, list(agencies)]
        yield f"SELECT id FROM core_searchentry WHERE {where} {_NEWEST}", [*params, limit]


def _seen(scope: Scope) -> Part:
    """A condition on `e`: public, or of an agency one reaches."""
    own, params = _owned(scope.reach)
    return f"e.is_public AND e.kind = ANY(%s) OR {own}", [list(scope.kinds), *params]


def _owned(reach: Reach) -> Part:
    """A condition on `e`: one holds the right of its kind at its agency."""
    terms, params = ["false"], []
    for kind, agencies in reach.items():
        terms.append("e.kind = %s" if agencies is None else "e.kind = %s AND e.agency_id = ANY(%s)")
        params += [kind] if agencies is None else [kind, list(agencies)]
    return " OR ".join(terms), params


def _ordered(arms: Iterable[Part], asked: Asked, scope: Scope, *, own_first: bool) -> Part:
    found, params = zip(*arms, strict=True)
    score, scored = _score(asked, scope, own_first=own_first)
    sql = f"""WITH candidate AS ({" UNION ".join(f"({arm})" for arm in found)})
        SELECT e.id, e.kind FROM core_searchentry e JOIN candidate USING (id)
        ORDER BY round(({score})::numeric, 1) DESC, array_position(%s::text[], e.kind::text),
            e.dated_on DESC NULLS LAST, e.id DESC"""
    return sql, [*(value for values in params for value in values), *scored, list(scope.kinds)]


def _score(asked: Asked, scope: Scope, *, own_first: bool) -> Part:
    """How good an entry is: where each word stands, whether the title is what was typed, boost, whose it is."""
    words, params = zip(*(_place_of(term, is_sure=not asked.lacking) for term in asked.scored), strict=True)
    parts: list[Part] = [
        (f"({' + '.join(words)}) / {len(words)}.0", [value for values in params for value in values]),
        _likeness(asked),
        ("CASE WHEN e.codes @> ARRAY[%s]::varchar[] THEN 3 ELSE 0 END", [asked.key]),
        ("e.boost * 0.2", []),
    ]
    if own_first and scope.reach:
        own, own_params = _owned(scope.reach)
        parts.append((f"CASE WHEN {own} THEN 0.5 ELSE 0 END", own_params))
    return " + ".join(sql for sql, _ in parts), [value for _, values in parts for value in values]


def _place_of(term: Term, *, is_sure: bool) -> Part:
    """A title is worth more than a code, that more than the summary, that more than the body.

    Unless `is_sure` that the entry holds the term somewhere, the body is asked too.
    """
    sql = f"CASE WHEN e.head @@ %s::tsquery THEN {_TITLE} WHEN e.head @@ %s::tsquery THEN {_CODE}"
    sql += f" WHEN e.head @@ %s::tsquery THEN {_SUMMARY}"
    params = [term.query("A"), term.query("B"), term.query("C")]
    if is_sure:
        return f"{sql} ELSE {_BODY} END", params
    return f"{sql} WHEN e.search @@ %s::tsquery THEN {_BODY} ELSE 0 END", [*params, term.query()]


def _likeness(asked: Asked) -> Part:
    """A title that is, begins with or holds the very words in their order; and one that says little else."""
    sql = """CASE WHEN e.plain_title = %s THEN 1.2 WHEN starts_with(e.plain_title, %s) THEN 0.6
        WHEN strpos(' ' || e.plain_title || ' ', %s) > 0 THEN 0.4 ELSE 0 END
        + CASE WHEN e.title_words <= %s AND e.head @@ %s::tsquery THEN 0.3 ELSE 0 END"""
    text, terms = asked.text, [term.query("A") for term in asked.scored]
    return sql, [text, f"{text} ", f" {text} ", 2 * len(asked.words), " & ".join(terms)]
