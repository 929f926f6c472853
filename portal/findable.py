"""What the site's search is told of articles and support contacts (bài viết, đầu mối hỗ trợ trong tìm kiếm chung)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.timezone import localdate, now

from core import search
from core.search import Entry, SearchSource
from core.templatetags.vn import vn_date
from portal.content.html import text_of
from portal.content.kinds import ArticleKind
from portal.content.workflow import State
from portal.models import Article, ArticleVersion, SupportContact

CONTACT = "support_contact"
_ORDERS = {
    ArticleKind.INTRODUCTION: 15,
    ArticleKind.GUIDANCE: 30,
    ArticleKind.DIRECTIVE: 35,
    ArticleKind.NEWS: 50,
}


def register() -> None:
    """Each kind of article with its public list, and the contacts."""
    for kind, order in _ORDERS.items():
        list_url = None if kind == ArticleKind.INTRODUCTION else partial(_list_url, kind)
        search.register(
            SearchSource(kind, str(kind.label), Article, partial(entries, kind), order, "edit_content", False, list_url)
        )
    search.register(SearchSource(CONTACT, "Đầu mối hỗ trợ", SupportContact, contact_entries, 40))


def make_findable(article: Article) -> None:
    """Bring the search up to date after a change of the article; in its transaction."""
    search.refresh(article.kind, article.pk)


def entries(kind: str, pks: Iterable[int] | None) -> Iterator[Entry]:
    """Articles of `kind` as the public reads them now; those it does not read, for their own agency.

    A scheduled article is told as public from its hour on; the periodic task sees to it within half a minute.
    """
    articles = Article.objects.filter(kind=kind).select_related("agency", "latest", "live").order_by("pk")
    moment = now()
    for article in (articles if pks is None else articles.filter(pk__in=pks)).iterator(chunk_size=500):
        shown = article.shown_at(moment)
        version = shown or article.latest
        if version is not None:
            yield _entry(article, version, is_public=shown is not None)


def contact_entries(pks: Iterable[int] | None) -> Iterator[Entry]:
    """Support contacts, on the page that shows their system."""
    contacts = SupportContact.objects.select_related("agency").order_by("pk")
    for contact in contacts if pks is None else contacts.filter(pk__in=pks):
        line = f", máy nhánh {contact.branch_line}" if contact.branch_line else ""
        yield Entry(
            pk=contact.pk,
            title=f"Hỗ trợ {contact.get_system_display()}: {contact.office}",
            url=f"{reverse('content:support')}?{urlencode({'he_thong': contact.system})}",
            summary=f"{contact.get_field_display()}. {contact.agency.name}. {contact.phone or contact.email}{line}",
            body=contact.note,
            codes=[contact.phone] if contact.phone else [],
            agency_id=contact.agency_id,
            is_public=True,
        )


def _entry(article: Article, version: ArticleVersion, *, is_public: bool) -> Entry:
    office = reverse("content:office_detail", args=[article.public_id])
    day = version.issued_on or article.first_published_at or article.publish_at or article.created_at
    return Entry(
        pk=article.pk,
        title=version.title,
        url=article.get_absolute_url() if is_public else office,
        office_url=office,
        summary=". ".join(_summary(article, version, is_public=is_public)),
        body=text_of(version.body),
        codes=[version.document_number] if version.document_number else [],
        agency_id=article.agency_id,
        is_public=is_public,
        dated_on=day if version.issued_on else localdate(day),
    )


def _summary(article: Article, version: ArticleVersion, *, is_public: bool) -> Iterator[str]:
    if not is_public:
        yield State(article.state).label
    if version.document_number:
        day = f" ngày {vn_date(version.issued_on)}" if version.issued_on else ""
        yield f"{version.document_number}{day}{f', {version.issuer}' if version.issuer else ''}"
    yield version.summary.rstrip(".") or article.agency.name


def _list_url(kind: str, text: str) -> str:
    return f"{reverse(f'content:{kind}_list')}?{urlencode({'q': text})}"
