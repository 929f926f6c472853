"""Legal documents and questions in the office menu, among the quick actions, and what waits there."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from accounts import scoping
from core import menu, quick, worklist
from core.worklist import WaitingItem
from portal.desk import SYSTEM
from portal.models import LegalDocument, Question
from portal.queries import questions
from portal.queries.legal import may_edit_documents
from portal.workflows.legal import DocumentState

_MOST = 20  # nobody works off more in a day; the queue has them all


def register() -> None:
    """Called once, when the app is ready."""
    answers = menu.MenuItem(
        SYSTEM, "Hỏi đáp pháp luật", "question_queue", "chat-left-text", "answer_questions", 20,
        count=questions.open_count,
    )  # fmt: skip
    documents = menu.MenuItem(
        SYSTEM, "Văn bản pháp luật", "legal_office_list", "journal-text", "edit_content", 30,
        count=_drafts_count, shown_to=may_edit_documents,
    )  # fmt: skip
    menu.register(answers)
    menu.register(documents)
    menu.register(
        menu.MenuItem("Quản trị", "Hạn trả lời câu hỏi", "question_rules", "hourglass-split", "manage_reference", 95)
    )
    quick.register(
        quick.QuickAction("Trả lời câu hỏi pháp luật", "question_queue", "chat-left-text", "answer_questions", 40)
    )
    worklist.register(waiting)


def waiting(user: Any) -> list[WaitingItem]:
    """Questions that wait for `user`, each group with its most urgent day, and drafts of documents."""
    if not scoping.holds_anywhere(user, "answer_questions"):
        return _drafts(user)
    return [
        *_queue("Câu hỏi pháp luật chờ tiếp nhận", questions.waiting_to_be_taken(user), "cho", "take_by"),
        *_queue("Câu hỏi nghi thư rác chờ kiểm tra", questions.suspected(user), "nghi", "take_by"),
        *_queue("Câu trả lời chờ duyệt", questions.waiting_for_review(user), "duyet", "due_on"),
        *_held(user),
        *_drafts(user),
    ]


def _queue(title: str, waiting: QuerySet[Question], tab: str, column: str) -> list[WaitingItem]:
    first, count = waiting.order_by(column, "pk").first(), waiting.count()
    if first is None:
        return []
    detail = f"Gấp nhất: {first.text[:80]}"
    return [WaitingItem(title, detail, f"{reverse('question_queue')}?muc={tab}", count, getattr(first, column))]


def _held(user: Any) -> list[WaitingItem]:
    return [
        WaitingItem(
            f"Trả lời câu hỏi {question.code}",
            question.text[:80],
            reverse("question_office", args=[question.public_id]),
            due=question.due_on,
        )
        for question in questions.held_by(user)[:_MOST]
    ]


def _own_drafts(user: Any) -> QuerySet[LegalDocument]:
    drafts = LegalDocument.objects.visible_to(user).filter(state=DocumentState.DRAFT)
    return drafts.defer("search", "loaded").order_by("-changed_at", "-pk")


def _drafts_count(user: Any) -> int:
    return _own_drafts(user).count()


def _drafts(user: Any) -> list[WaitingItem]:
    if not scoping.holds_anywhere(user, "edit_content"):
        return []
    newest, count = _own_drafts(user).first(), _own_drafts(user).count()
    if newest is None:
        return []
    url = f"{reverse('legal_office_list')}?trang-thai={DocumentState.DRAFT}"
    return [WaitingItem("Văn bản pháp luật chưa đăng", f"Mới nhất: {newest.name}", url, count)]
