"""Atom feeds of articles, legal documents and answered questions, under the filters of their lists."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import make_aware, now

from core.feeds import NEWEST, AtomFeed
from portal.content.kinds import ArticleKind
from portal.forms.filters import PublicFilterForm
from portal.law_lists import DocumentFilter, QuestionFilter
from portal.models import ArticleVersion, LegalDocument, Question
from portal.queries.articles import listed


class ListFeed(AtomFeed):
    """The newest of a list of content."""

    heading = ""

    def title(self, request: HttpRequest) -> str:
        """Heading of the list."""
        return self.heading

    def link(self, request: HttpRequest) -> str:
        """The list itself."""
        return request.path.removesuffix("atom.xml")


class ArticleFeed(ListFeed):
    """The newest articles of one kind (nguồn tin bài viết)."""

    kind = ArticleKind.NEWS

    def items(self, request: HttpRequest) -> Iterable[Any]:
        """Public versions, as the list has them."""
        moment = now()
        versions = listed(self.kind, moment)
        form = PublicFilterForm(request.GET, versions=versions, moment=moment, kind=self.kind)
        return form.narrow(versions)[:NEWEST]

    def item_title(self, item: ArticleVersion) -> str:
        """Title of the article."""
        return item.title

    def item_description(self, item: ArticleVersion) -> str:
        """Its summary."""
        return item.summary

    def item_link(self, item: ArticleVersion) -> str:
        """Its address."""
        return item.article.get_absolute_url()

    def item_pubdate(self, item: Any) -> datetime | None:
        """When it was first public."""
        return item.shown_at  # type: ignore[no-any-return]

    def item_updateddate(self, item: Any) -> datetime | None:
        """When this version was."""
        return item.changed_at or item.shown_at

    def item_author_name(self, item: ArticleVersion) -> str:
        """The agency."""
        return item.article.agency.name


class DocumentFeed(ListFeed):
    """Legal documents newly on the portal (nguồn tin văn bản)."""

    heading = "Văn bản quy phạm pháp luật"

    def items(self, request: HttpRequest) -> Iterable[LegalDocument]:
        """Those put on the portal last."""
        found = DocumentFilter(request.GET, LegalDocument.objects.published()).qs
        return found.order_by("-published_at", "-pk")[:NEWEST]

    def item_title(self, item: LegalDocument) -> str:
        """Kind and number."""
        return item.name

    def item_description(self, item: LegalDocument) -> str:
        """What it is about."""
        return item.title

    def item_pubdate(self, item: LegalDocument) -> datetime | None:
        """When it came on the portal; those loaded from a catalogue have their day of issue."""
        issued = make_aware(datetime.combine(item.issued_on, time())) if item.issued_on else None
        return item.published_at or issued

    def item_updateddate(self, item: LegalDocument) -> datetime:
        """The last change."""
        return item.changed_at


class QuestionFeed(ListFeed):
    """Questions answered in public (nguồn tin hỏi đáp)."""

    heading = "Hỏi đáp pháp luật"

    def items(self, request: HttpRequest) -> Iterable[Question]:
        """Those published last."""
        found = QuestionFilter(request.GET, Question.objects.published()).qs
        return found.order_by("-published_at", "-pk")[:NEWEST]

    def item_title(self, item: Question) -> str:
        """Title it was published under."""
        return item.public_title

    def item_description(self, item: Question) -> str:
        """The question."""
        return item.public_text

    def item_pubdate(self, item: Question) -> datetime | None:
        """When it was published."""
        return item.published_at
