"""What was changed of a legal document, by whom, when: from the database's own history (lịch sử thay đổi)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps

from accounts.models import User
from core.models import StoredFile
from core.templatetags.vn import vn_date
from portal.models import LegalDocument

_SHOWN = (
    "state", "number", "kind", "title", "issuer", "field", "signed_on", "issued_on", "effective_on", "expires_on",
    "is_retroactive", "confidence", "note", "source", "source_url",
)  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """One value before and after, as `<c-diff>` shows it."""

    label: str
    old: str
    new: str


@dataclass
class Change:
    """What one act changed (một lần sửa)."""

    at: datetime
    who: str
    differences: list[Difference]


def history_of(document: LegalDocument) -> list[Change]:
    """Every change of the document, its relations and its files, newest first. What changed nothing is left out."""
    found = [*_of_metadata(document), *_of_relations(document), *_of_files(document)]
    changes: dict[tuple[Any, datetime], Change] = {}
    users = _names({user for _, user, _ in found if user})
    for at, user, difference in sorted(found, key=lambda each: each[0]):
        key = (user, at.replace(microsecond=0))
        change = changes.setdefault(key, Change(at, users.get(user, "Hệ thống"), []))
        change.differences.append(difference)
    return sorted(changes.values(), key=lambda change: change.at, reverse=True)


_Found = tuple[datetime, Any, Difference]


def _events(name: str, **wanted: Any) -> Any:
    events = apps.get_model("portal", name)._default_manager.filter(**wanted)
    return events.select_related("pgh_context").order_by("pgh_id")


def _of_metadata(document: LegalDocument) -> Iterator[_Found]:
    before = None
    for event in _events("LegalDocumentEvent", pgh_obj_id=document.pk):
        for name in _SHOWN:
            old, new = (_shown(each, name) if each else "" for each in (before, event))
            if old != new:
                label = str(LegalDocument._meta.get_field(name).verbose_name).capitalize()
                yield event.pgh_created_at, _user(event), Difference(label, old, new)
        before = event


def _of_relations(document: LegalDocument) -> Iterator[_Found]:
    events = list(_events("LegalRelationEvent", source_id=document.pk))
    names = {each.pk: each.name for each in LegalDocument.objects.filter(pk__in={e.target_id for e in events})}
    for event in events:
        part = ", một phần" if event.is_partial else ""
        start = f", từ {vn_date(event.starts_on)}" if event.starts_on else ""
        words = f"{event.get_kind_display()} {names.get(event.target_id, 'văn bản đã xoá')}{part}{start}"
        yield event.pgh_created_at, _user(event), _appeared_or_gone("Quan hệ", words, event)


def _of_files(document: LegalDocument) -> Iterator[_Found]:
    events = list(_events("LegalFileEvent", document_id=document.pk))
    names = dict(StoredFile.objects.filter(pk__in={e.file_id for e in events}).values_list("pk", "name"))
    for event in events:
        words = event.label or names.get(event.file_id, "")
        yield event.pgh_created_at, _user(event), _appeared_or_gone("Tệp", words, event)


def _appeared_or_gone(label: str, words: str, event: Any) -> Difference:
    return Difference(label, words, "") if event.pgh_label == "delete" else Difference(label, "", words)


def _shown(event: Any, name: str) -> str:
    value = getattr(event, name)
    if isinstance(value, bool):
        return "Có" if value else ""
    if isinstance(value, date):
        return vn_date(value)
    display = getattr(event, f"get_{name}_display", None)
    return str(display()) if display and value else str(value or "")


def _user(event: Any) -> Any:
    return (event.pgh_context.metadata or {}).get("user") if event.pgh_context else None


def _names(keys: set[Any]) -> dict[Any, str]:
    people = User.objects.filter(pk__in=[key for key in keys if str(key).isdigit()])
    return {user.pk: user.get_full_name() for user in people}
