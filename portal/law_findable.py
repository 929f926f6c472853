"""What the site's search is told of legal documents and of questions (nguồn tìm kiếm)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlencode

from django.urls import reverse

from core import search
from core.search import LONGEST_BODY, Entry, SearchSource
from core.templatetags.vn import vn_date
from portal.content.html import text_of
from portal.models import LegalDocument, LegalPage, Question
from portal.workflows.legal import DocumentState
from portal.workflows.questions import QuestionState

LEGAL, QUESTION = "legal", "question"
_BATCH = 100


def register() -> None:
    """Called once, when the app is ready."""
    kinds = (
        (LEGAL, "Văn bản pháp luật", LegalDocument, documents, 10, "edit_content", "legal_list"),
        (QUESTION, "Hỏi đáp pháp luật", Question, questions, 30, "answer_questions", "question_list"),
    )
    for kind, label, model, entries, order, codename, url_name in kinds:
        source = SearchSource(kind, label, model, entries, order, codename, list_url=_list_of(url_name))
        search.register(source)


def documents(pks: Iterable[int] | None) -> Iterator[Entry]:
    """Published documents for everybody, drafts and withdrawn ones for whoever keeps them."""
    rows = LegalDocument.objects.defer("search", "loaded").order_by("pk")
    for document in (rows if pks is None else rows.filter(pk__in=pks)).iterator(chunk_size=_BATCH):
        office = reverse("legal_office_detail", args=[document.public_id])
        is_public = document.state == DocumentState.PUBLISHED
        effect = f"hiệu lực từ {vn_date(document.effective_on)}" if document.effective_on else ""
        yield Entry(
            pk=document.pk,
            title=f"{document.name}: {document.title}",
            url=document.get_absolute_url() if is_public else office,
            office_url=office,
            summary=". ".join(filter(None, [document.issuer, document.get_field_display(), effect])),
            body=_texts_of(document),
            codes=[document.number],
            agency_id=document.agency_id,
            is_public=is_public,
            dated_on=document.issued_on or document.effective_on,
        )


def questions(pks: Iterable[int] | None) -> Iterator[Entry]:
    """Published questions for everybody; the others, as the asker wrote them, for the office that answers."""
    rows = Question.objects.select_related("agency").defer("search").order_by("pk")
    hidden = [QuestionState.UNCONFIRMED, QuestionState.SPAM]
    wanted = (rows if pks is None else rows.filter(pk__in=pks)).exclude(state__in=hidden)
    for question in wanted.iterator(chunk_size=_BATCH):
        yield _entry(question)


def _entry(question: Question) -> Entry:
    office = reverse("question_office", args=[question.public_id])
    if question.state == QuestionState.PUBLISHED:
        return Entry(
            pk=question.pk,
            title=question.public_title,
            url=question.get_absolute_url(),
            office_url=office,
            summary=f"{question.get_field_display()}. {question.agency.name} trả lời",
            body=f"{question.public_text}\n{text_of(question.answer)}",
            agency_id=question.agency_id,
            is_public=True,
            dated_on=question.published_at.date() if question.published_at else None,
        )
    return Entry(
        pk=question.pk,
        title=f"Câu hỏi {question.code}: {question.text[:100]}",
        url=office,
        summary=f"{question.get_state_display()}. {question.get_field_display()}. {question.asker_name}",
        body=question.text,
        codes=[question.code],
        agency_id=question.agency_id,
        dated_on=question.created_at.date(),
    )


def _texts_of(document: LegalDocument) -> str:
    """What its files say, as far as the search keeps it."""
    held, length = [document.note], 0
    pages = LegalPage.objects.filter(legal_file__document=document).order_by("legal_file", "number")
    for text in pages.values_list("text", flat=True).iterator(chunk_size=50):
        held.append(text)
        length += len(text)
        if length >= LONGEST_BODY:
            break
    return "\n".join(held)


def _list_of(url_name: str) -> Callable[[str], str]:
    return lambda text: f"{reverse(url_name)}?{urlencode({'q': text})}"
