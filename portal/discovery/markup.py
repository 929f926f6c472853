"""What machines are told of content and agencies: schema.org data (dữ liệu có cấu trúc)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse

from accounts.models import Agency
from core.meta import Meta, absolute, breadcrumbs, part, thing
from portal.content.html import text_of
from portal.content.kinds import ArticleKind
from portal.models import ArticleVersion, LegalDocument, Question

SITE = "Cổng nghiệp vụ Tư pháp"
_HOME = "Tra cứu thông báo đấu giá tài sản, văn bản pháp luật, hỏi đáp, hướng dẫn của Bộ Tư pháp và các Sở Tư pháp."
_ARTICLES = {ArticleKind.NEWS: "NewsArticle", ArticleKind.GUIDANCE: "TechArticle"}


def home_meta() -> Meta:
    """Of the home page: the site, its search, who keeps it."""
    search = part(
        "SearchAction",
        target=f"{absolute(reverse('search'))}?q={{search_term_string}}",
        **{"query-input": "required name=search_term_string"},
    )
    site = thing("WebSite", name=SITE, url=absolute("/"), inLanguage="vi", potentialAction=search)
    keeper = thing("GovernmentOrganization", name="Bộ Tư pháp", url=absolute("/"))
    return Meta(SITE, "/", _HOME, feed=reverse("auctions:auction_feed"), data=(site, keeper))


def list_meta(title: str, path: str, about: str, *, feed: str = "") -> Meta:
    """Of a list of content."""
    return Meta(title, path, about, feed=feed, data=(breadcrumbs(here=title),))


def article_meta(version: ArticleVersion, list_name: str, list_url: str, shown_at: datetime | None) -> Meta:
    """Of one article as everybody reads it."""
    article = version.article
    about = version.summary or text_of(version.body)
    data = thing(
        _ARTICLES.get(ArticleKind(article.kind), "Article"),
        headline=version.title,
        description=version.summary,
        datePublished=_moment(shown_at),
        dateModified=_moment(version.saved_at),
        author=part("GovernmentOrganization", name=article.agency.name),
        image=absolute(reverse("content:image", args=[version.cover.public_id])) if version.cover else None,
        inLanguage="vi",
    )
    way = breadcrumbs((list_name, list_url), here=version.title)
    return Meta(version.title, article.get_absolute_url(), about, kind="article", data=(way, data))


def document_meta(document: LegalDocument) -> Meta:
    """Of one legal document."""
    data = thing(
        "Legislation",
        name=f"{document.name}: {document.title}",
        legislationIdentifier=document.number,
        legislationType=document.get_kind_display(),
        legislationPassedBy=part("Organization", name=document.issuer),
        legislationDate=_moment(document.issued_on),
        legislationDateVersion=_moment(document.effective_on),
        inLanguage="vi",
    )
    way = breadcrumbs(("Văn bản pháp luật", reverse("legal_list")), here=document.number)
    return Meta(document.name, document.get_absolute_url(), document.title, kind="article", data=(way, data))


def question_meta(question: Question) -> Meta:
    """Of one published question with its answer; the asker is named as he allowed."""
    answer = part(
        "Answer", text=text_of(question.answer), dateCreated=_moment(question.answered_at),
        author=part("GovernmentOrganization", name=question.agency.name) if question.agency else None,
    )  # fmt: skip
    asked = part(
        "Question", name=question.public_title, text=question.public_text, answerCount=1,
        dateCreated=_moment(question.created_at), acceptedAnswer=answer,
    )  # fmt: skip
    data = thing("QAPage", mainEntity=asked)
    way = breadcrumbs(("Hỏi đáp pháp luật", reverse("question_list")), here=question.public_title)
    about = question.public_text
    return Meta(question.public_title, question.get_absolute_url(), about, kind="article", data=(way, data))


def agency_meta(agency: Agency, path: str, *, about: str = "", is_office: bool = True) -> Meta:
    """Of a Sở Tư pháp or an auction organisation: only what its page shows."""
    data = thing(
        "GovernmentOrganization" if is_office else "Organization",
        name=agency.name,
        url=absolute(path),
        address=agency.full_address,
        parentOrganization=part("GovernmentOrganization", name=agency.parent.name) if agency.parent else None,
    )
    return Meta(agency.name, path, about or f"{agency.name}. {agency.full_address}", data=(data,))


def _moment(value: Any) -> str | None:
    return value.isoformat() if value else None
