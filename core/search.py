"""One index of everything that can be found: each app registers its sources, its services keep the index true.

    search.register(SearchSource("guide", "Hướng dẫn", Guide, guide_entries, order=30))    # in AppConfig.ready()
    search.refresh("guide", guide.pk)                                                     # in the service that writes

`refresh` runs in the transaction of its caller, so what is withdrawn is gone from the search in the same moment.
`rebuild` does the same for all records, batch by batch, for data that came another way; it may run beside services.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from itertools import islice
from typing import Any

from django.db import connection, models, transaction

from core.lexemes import composed, plain, vector, words_of
from core.models import SearchEntry, SearchWord
from core.text import fold, fold_key

BATCH = 500
LONGEST_BODY = 100_000  # characters that are kept and searched; a law has some 200,000 at most, its beginning says most
_LONGEST_CODE = 100
_RECIPE = 1  # to be raised when `_row` makes something else of the same entry: then `rebuild` writes all anew
_LEARNED = re.compile(r"^[a-z]{1,24}$")  # numbers and codes are not put right: their neighbours are other numbers


@dataclass(frozen=True)
class Entry:
    """What the search is told of one record (mục tìm kiếm), in plain text, never HTML.

    `url` leads a reader there; `office_url` whoever holds the source's right at `agency_id`, "" = the same place.
    Who does not hold it sees the record only when `is_public`. `codes` are found whole however they are written.
    `boost` lifts a record above equally good ones. `dated_on` is the day that says how fresh it is.
    """

    pk: int
    title: str
    url: str
    summary: str = ""
    body: str = ""
    codes: Sequence[str] = ()
    agency_id: int | None = None
    is_public: bool = False
    dated_on: date | None = None
    boost: int = 0
    office_url: str = ""


@dataclass(frozen=True)
class SearchSource:
    """One kind of record that can be found (nguồn tìm kiếm).

    `entries(pks)` yields an entry for each of these records that may be found at all, None = for all records.
    `order` decides between equally good hits of different kinds, the lower first, and sorts the kinds on the page.
    `codename`: right under which `agency_id` shows what is not public; "" = nobody sees that.
    `is_large`: of more records than anyone reads; only the newest of those that match are ranked.
    `list_url(text)`: address of the kind's own list with the same words, where filters narrow it; None = there is none.
    """

    kind: str
    label: str
    model: type[models.Model]
    entries: Callable[[Iterable[int] | None], Iterator[Entry]]
    order: int
    codename: str = ""
    is_large: bool = False
    list_url: Callable[[str], str] | None = None


_sources: dict[str, SearchSource] = {}


def register(source: SearchSource) -> None:
    """Add a source; registering the same kind again replaces it."""
    _sources[source.kind] = source


def sources() -> list[SearchSource]:
    """All sources in the order of the page."""
    return sorted(_sources.values(), key=lambda source: (source.order, source.kind))


def source_of(kind: str) -> SearchSource:
    """The source of a kind. Raises KeyError for a kind nobody registered."""
    return _sources[kind]


@transaction.atomic
def refresh(kind: str, *pks: int) -> int:
    """Bring the entries of these records up to date (cập nhật mục tìm kiếm); how many changed.

    To be called in the transaction that changes the records, after the change. A record that yields nothing, because
    it is gone or may not be found any more, loses its entry.
    """
    source = _sources[kind]
    entries = {entry.pk: entry for entry in source.entries(pks)} if pks else {}
    known = dict(SearchEntry.objects.filter(kind=kind, record_id__in=pks).order_by().values_list("record_id", "digest"))
    gone = known.keys() - entries.keys()
    if gone:
        SearchEntry.objects.filter(kind=kind, record_id__in=gone).delete()
    digests = {pk: _digest(source, entry) for pk, entry in entries.items()}
    changed = [pk for pk, digest in digests.items() if known.get(pk) != digest]
    _write([_row(source, entries[pk], digests[pk]) for pk in changed])
    return len(changed) + len(gone)


def rebuild(*kinds: str, tell: Callable[[str, int, int], None] = lambda kind, seen, changed: None) -> int:
    """Bring all entries of `kinds` (none named: all kinds) up to date (dựng lại chỉ mục); how many changed.

    Goes by batches of `BATCH` records, each locked while its entries are written, so that no service writes the same
    record meanwhile. `tell(kind, seen, changed)` hears of each batch. A second run changes nothing.
    """
    total = 0
    for source in [_sources[kind] for kind in kinds] or sources():
        seen = changed = 0
        for pks in _batches(source.model):
            with transaction.atomic():
                locked = _locked(source.model, pks)
                changed += refresh(source.kind, *locked)
            seen += len(locked)
            tell(source.kind, seen, changed)
        total += changed + _forget_orphans(source)
    if not kinds:
        total += _forget_kinds()
        _learn_anew()
    return total


def _digest(source: SearchSource, entry: Entry) -> str:
    """A trace of all that is told of a record, so that nothing is written when nothing changed."""
    told = (_RECIPE, source.label, *(getattr(entry, field.name) for field in fields(entry)))
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()


def _row(source: SearchSource, entry: Entry, digest: str) -> SearchEntry:
    title, summary = composed(entry.title), composed(entry.summary)
    body = composed(entry.body)[:LONGEST_BODY]
    codes = [code for code in map(composed, entry.codes) if code]
    # A code is found by its parts side by side, and by the whole written without any sign between them.
    written = [("B", text) for code in codes for text in (code, fold_key(code))]
    # What a record is counts as part of its name: "đấu giá đất" means notices whose titles speak of land alone.
    names = [("A", title), ("A", source.label), *written]
    head = [*names, ("C", summary)]
    return SearchEntry(
        kind=source.kind, record_id=entry.pk, agency_id=entry.agency_id, is_public=entry.is_public, title=title,
        url=entry.url, office_url=entry.office_url, summary=summary, body=body,
        codes=[key for key in (fold_key(code)[:_LONGEST_CODE] for code in codes) if key],
        dated_on=entry.dated_on, boost=entry.boost, plain_title=fold(title), plain_body=f" {plain(body)} ",
        title_words=min(sum(1 for _ in words_of(title)), 32_767), names=vector(names), head=vector(head),
        search=vector([*head, ("D", body)]), digest=digest,
    )  # fmt: skip


_KEY = ["kind", "record_id"]
_TOLD = [field.name for field in SearchEntry._meta.local_concrete_fields if field.name not in {"id", *_KEY}]


def _write(rows: list[SearchEntry]) -> None:
    if not rows:
        return
    SearchEntry.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=_KEY, update_fields=_TOLD
    )
    words = {word for row in rows for word in words_of(f"{row.title} {row.summary} {row.body}")}
    _learn(sorted(word for word in words if _LEARNED.match(word)))


def _learn(words: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_searchword (word) SELECT met.word FROM unnest(%s::text[]) AS met(word)"
            " WHERE NOT EXISTS (SELECT 1 FROM core_searchword known WHERE known.word = met.word)",
            [words],
        )


@transaction.atomic
def _learn_anew() -> None:
    """The words of the index as it stands: each once, none of what is gone."""
    SearchWord.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_searchword (word) SELECT word FROM ts_stat('SELECT search FROM core_searchentry', 'acd')"
            " WHERE word ~ %s ORDER BY word",
            [_LEARNED.pattern],
        )


def _batches(model: type[models.Model]) -> Iterator[list[int]]:
    numbers = model._base_manager.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=BATCH)
    while pks := list(islice(numbers, BATCH)):
        yield pks


def _locked(model: type[models.Model], pks: Sequence[int]) -> list[int]:
    rows = model._base_manager.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def _forget_orphans(source: SearchSource) -> int:
    """Entries whose record is gone."""
    there: Any = source.model._base_manager.filter(pk=models.OuterRef("record_id"))
    gone = SearchEntry.objects.filter(kind=source.kind).exclude(models.Exists(there))
    return gone.delete()[0]


def _forget_kinds() -> int:
    """Entries of kinds that no app registers any more."""
    return SearchEntry.objects.exclude(kind__in=_sources).delete()[0]
