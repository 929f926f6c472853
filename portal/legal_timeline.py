"""The dates of a legal document in order, for its page (quá trình hiệu lực)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.templatetags.vn import vn_date
from portal.legal_terms import ENDING, PASSIVE, RelationKind
from portal.models import LegalDocument, LegalRelation


@dataclass(frozen=True)
class Milestone:
    """One date, as `<c-timeline>` shows it. `day` None: not known, so it stands last."""

    state: str
    when: str
    what: str
    why: str
    day: date | None


def timeline(document: LegalDocument, acted_by: Iterable[LegalRelation], today: date) -> list[Milestone]:
    """When the document was issued, began, was changed and ends; what has no day yet comes last.

    `acted_by`: what published documents do to it.
    """
    begins = document.effective_on
    rows = [
        (document.signed_on if document.signed_on != document.issued_on else None, "Ký", ""),
        (document.issued_on, "Ban hành", ""),
        (begins, "Có hiệu lực", ""),
    ]
    found = [_milestone(day, what, why, today) for day, what, why in rows if day]
    if begins is None:
        found.append(_milestone(None, "Có hiệu lực", "Ngày chưa đối chiếu được với nguồn chính thức.", today))
    for relation in acted_by:
        if relation.kind in {RelationKind.AMENDS, *ENDING}:
            found.append(_milestone(relation.start, _what(relation), relation.note, today))
    if document.expires_on:
        found.append(_milestone(document.expires_on, "Hết hiệu lực theo thời hạn", document.note, today))
    return sorted(found, key=lambda each: (each.day is None, each.day or date.max))


def _what(relation: LegalRelation) -> str:
    part = " một phần" if relation.is_partial else ""
    return f"{PASSIVE[RelationKind(relation.kind)].replace(' bởi', '')}{part} bởi {relation.source.name}"


def _milestone(day: date | None, what: str, why: str, today: date) -> Milestone:
    if day is None:
        return Milestone("todo", "Chưa rõ ngày", what, why, None)
    return Milestone("done" if day <= today else "todo", vn_date(day), what, why, day)
