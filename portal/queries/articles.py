"""Which articles everybody may read, at a moment (nội dung đang công khai)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Case, F, Q, QuerySet, When
from django.utils.timezone import now

from core.text import fold
from portal.content.kinds import ArticleKind
from portal.content.workflow import State
from portal.models import Article, ArticleVersion


def public_versions(moment: datetime) -> QuerySet[Any]:
    """The version of each article that everybody may read at `moment`, with its article, agency and picture.

    The hour decides, not the worker: a scheduled version is there from its hour on. `shown_at` is when the article was
    first public, `changed_at` when this version was.
    """
    due = Q(article__state=State.SCHEDULED, article__publish_at__lte=moment)
    by_hour = Q(due, pk=F("article__latest_id"))
    found = ArticleVersion.objects.filter(by_hour | Q(~due, pk=F("article__live_id")))
    return found.select_related("article__agency", "cover").annotate(
        shown_at=Case(
            When(article__first_published_at__isnull=True, then=F("article__publish_at")),
            default=F("article__first_published_at"),
        ),
        changed_at=Case(When(due, then=F("article__publish_at")), default=F("article__published_at")),
    )


def listed(kind: str, moment: datetime) -> QuerySet[Any]:
    """What the public list of `kind` shows: newest first; directive documents by their own day."""
    order = ["-issued_on"] if kind == ArticleKind.DIRECTIVE else []
    found = public_versions(moment).filter(article__kind=kind)
    return found.order_by(*order, "-shown_at", "-article_id").defer("body")


def containing(versions: QuerySet[ArticleVersion], text: str) -> QuerySet[ArticleVersion]:
    """Those whose title, number or issuer holds every word of `text`, with or without diacritics."""
    for word in fold(text).split():
        versions = versions.filter(
            Q(article__folded_title__contains=word)
            | Q(document_number__icontains=word)
            | Q(article__agency__search_key__contains=word)
        )
    return versions


def public_article(kind: str, number: int, moment: datetime) -> ArticleVersion | None:
    """The readable version of the article with this number; None when there is none."""
    return public_versions(moment).filter(article__kind=kind, article__number=number).first()


def was_withdrawn(kind: str, number: int) -> Article | None:
    """The article with this number if people could read it once and no longer can (nội dung đã gỡ)."""
    once = Article.objects.filter(kind=kind, number=number, first_published_at__isnull=False)
    return once.filter(state=State.WITHDRAWN).first()


def newest_news(count: int) -> list[ArticleVersion]:
    """The newest news (tin mới), `count` at most."""
    return list(listed(ArticleKind.NEWS, now())[:count])


def seconds_until_news(limit: int) -> int:
    """Seconds until the next scheduled article is due, rounded down, `limit` at most."""
    moment = now()
    coming = Article.objects.filter(state=State.SCHEDULED, publish_at__gt=moment).order_by("publish_at")
    hour = coming.values_list("publish_at", flat=True).first()
    return min(limit, int((hour - moment).total_seconds())) if hour else limit
