"""Arranging what can be found: records of kinds that exist for tests alone, told to the search like any app's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from core import search
from core.models import SearchEntry, Sequence
from core.search import Entry, SearchSource
from portal.finding import Hit, Results, find, scope_of, suggest

NOBODY = AnonymousUser()


class Told:
    """A source whose entries are what a test says. Its records are rows of some table, here numbers of nothing."""

    def __init__(self, kind: str, label: str, order: int = 10, codename: str = "", *, is_large: bool = False) -> None:
        self.entries: dict[int, Entry] = {}
        self.kind = kind
        search.register(SearchSource(kind, label, Sequence, self._yield, order, codename, is_large))

    def tell(self, title: str, **fields: Any) -> Entry:
        """Add an entry and refresh it, as a service would."""
        number = len(self.entries) + 1
        entry = replace(Entry(number, title, f"/{self.kind}/{number}/", is_public=True), **fields)
        self.entries[number] = entry
        search.refresh(self.kind, number)
        return entry

    def forget(self, entry: Entry) -> None:
        """Take an entry back."""
        del self.entries[entry.pk]
        search.refresh(self.kind, entry.pk)

    def _yield(self, pks: Iterable[int] | None) -> Iterator[Entry]:
        numbers = self.entries if pks is None else pks
        return (self.entries[number] for number in numbers if number in self.entries)


@contextmanager
def only_own_sources() -> Iterator[None]:
    """Inside, kinds may be registered; afterwards those of the apps are back. What the apps registered stays known."""
    before = dict(search._sources)
    yield
    search._sources.clear()
    search._sources.update(before)


def found(text: str, user: Any = NOBODY, **how: Any) -> Results:
    """What this person finds."""
    return find(text, scope_of(user), **how)


def titles(text: str, user: Any = NOBODY, **how: Any) -> list[str]:
    """Titles of what this person finds, in order."""
    return [hit.title for hit in found(text, user, **how).hits]


def suggested(text: str, user: User | Any = NOBODY) -> list[str]:
    """Titles of what is suggested to this person."""
    return [hit.title for hit in suggest(text, scope_of(user))]


def only_hit(text: str) -> Hit:
    """The one hit."""
    (hit,) = found(text).hits
    return hit


def entry_count(kind: str) -> int:
    """How many entries of a kind there are."""
    return SearchEntry.objects.filter(kind=kind).count()
