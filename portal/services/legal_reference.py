"""Loading the legal documents that come with the portal (nạp danh mục văn bản).

The file is checked as a whole before anything is written. What people changed on the site since the last load is
theirs: it is reported, never overwritten.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.db import transaction

from accounts.models import Agency, AgencyKind
from core.errors import DomainError
from core.text import fold
from portal.legal_terms import Confidence, DocumentKind, LegalField, RelationKind
from portal.models import LegalDocument, LegalRelation
from portal.services.legal import (
    DocumentFacts,
    changing,
    check_facts,
    create_document,
    index_document,
    publish_document,
)
from portal.services.legal_parts import add_relation, remove_relation

FILE = Path(settings.BASE_DIR) / "fixtures" / "legal" / "documents.toml"
_CHOICES = {"kind": DocumentKind, "field": LegalField, "confidence": Confidence}
_REQUIRED = ("number", "kind", "title", "issuer", "field", "confidence", "source")
_DATES = ("signed_on", "issued_on", "effective_on", "expires_on")
_TEXTS = ("note", "source_url")
_RELATION_KEYS = {"kind", "to", "is_partial", "starts_on", "note"}
RELATIONS = "relations"


class ReferenceRefused(Exception):
    """The file contradicts itself; the message names every place (danh mục có lỗi)."""


@dataclass(frozen=True)
class RelationLine:
    """One relation of the file. `to` is the number of the other document."""

    kind: str
    to: str
    is_partial: bool = False
    starts_on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Line:
    """One document of the file with what it does to others."""

    facts: DocumentFacts
    relations: tuple[RelationLine, ...] = ()

    @property
    def key(self) -> str:
        """What two lines may not share: number and issuer, however they are written."""
        return f"{fold(self.facts.number)}|{fold(self.facts.issuer)}"


@dataclass
class Outcome:
    """What a load did (kết quả nạp). `kept`: what people changed on the site and the file says otherwise."""

    created: int = 0
    updated: int = 0
    kept: list[str] = field(default_factory=list)


def load_legal_documents(path: Path = FILE) -> Outcome:
    """Make the database hold what the file says, but for what people changed since. A second run writes nothing.

    Raises ReferenceRefused with every error of the file.
    """
    lines = read_lines(path)
    agency = Agency.objects.filter(kind=AgencyKind.MINISTRY).order_by("pk").first()
    if agency is None:
        raise ReferenceRefused("the Ministry is not there: run load_reference first")
    outcome = Outcome()
    with transaction.atomic():
        documents = {line.facts.number: _put(line, agency, outcome) for line in lines}
        for line in lines:
            _put_relations(line, documents, outcome)
        for line in lines:
            _publish(documents[line.facts.number])
    return outcome


# ------------------------------------------------------------------ reading and checking
def read_lines(path: Path) -> list[Line]:
    """The documents of the file. Raises ReferenceRefused for unknown keys and values, duplicates, contradictions."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ReferenceRefused(f"{path.name}: {error}") from error
    errors = [f"unknown table {key!r}" for key in raw if key != "document"]
    entries = raw.get("document", [])
    if not isinstance(entries, list):
        raise ReferenceRefused("\n".join([*errors, "documents are [[document]]"]))
    for position, entry in enumerate(entries, start=1):
        errors += [f"document {position} ({entry.get('number', 'no number')}): {why}" for why in _errors_of(entry)]
    if errors:
        raise ReferenceRefused("\n".join(errors))
    lines = [_line(entry) for entry in entries]
    if errors := [*_duplicates(lines), *_contradictions(lines)]:
        raise ReferenceRefused("\n".join(errors))
    return lines


def _errors_of(entry: dict[str, Any]) -> Iterator[str]:
    known = {*_REQUIRED, *_DATES, *_TEXTS, "is_retroactive", "relation"}
    yield from (f"unknown key {key!r}" for key in entry if key not in known)
    yield from (f"{key!r} is missing" for key in _REQUIRED if not entry.get(key))
    yield from (f"{key!r} is no text" for key in (*_REQUIRED, *_TEXTS) if not isinstance(entry.get(key, ""), str))
    yield from (f"{key!r} is no date" for key in _DATES if type(entry.get(key, date.min)) is not date)
    for key, choices in _CHOICES.items():
        if entry.get(key) and entry[key] not in choices.values:
            yield f"{key!r} has no value {entry[key]!r}"
    for relation in entry.get("relation", []):
        yield from _errors_of_relation(relation)


def _errors_of_relation(relation: dict[str, Any]) -> Iterator[str]:
    yield from (f"unknown key {key!r} in a relation" for key in relation if key not in _RELATION_KEYS)
    if relation.get("kind") not in RelationKind.values or not isinstance(relation.get("to"), str):
        yield f"a relation needs a known kind and the number it goes to: {relation}"


def _line(entry: dict[str, Any]) -> Line:
    facts = {name: value for name, value in entry.items() if name != "relation"}
    return Line(DocumentFacts(**facts), tuple(RelationLine(**each) for each in entry.get("relation", [])))


