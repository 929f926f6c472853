"""Relations and files of legal documents (quan hệ, tệp của văn bản)."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import structlog
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import search
from core.errors import DomainError
from core.extraction import MOST_PAGES, Extracted, Outcome, extract
from core.lexemes import vector
from core.storage import LEGAL_FILE, store_upload
from core.tasks import after_commit
from portal.law_findable import LEGAL
from portal.legal_terms import RelationKind, TextState
from portal.models import LegalDocument, LegalFile, LegalPage, LegalRelation
from portal.services.legal import changing, index_document, relation_refusal

log = structlog.get_logger(__name__)

MOST_FILES = 20
MOST_ATTEMPTS = 3
_NO_TEXT = "Tệp là bản quét ảnh, không có lớp chữ: xem và tải được, nhưng không tìm được trong nội dung."
_BROKEN = "Không đọc được nội dung tệp. Tệp vẫn tải được; muốn tìm trong nội dung thì tải lên bản khác."
_TOO_SLOW = "Tệp quá phức tạp nên không đọc được nội dung trong thời gian cho phép. Tệp vẫn tải được."


# ------------------------------------------------------------------ relations
def add_relation(
    source: LegalDocument,
    target: LegalDocument,
    kind: str,
    *,
    by: User | None,
    is_partial: bool = False,
    starts_on: date | None = None,
    note: str = "",
) -> LegalRelation:
    """Say what `source` does to `target` (thêm quan hệ). The same relation again returns the first one.

    Raises DomainError when the days contradict it or it would make a circle.
    """
    if is_partial and kind not in {RelationKind.REPLACES, RelationKind.REPEALS}:
        raise DomainError("Chỉ thay thế, bãi bỏ mới có thể là một phần.", "partial", field="is_partial")
    words = f"{RelationKind(kind).label} {target.name}{', một phần' if is_partial else ''}"
    with transaction.atomic():
        # Relations of all documents form one net: who adds to it waits for the other, so that no circle slips through.
        list(LegalDocument.objects.select_for_update(of=("self",)).filter(pk__in=[source.pk, target.pk]).order_by("pk"))
        known = LegalRelation.objects.filter(source=source, target=target, kind=kind).first()
        if known is not None:
            return known
        with changing(source, by=by, note=f"Thêm quan hệ: {words}") as locked:
            if why := relation_refusal(locked, target, kind, starts_on):
                raise DomainError(why, "relation", field="target")
            return LegalRelation.objects.create(
                source=locked, target=target, kind=kind, is_partial=is_partial, starts_on=starts_on, note=note
            )


@transaction.atomic
def remove_relation(relation: LegalRelation, *, by: User | None) -> None:
    """Take a relation back (bỏ quan hệ); the history of the document keeps it."""
    words = f"{relation.get_kind_display()} {relation.target.name}"
    with changing(relation.source, by=by, note=f"Bỏ quan hệ: {words}"):
        LegalRelation.objects.filter(pk=relation.pk).delete()


# ------------------------------------------------------------------ files
def add_file(document: LegalDocument, upload: Any, *, label: str, by: User) -> LegalFile:
    """Add a PDF or DOCX (thêm tệp) and queue the reading of its text. Raises FileRefused."""
    name = label or upload.name
    with changing(document, by=by, note=f"Thêm tệp: {name}") as locked:
        if LegalFile.objects.filter(document=locked).count() >= MOST_FILES:
            raise DomainError(f"Mỗi văn bản có tối đa {MOST_FILES} tệp.", "too_many_files", field="upload")
        stored = store_upload(upload, use=LEGAL_FILE, by=by)
        if LegalFile.objects.filter(document=locked, file__sha256=stored.sha256).exists():
            raise DomainError("Văn bản đã có tệp này.", "same_file", field="upload")
        added = LegalFile.objects.create(document=locked, file=stored, label=label)
        after_commit("portal.read_legal_file", added.pk)
        index_document(locked)
        return added


def remove_file(legal_file: LegalFile, *, by: User) -> None:
    """Take a file away (bỏ tệp); its address answers 404 from now on."""
    with changing(legal_file.document, by=by, note=f"Bỏ tệp: {legal_file}") as locked:
        LegalFile.objects.filter(pk=legal_file.pk).delete()
        index_document(locked)


def read_file(legal_file: LegalFile) -> None:
    """Read the text of a file and make it searchable (đọc nội dung tệp); a file already read is left alone.

    The reading happens outside any transaction. A file that breaks its reader is not tried for ever.
    """
    attempted = LegalFile.objects.filter(
        pk=legal_file.pk, text_state=TextState.WAITING, attempts=legal_file.attempts
    ).update(attempts=legal_file.attempts + 1)
    if not attempted:
        return
    stored = legal_file.file
    found = extract(Path(storages[stored.storage].path(stored.path)), stored.content_type)
    with transaction.atomic():
        locked = LegalFile.objects.select_for_update(of=("self",)).filter(pk=legal_file.pk).first()
        if locked is None or locked.text_state != TextState.WAITING:
            return
        LegalPage.objects.filter(legal_file=locked).delete()
        LegalPage.objects.bulk_create(
            LegalPage(legal_file=locked, number=number, text=text, search=vector([("D", text)]))
            for number, text in found.pages.items()
        )
        locked.text_state, locked.text_message = _verdict(found)
        locked.page_count = found.page_count or None
        locked.save(update_fields=["text_state", "text_message", "page_count"])
        index_document(LegalDocument.objects.get(pk=locked.document_id))
        search.refresh(LEGAL, locked.document_id)
    log.info("legal_file_read", file=str(legal_file.public_id), outcome=found.outcome, pages=len(found.pages))


def read_waiting_files(*, older_than_seconds: int) -> None:
    """Read files whose task was lost, and give up on those that never come to an end (đọc các tệp còn chờ)."""
    since = timezone.now() - timedelta(seconds=older_than_seconds)
    waiting = LegalFile.objects.filter(text_state=TextState.WAITING, added_at__lt=since)
    waiting.filter(attempts__gte=MOST_ATTEMPTS).update(text_state=TextState.BROKEN, text_message=_BROKEN)
    for legal_file in waiting.filter(attempts__lt=MOST_ATTEMPTS).select_related("file").order_by("pk")[:10]:
        read_file(legal_file)


def _verdict(found: Extracted) -> tuple[TextState, str]:
    if found.outcome == Outcome.READ:
        return TextState.READ, ""
    if found.outcome == Outcome.NO_TEXT:
        return TextState.NO_TEXT, _NO_TEXT
    if found.outcome == Outcome.PARTLY:
        last = max(found.pages, default=0)
        words = f"trang {last}" if last < found.page_count else f"{MOST_PAGES} trang đầu"
        return TextState.PARTLY, f"Tệp dài {found.page_count} trang, chỉ tìm được trong nội dung đến {words}."
    return TextState.BROKEN, _TOO_SLOW if found.outcome == Outcome.TOO_SLOW else _BROKEN
