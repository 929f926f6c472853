"""The entries of one page, with the place in their text where the words stand (các dòng kết quả)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.utils.safestring import SafeString

from core import search
from core.highlights import marked
from core.lexemes import words_of
from portal.finding.asked import Asked, Term
from portal.finding.statement import Reach

_BEFORE, _SHOWN = 80, 260  # letters of a body around the first word found in it
_MOST_NEEDLES = 6


class _Row(NamedTuple):
    id: int
    kind: str
    title: str
    url: str
    office_url: str
    summary: str
    agency_id: int | None
    dated_on: date | None
    place: int
    body: str


@dataclass(frozen=True)
class Hit:
    """One record on the page (một kết quả), its texts with the found words marked.

    `office_url`: where those who work on it open it, "" for everybody else.
    """

    kind: str
    label: str
    url: str
    office_url: str
    title: str
    summary: str
    marked_title: SafeString
    marked_summary: SafeString
    marked_body: SafeString | str
    dated_on: date | None


def hits(ids: Sequence[int], asked: Asked, reach: Reach) -> list[Hit]:
    """The entries with these numbers, in this order. One query."""
    by_id = {row.id: row for row in _rows(ids, asked)}
    return [_hit(by_id[number], asked, reach) for number in ids if number in by_id]


def wanted_words(asked: Asked) -> tuple[frozenset[str], str]:
    """The folded words to mark, and the beginning of words to mark."""
    words = {word for term in asked.scored for spelling in term.spellings for word in spelling}
    last = asked.terms[-1].own[-1] if asked.terms and asked.terms[-1].is_prefix else ""
    return frozenset(words), last


def _rows(ids: Sequence[int], asked: Asked) -> list[_Row]:
    if not ids:
        return []
    needles = _needles(asked)
    place = "COALESCE(" + ", ".join(["NULLIF(strpos(plain_body, %s), 0)"] * len(needles)) + ", 0)"
    sql = f"""SELECT id, kind, title, url, office_url, summary, agency_id, dated_on, place,
            CASE WHEN place > 0 THEN substr(body, greatest(1, place - %s), %s) ELSE '' END
        FROM core_searchentry, LATERAL (SELECT {place} AS place) AS found WHERE id = ANY(%s)"""  # noqa: S608  no input
    with connection.cursor() as cursor:
        cursor.execute(sql, [_BEFORE, _SHOWN, *needles, list(ids)])
        return [_Row(*row) for row in cursor.fetchall()]


def _needles(asked: Asked) -> list[str]:
    """What to look for in a body: the whole question, else its longest words."""
    words, beginning = wanted_words(asked)
    longest = sorted(words - {beginning}, key=lambda word: (-len(word), word))
    return [f" {asked.text} ", *(f" {word} " for word in longest), *([f" {beginning}"] if beginning else [])][
        :_MOST_NEEDLES
    ]


def _hit(row: _Row, asked: Asked, reach: Reach) -> Hit:
    words, beginning = wanted_words(asked)
    agencies = reach.get(row.kind, ())
    is_own = agencies is None or row.agency_id in agencies
    label = search.source_of(row.kind).label
    said = [*words_of(row.title), *words_of(row.summary), *words_of(label)]
    is_said = all(_holds(said, term) for term in asked.scored)
    return Hit(
        kind=row.kind,
        label=label,
        url=row.url,
        office_url=row.office_url if is_own else "",
        title=row.title,
        summary=row.summary,
        marked_title=marked(row.title, words, beginning),
        marked_summary=marked(row.summary, words, beginning),
        marked_body="" if is_said else marked(_whole_words(row), words, beginning),
        dated_on=row.dated_on,
    )


def _holds(said: list[str], term: Term) -> bool:
    if term.is_prefix:
        return any(word.startswith(term.own[-1]) for word in said)
    return any(set(words).issubset(said) for words in term.spellings)


def _whole_words(row: _Row) -> str:
    """The piece of the body without halves of words, with dots where it was cut."""
    if not row.body:
        return ""
    text, cut_before, cut_after = row.body, row.place > _BEFORE + 1, len(row.body) == _SHOWN
    if cut_before:
        text = re.sub(r"^\S*\s", "", text)
    if cut_after:
        text = re.sub(r"\s\S*$", "", text)
    return f"{'… ' if cut_before else ''}{text}{' …' if cut_after else ''}"