def _duplicates(lines: list[Line]) -> Iterator[str]:
    seen: set[str] = set()
    for line in lines:
        if line.key in seen:
            yield f"{line.facts.number} of {line.facts.issuer} is there twice"
        seen.add(line.key)
        named = [(relation.kind, relation.to) for relation in line.relations]
        yield from (f"{line.facts.number}: {each} is there twice" for each in {n for n in named if named.count(n) > 1})


def _contradictions(lines: list[Line]) -> Iterator[str]:
    numbers = {line.facts.number for line in lines}
    for line in lines:
        try:
            check_facts(line.facts)
        except DomainError as error:
            yield f"{line.facts.number}: {error.message}"
        for relation in line.relations:
            if relation.to not in numbers:
                yield f"{line.facts.number}: {relation.kind} {relation.to!r}, which is not in the file"


# ------------------------------------------------------------------ writing
def _put(line: Line, agency: Agency, outcome: Outcome) -> LegalDocument:
    facts = line.facts
    found = LegalDocument.objects.filter(number_key=fold(facts.number), issuer_key=fold(facts.issuer)).first()
    if found is None:
        outcome.created += 1
        key = uuid5(NAMESPACE_URL, f"legal-document/{line.key}")
        created = create_document(facts, agency=agency, by=None, public_id=key)
        _remember(created, {**_told(facts), RELATIONS: []})
        return created
    if found.loaded is None:
        outcome.kept.append(f"{facts.number}: entered on the site, left as it is")
        return found
    changes = _changes(found, _told(facts), outcome)
    if changes:
        wanted = replace(_facts_of(found), **{name: getattr(facts, name) for name in changes})
        with changing(found, by=None, note="Cập nhật theo danh mục kèm phần mềm") as locked:
            for name, value in vars(wanted).items():
                setattr(locked, name, value)
            index_document(locked)
        found.refresh_from_db()
        _remember(found, {**found.loaded, **{name: _told(facts)[name] for name in changes}})
        outcome.updated += 1
    return found


def _changes(found: LegalDocument, told: dict[str, Any], outcome: Outcome) -> list[str]:
    """Names of what the file says anew and nobody changed on the site; what somebody changed is reported."""
    here, before = _told(_facts_of(found)), found.loaded or {}
    fresh = []
    for name, value in told.items():
        if here[name] == value:
            continue
        if here[name] == before.get(name):
            fresh.append(name)
        else:
            outcome.kept.append(f"{found.number}: {name} is {here[name]!r} on the site, {value!r} in the file")
    return fresh


def _put_relations(line: Line, documents: dict[str, LegalDocument], outcome: Outcome) -> None:
    source = documents[line.facts.number]
    if source.loaded is None:
        return
    wanted = {(r.kind, r.to): _relation_told(r) for r in line.relations}
    before = {(each["kind"], each["to"]): each for each in source.loaded[RELATIONS]}
    rows = LegalRelation.objects.filter(source=source).select_related("source", "target")
    here = {(row.kind, row.target.number): row for row in rows}
    for key in sorted(wanted.keys() | before.keys()):
        row, told = here.get(key), wanted.get(key)
        if _is_as_told(row, told):
            continue
        if not _is_as_told(row, before.get(key)):
            outcome.kept.append(f"{source.number}: relation {key} was changed on the site")
            continue
        if row is not None:
            remove_relation(row, by=None)
        if told is not None:
            _add(source, documents[key[1]], told)
    source.refresh_from_db()
    if source.loaded[RELATIONS] != list(wanted.values()):
        _remember(source, {**source.loaded, RELATIONS: list(wanted.values())})


def _is_as_told(row: LegalRelation | None, told: dict[str, Any] | None) -> bool:
    return told is None if row is None else _row_told(row) == told


def _add(source: LegalDocument, target: LegalDocument, told: dict[str, Any]) -> None:
    starts_on = date.fromisoformat(told["starts_on"]) if told["starts_on"] else None
    try:
        add_relation(
            source, target, told["kind"], by=None, is_partial=told["is_partial"], starts_on=starts_on, note=told["note"]
        )
    except DomainError as error:
        raise ReferenceRefused(f"{source.number}: {error.message}") from error


def _publish(document: LegalDocument) -> None:
    if document.loaded is not None and document.published_at is None:
        publish_document(document, by=None)


def _remember(document: LegalDocument, loaded: dict[str, Any]) -> None:
    document.loaded = loaded
    LegalDocument.objects.filter(pk=document.pk).update(loaded=loaded)


def _facts_of(document: LegalDocument) -> DocumentFacts:
    return DocumentFacts(**{name: getattr(document, name) for name in DocumentFacts.__dataclass_fields__})


def _told(facts: DocumentFacts) -> dict[str, Any]:
    """As JSON holds it."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in vars(facts).items()}


def _relation_told(relation: RelationLine) -> dict[str, Any]:
    return {**vars(relation), "starts_on": relation.starts_on.isoformat() if relation.starts_on else ""}


def _row_told(row: LegalRelation) -> dict[str, Any]:
    starts_on = row.starts_on.isoformat() if row.starts_on else ""
    line = RelationLine(row.kind, row.target.number, row.is_partial, note=row.note)
    return {**vars(line), "starts_on": starts_on}
