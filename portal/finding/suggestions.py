"""Suggestions while one types: entries whose title or code holds the words, the last one perhaps unfinished (gợi ý)."""

from __future__ import annotations

from core.text import fold
from portal.finding.asked import Asked
from portal.finding.results import answers
from portal.finding.rows import Hit, hits
from portal.finding.statement import Scope, suggested

MOST_SUGGESTED = 8
_SHORTEST = 2  # letters; fewer say nothing


def suggest(text: str, scope: Scope, *, own_first: bool = False) -> list[Hit]:
    """The best entries for what was typed so far. Two queries."""
    asked = Asked.of(text)
    if not asked.terms or len(fold(text)) < _SHORTEST:
        return []
    if not text[-1:].isspace():
        asked = asked.with_prefix()
    found = answers(suggested(asked, scope, MOST_SUGGESTED, own_first=own_first))
    return hits([number for number, _ in found], asked, scope.reach)
