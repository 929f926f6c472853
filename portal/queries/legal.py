"""Reading legal documents: their effect on a day, their relations, what a search finds in their files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from accounts.models import Agency, AgencyKind, User
from accounts.scoping import agency_ids_with
from core.lexemes import phrase, pieces, query
from core.text import fold
from portal.legal_terms import ENDING, PASSIVE, EffectStatus, RelationKind
from portal.models import LegalDocument, LegalPage, LegalRelation
from portal.queries.matching import excerpt
from portal.workflows.legal import DocumentState

MOST_PAGES_SHOWN = 20
_MINISTRY = (AgencyKind.MINISTRY, AgencyKind.MINISTRY_DEPARTMENT)


# ------------------------------------------------------------------ effect
def with_status_on(documents: QuerySet[LegalDocument], day: date) -> QuerySet[LegalDocument]:
    """Documents with `effect`, an EffectStatus on `day`: from their dates and from what published ones do to them.

    An amendment, and a replacement or repeal of some provisions, ends a part; a relation whose day is not known
    changes nothing. Source: Law 80/2015/QH13, art. 154 (a document ends, as a whole or in part, when its time is
    over, when it is amended or replaced, or repealed).
    """
    begun = (
        LegalRelation.objects.filter(target=OuterRef("pk"), source__state=DocumentState.PUBLISHED)
        .annotate(begins=Coalesce("starts_on", "source__effective_on"))
        .filter(begins__lte=day)
        .order_by()
    )
    ended = begun.filter(kind__in=ENDING, is_partial=False)
    reduced = begun.filter(Q(kind=RelationKind.AMENDS) | Q(kind__in=ENDING, is_partial=True))
    return documents.annotate(
        effect=Case(
            When(expires_on__lte=day, then=Value(EffectStatus.EXPIRED)),
            When(Exists(ended), then=Value(EffectStatus.EXPIRED)),
            When(effective_on__isnull=True, then=Value(EffectStatus.UNKNOWN)),
            When(effective_on__gt=day, then=Value(EffectStatus.NOT_YET)),
            When(Exists(reduced), then=Value(EffectStatus.PARTLY)),
            default=Value(EffectStatus.IN_FORCE),
            output_field=CharField(),
        )
    )


def status_on(document: LegalDocument, day: date) -> EffectStatus:
    """The effect of one document on `day` (hiệu lực tại một ngày)."""
    found = with_status_on(LegalDocument.objects.filter(pk=document.pk), day).values_list("effect", flat=True)
    return EffectStatus(found.get())


# ------------------------------------------------------------------ relations
@dataclass(frozen=True)
class Related:
    """One relation read from one of its two ends: the other document, and what happens from when."""

    relation: LegalRelation
    document: LegalDocument
    start: date | None


@dataclass(frozen=True)
class RelatedGroup:
    """Relations of one kind in one direction (nhóm quan hệ)."""

    label: str
    items: list[Related]


def relations_of(document: LegalDocument, *, published_only: bool) -> list[RelatedGroup]:
    """What the document does, then what is done to it, by kind, newest first."""
    acting = _relations("source", document, "target", published_only)
    suffered = _relations("target", document, "source", published_only)
    groups = [
        RelatedGroup(kind.label, [Related(r, r.target, r.start) for r in acting if r.kind == kind])
        for kind in RelationKind
    ]
    groups += [
        RelatedGroup(PASSIVE[kind], [Related(r, r.source, r.start) for r in suffered if r.kind == kind])
        for kind in RelationKind
    ]
    return [group for group in groups if group.items]


def _relations(end: str, document: LegalDocument, other: str, published_only: bool) -> list[LegalRelation]:
    found = LegalRelation.objects.filter(**{end: document}).select_related("source", "target")
    if published_only:
        found = found.filter(**{f"{other}__state": DocumentState.PUBLISHED})
    return list(found.order_by(F(f"{other}__issued_on").desc(nulls_last=True), f"{other}__number_key"))


# ------------------------------------------------------------------ finding
def matching(documents: QuerySet[LegalDocument], text: str) -> QuerySet[LegalDocument]:
    """Documents that hold every word of `text` in their metadata or in their files, with or without diacritics."""
    wanted = query(text)
    if not wanted:
        return documents
    pages = LegalPage.objects.filter(legal_file__document=OuterRef("pk"), search__matches=wanted).order_by()
    return documents.filter(Q(search__matches=wanted) | Exists(pages))


@dataclass(frozen=True)
class PageHit:
    """A page of a file that a search found, with its words marked (trang tìm thấy)."""

    page: LegalPage
    shown: str


def page_hits(documents: Iterable[LegalDocument], text: str) -> dict[int, PageHit]:
    """For each document, by primary key, the first page of its files that holds all the words, else any."""
    wanted = pieces(text)
    keys = [document.pk for document in documents]
    if not wanted or not keys:
        return {}
    found: dict[int, PageHit] = {}
    for words in (query(text), " | ".join(f"({phrase(group)})" for _, group in wanted)):
        missing = [key for key in keys if key not in found]
        pages = LegalPage.objects.filter(legal_file__document__in=missing, search__matches=words)
        first = pages.order_by("legal_file__document", "legal_file", "number").distinct("legal_file__document")
        for page in first.select_related("legal_file__file").defer("search"):
            found[page.legal_file.document_id] = PageHit(page, excerpt(page.text, wanted))
    return found


def pages_with(document: LegalDocument, text: str) -> list[PageHit]:
    """Pages of the document's files that hold every word of `text`, in order (tìm trong văn bản)."""
    wanted = query(text)
    if not wanted:
        return []
    pages = LegalPage.objects.filter(legal_file__document=document, search__matches=wanted).defer("search")
    shown = pages.select_related("legal_file__file").order_by("legal_file", "number")[:MOST_PAGES_SHOWN]
    return [PageHit(page, excerpt(page.text, pieces(text))) for page in shown]


def relation_candidates(user: User, document: LegalDocument, text: str) -> list[LegalDocument]:
    """Documents that may stand in a relation to `document`: published ones and those `user` edits. Permission too."""
    known = LegalDocument.objects.filter(Q(state=DocumentState.PUBLISHED) | Q(pk__in=_own(user)))
    known = known.exclude(pk=document.pk)
    for word in fold(text).split():
        known = known.filter(
            Q(number_key__contains=word) | Q(search__matches=f"'{word[:60]}':*") | Q(title__icontains=word)
        )
    return list(known.order_by(F("issued_on").desc(nulls_last=True), "number_key", "pk").defer("search")[:20])


def _own(user: User) -> Any:
    return LegalDocument.objects.visible_to(user).exclude(state=DocumentState.WITHDRAWN).values("pk")


# ------------------------------------------------------------------ who may
def editing_agencies(user: User) -> QuerySet[Agency]:
    """Where `user` keeps legal documents (đơn vị cập nhật văn bản): at the Ministry alone. Filters by permission."""
    ids = agency_ids_with(user, "edit_content")
    ministry = Agency.objects.filter(kind__in=_MINISTRY).order_by("pk")
    return ministry if ids is None else ministry.filter(pk__in=ids)


def may_edit_documents(user: User) -> bool:
    """Whether `user` keeps legal documents anywhere: for the menu."""
    return editing_agencies(user).exists()


def issuers() -> list[str]:
    """Issuers in use, for the form to offer (cơ quan ban hành đã có)."""
    return list(LegalDocument.objects.order_by("issuer").values_list("issuer", flat=True).distinct())
