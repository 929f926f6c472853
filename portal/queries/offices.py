"""Provincial justice offices as the public finds them (Sở Tư pháp)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Case, F, QuerySet, When
from django.utils.timezone import localdate

from accounts.models import Agency, AgencyKind
from portal.content.kinds import ArticleKind
from portal.models import ArticleVersion, SupportContact, SupportedSystem
from portal.queries.articles import public_versions


def offices() -> QuerySet[Agency]:
    """The offices of today with their provinces, by name (các Sở Tư pháp đang hoạt động)."""
    found = Agency.objects.active_on(localdate()).filter(kind=AgencyKind.STP, account_code__isnull=False)
    return found.select_related("unit").order_by("unit__name", "name", "pk")


def office_of_code(code: str) -> Agency | None:
    """The office with this account code, whether or not it has been merged since; with its successor."""
    found = Agency.objects.filter(kind=AgencyKind.STP, account_code__iexact=code)
    return found.select_related("unit", "successor").first()


def introduction_of(agency: Agency, moment: datetime) -> ArticleVersion | None:
    """The introduction the office keeps of itself, if it is public (trang giới thiệu)."""
    return public_versions(moment).filter(article__agency=agency, article__kind=ArticleKind.INTRODUCTION).first()


def news_of(agency: Agency, moment: datetime, count: int) -> list[ArticleVersion]:
    """What the office published last, of all kinds but its introduction (tin của Sở)."""
    found = public_versions(moment).filter(article__agency=agency).exclude(article__kind=ArticleKind.INTRODUCTION)
    return list(found.order_by("-shown_at", "-article_id").defer("body")[:count])


def contacts() -> QuerySet[SupportContact]:
    """All support contacts with who keeps them, by system; those for the whole country first (đầu mối hỗ trợ)."""
    place = Case(*(When(system=system, then=at) for at, system in enumerate(SupportedSystem)), default=99)
    found = SupportContact.objects.select_related("agency__unit")
    return found.order_by(place, F("agency__unit__name").asc(nulls_first=True), "field", "office", "pk")
