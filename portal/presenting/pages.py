"""What the public page of one article shows, whether it is public already or only previewed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse

from core.models import StoredFile
from core.storage.checks import megabytes
from portal.content.kinds import ArticleKind
from portal.models import Article, ArticleVersion
from portal.presenting.bodies import presented
from portal.queries.articles import listed

_OTHERS = 4
SHORT_NAMES = {
    ArticleKind.NEWS: "Tin tức",
    ArticleKind.DIRECTIVE: "Chỉ đạo, điều hành",
    ArticleKind.GUIDANCE: "Hướng dẫn nghiệp vụ",
    ArticleKind.INTRODUCTION: "Sở Tư pháp",
}


def article_page(
    article: Article, version: ArticleVersion, *, moment: datetime, is_preview: bool = False
) -> dict[str, Any]:
    """Variables of templates/portal/content/article.html."""
    others = [] if is_preview else list(listed(article.kind, moment).exclude(article=article)[:_OTHERS])
    is_introduction = article.kind == ArticleKind.INTRODUCTION
    list_name = "content:stp_list" if is_introduction else f"content:{article.kind}_list"
    return {
        "article": article,
        "version": version,
        "body": presented(version.body),
        "files": [(file, megabytes(file.size), _file_url(article, file, is_preview)) for file in version.files],
        "others": others,
        "list_url": reverse(list_name),
        "list_name": SHORT_NAMES[ArticleKind(article.kind)],
        "is_preview": is_preview,
        "shown_at": getattr(version, "shown_at", None) or article.first_published_at,
        "changed_at": getattr(version, "changed_at", None),
    }


def _file_url(article: Article, file: StoredFile, is_preview: bool) -> str:
    if is_preview:
        return reverse("content:office_file", args=[article.public_id, file.public_id])
    if article.kind == ArticleKind.INTRODUCTION:
        return reverse("content:stp_file", args=[article.agency.account_code, file.public_id])
    return reverse(f"content:{article.kind}_file", args=[article.slug or "bai", article.number, file.public_id])
