"""Legal documents: enter, change, publish, withdraw (văn bản quy phạm pháp luật)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from accounts import scoping
from accounts.models import Agency, User
from core import search
from core.errors import DomainError
from core.lexemes import vector
from core.numbering import next_number
from core.text import fold
from portal.law_findable import LEGAL
from portal.legal_terms import ENDING, RelationKind
from portal.models import LegalDocument, LegalFile, LegalPage, LegalRelation
from portal.services.addresses import slug_of
from portal.workflows.legal import WORKFLOW, DocumentState

_YEAR = re.compile(r"/((?:19|20)\d\d)(?:/|$)")
_PASSING_ON = frozenset({RelationKind.AMENDS, *ENDING, RelationKind.GUIDES})  # only a later act does these


@dataclass(frozen=True)
class DocumentFacts:
    """The metadata of a legal document as an editor or the reference data give it (thông tin văn bản)."""

    number: str
    kind: str
    title: str
    issuer: str
    field: str
    signed_on: date | None = None
    issued_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    is_retroactive: bool = False
    confidence: str = "trung-binh"
    note: str = ""
    source: str = ""
    source_url: str = ""


def create_document(facts: DocumentFacts, *, agency: Agency, by: User | None, public_id: UUID) -> LegalDocument:
    """Enter a document as a draft (nhập văn bản). A repeated `public_id` returns the first one.

    `by` None is the command that loads the reference data. Raises DomainError when the number is taken or dates
    contradict each other.
    """
    if by is not None and not scoping.can(by, "edit_content", agency):
        raise PermissionDenied("edit_content")
    check_facts(facts)
    known = LegalDocument.objects.filter(public_id=public_id).first()
    if known is not None:
        return known
    document = LegalDocument(public_id=public_id, agency=agency, created_by=by)
    _describe(document, facts)
    with _number_is_free(facts), transaction.atomic():
        document.serial = next_number("legal-documents")
        document.save()
        index_document(document)
        search.refresh(LEGAL, document.pk)
    return document


def change_document(document: LegalDocument, facts: DocumentFacts, *, revision: int, by: User, note: str = "") -> None:
    """Change the metadata (sửa thông tin văn bản).

    `revision` is the one the editor saw: what was changed since is not overwritten.
    """
    check_facts(facts)
    with _number_is_free(facts), changing(document, by=by, note=note) as locked:
        if locked.revision != revision:
            raise DomainError(
                "Văn bản vừa được người khác sửa. Mở trang này ở thẻ mới để xem bản mới nhất rồi nhập lại phần sửa.",
                "changed_meanwhile",
            )
        _describe(locked, facts)
        _check_relations(locked)
        locked.save()
        index_document(locked)
    document.refresh_from_db()


@contextmanager
def changing(document: LegalDocument, *, by: User | None, note: str = "") -> Iterator[LegalDocument]:
    """The locked document, for a change of any part of it: a draft by whoever edits, a published one by whoever
    publishes, with a line in the log. One transaction; the revision rises.
    """
    with transaction.atomic():
        state = LegalDocument.objects.select_for_update(of=("self",)).get(pk=document.pk).state
        if state == DocumentState.DRAFT:
            locked = LegalDocument.objects.get(pk=document.pk)
            if by is not None and not scoping.can(by, "edit_content", locked):
                raise PermissionDenied("edit_content")
            yield locked
            locked.revision += 1
            locked.save()
        else:
            with WORKFLOW.perform(document, "correct" if by is not None else "reload", by=by, note=note) as locked:
                yield locked
                locked.revision += 1
        search.refresh(LEGAL, document.pk)


def publish_document(document: LegalDocument, *, by: User | None) -> None:
    """Put a document on the portal (đăng văn bản)."""
    with _taking(document, "publish" if by is not None else "load", by=by) as locked:
        locked.published_at = timezone.now()


def withdraw_document(document: LegalDocument, *, by: User, note: str) -> None:
    """Take a document off the portal (gỡ văn bản); its address answers that it is gone."""
    with _taking(document, "withdraw", by=by, note=note):
        pass


def restore_document(document: LegalDocument, *, by: User) -> None:
    """Put a withdrawn document back (đăng lại văn bản)."""
    with _taking(document, "restore", by=by):
        pass


@contextmanager
def _taking(document: LegalDocument, step: str, *, by: User | None, note: str = "") -> Iterator[LegalDocument]:
    """One step, known to the search in the same transaction."""
    with transaction.atomic():
        with WORKFLOW.perform(document, step, by=by, note=note) as locked:
            yield locked
        search.refresh(LEGAL, document.pk)


@transaction.atomic
def discard_draft(document: LegalDocument, *, by: User) -> None:
    """Delete a draft that was never published (xoá bản nháp)."""
    locked = LegalDocument.objects.select_for_update(of=("self",)).filter(pk=document.pk).first()
    if locked is None:
        return
    if not scoping.can(by, "edit_content", locked):
        raise PermissionDenied("edit_content")
    if locked.published_at or locked.state != DocumentState.DRAFT:
        raise DomainError("Chỉ xoá được bản nháp chưa đăng. Văn bản đã đăng thì gỡ.", "not_a_draft")
    if locked.acted_by.exists():
        raise DomainError("Có văn bản khác dẫn quan hệ đến bản nháp này. Bỏ quan hệ đó trước.", "is_related")
    locked.delete()
    search.refresh(LEGAL, document.pk)


# ------------------------------------------------------------------ rules
def check_facts(facts: DocumentFacts) -> None:
    """Refuse dates that contradict each other or the number (ngày tháng phải nhất quán). Unknown dates may be empty."""
    found = _YEAR.search(facts.number)
    if found and facts.issued_on and int(found.group(1)) != facts.issued_on.year:
        raise DomainError(
            f"Số, ký hiệu ghi năm {found.group(1)} nhưng ngày ban hành là {facts.issued_on:%d/%m/%Y}. "
            "Sửa một trong hai.",
            "year",
            field="issued_on",
        )
    if facts.issued_on and facts.issued_on > timezone.localdate():
        raise DomainError(
            f"Ngày ban hành không thể sau hôm nay, {timezone.localdate():%d/%m/%Y}.", "future", field="issued_on"
        )
    begins = facts.effective_on
    if facts.issued_on and begins and begins < facts.issued_on and not facts.is_retroactive:
        raise DomainError(
            f"Nhập ngày có hiệu lực từ {facts.issued_on:%d/%m/%Y} (ngày ban hành) trở đi, "
            "hoặc chọn “có quy định hiệu lực trở về trước”.",
            "effect_before_issue",
            field="effective_on",
        )
    earliest = max(filter(None, [begins, facts.issued_on]), default=None)
    if facts.expires_on and earliest and facts.expires_on <= earliest:
        raise DomainError(f"Nhập ngày hết hiệu lực sau {earliest:%d/%m/%Y}.", "expiry_too_early", field="expires_on")


def relation_refusal(source: LegalDocument, target: LegalDocument, kind: str, starts_on: date | None) -> str:
    """Why `source` cannot stand in this relation to `target`, in Vietnamese; "" when it can (quan hệ hợp lý)."""
    if source.pk == target.pk:
        return "Một văn bản không có quan hệ với chính nó."
    if kind in _PASSING_ON and source.issued_on and target.issued_on and source.issued_on < target.issued_on:
        return (
            f"{source.name} ban hành ngày {source.issued_on:%d/%m/%Y}, trước {target.name} "
            f"({target.issued_on:%d/%m/%Y}), nên không thể {RelationKind(kind).label.lower()} văn bản đó."
        )
    if starts_on and source.effective_on and starts_on < source.effective_on and not source.is_retroactive:
        return f"Nhập ngày từ {source.effective_on:%d/%m/%Y}, ngày {source.name} có hiệu lực."
    if kind in _PASSING_ON and _acts_on(target, source, kind):
        return f"{target.name} đã (trực tiếp hoặc qua văn bản khác) tác động đến {source.name}; quan hệ sẽ thành vòng."
    return ""


def _acts_on(source: LegalDocument, target: LegalDocument, kind: str) -> bool:
    """Whether a chain of relations leads from `source` to `target`: replacing and repealing count as one kind."""
    kinds = list(ENDING) if kind in ENDING else [kind]
    seen, reached = {source.pk}, {source.pk}
    while reached:
        further = LegalRelation.objects.filter(source__in=reached, kind__in=kinds).values_list("target_id", flat=True)
        reached = set(further) - seen
        if target.pk in reached:
            return True
        seen |= reached
    return False


def _check_relations(document: LegalDocument) -> None:
    """Refuse new dates that contradict what the document does to others, or others to it."""
    mine = Q(source=document) | Q(target=document)
    for relation in LegalRelation.objects.filter(mine).select_related("source", "target").order_by("pk"):
        ends = {document.pk: document}
        source = ends.get(relation.source_id, relation.source)
        target = ends.get(relation.target_id, relation.target)
        if why := relation_refusal(source, target, relation.kind, relation.starts_on):
            raise DomainError(why, "relation", field="issued_on")


# ------------------------------------------------------------------ columns for lists and search
def index_document(document: LegalDocument) -> None:
    """Write the words by which the document is found: number, title, issuer, and what its files say (chỉ mục)."""
    pages = LegalPage.objects.filter(legal_file__document=document).order_by("legal_file", "number")
    parts = [
        ("A", f"{document.name} {document.title}"),
        ("B", f"{document.issuer} {document.get_field_display()} {document.get_kind_display()}"),
        ("C", document.note),
        *(("B", str(name)) for name in LegalFile.objects.filter(document=document).values_list("label", flat=True)),
        *(("D", text) for text in pages.values_list("text", flat=True).iterator(chunk_size=100)),
    ]
    document.search = vector(parts)
    LegalDocument.objects.filter(pk=document.pk).update(search=document.search)


def _describe(document: LegalDocument, facts: DocumentFacts) -> None:
    for name, value in vars(facts).items():
        setattr(document, name, value)
    found = _YEAR.search(facts.number)
    document.year = facts.issued_on.year if facts.issued_on else int(found.group(1)) if found else None
    document.slug = slug_of(f"{document.get_kind_display()} {facts.number} {facts.title}")


@contextmanager
def _number_is_free(facts: DocumentFacts) -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        if "legal_number_unique_per_issuer" not in str(error):
            raise
        known = _same_number(facts)
        kept = f" Bản ghi do {known.agency.name} cập nhật, trạng thái “{known.get_state_display()}”." if known else ""
        raise DomainError(
            f"{facts.issuer} đã có văn bản số {facts.number} trên hệ thống.{kept}", "number_taken", field="number"
        ) from error


def _same_number(facts: DocumentFacts) -> Any:
    same = LegalDocument.objects.filter(number_key=fold(facts.number), issuer_key=fold(facts.issuer))
    return same.select_related("agency").first()
