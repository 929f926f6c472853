"""Steps of a legal question from the public: one table, one door (quy trình hỏi đáp pháp luật)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices

from accounts import scoping
from core.workflow import Transition, Workflow

if TYPE_CHECKING:
    from accounts.models import User
    from portal.models import Question


class QuestionState(TextChoices):
    """Where a question stands (trạng thái câu hỏi)."""

    UNCONFIRMED = "unconfirmed", "Chờ xác nhận thư điện tử"
    SUSPECTED = "suspected", "Nghi thư rác"
    RECEIVED = "received", "Chờ tiếp nhận"
    IN_PROGRESS = "in_progress", "Đang soạn trả lời"
    REVIEW = "review", "Chờ duyệt trả lời"
    ANSWERED = "answered", "Đã trả lời"
    PUBLISHED = "published", "Đã đăng"
    REJECTED = "rejected", "Không trả lời"
    SPAM = "spam", "Thư rác"


# Rights that belong to no role: whoever opened the link in the mail; the one who took the question; a second person.
ASK, HANDLE, APPROVE = "ask", "handle", "approve"


def can(user: User | None, codename: str, question: Any) -> bool:
    """Whether `user` may take a step. None is the asker, who has no account and came by the link in his mail."""
    if user is None:
        return codename == ASK
    if codename == HANDLE:
        return question.taken_by_id == user.pk and scoping.can(user, "answer_questions", question)
    if codename == APPROVE:
        return question.answered_by_id != user.pk and scoping.can(user, "publish_content", question)
    return scoping.can(user, codename, question)


def has_answer(question: Question) -> str:
    """An answer is there (nội dung trả lời)."""
    return "" if question.answer.strip() else "Soạn nội dung trả lời trước."


def may_answer_alone(question: Question) -> str:
    """An answer is there, and this office has no second person look at it."""
    if question.needs_review:
        return "Đơn vị này duyệt câu trả lời trước khi gửi. Trình duyệt câu trả lời."
    return has_answer(question)


def is_publishable(question: Question) -> str:
    """The asker agreed, and the text to publish is written (bản đăng không có dữ liệu cá nhân)."""
    if not question.may_be_published:
        return "Người hỏi không đồng ý đăng câu hỏi."
    if not (question.public_title and question.public_text):
        return "Soạn tiêu đề và nội dung câu hỏi để đăng trước."
    return ""


S = QuestionState
WORKFLOW = Workflow(
    # step, from, to, permission, rule
    Transition("confirm", {S.UNCONFIRMED}, S.RECEIVED, ASK, label="Xác nhận câu hỏi"),
    Transition("quarantine", {S.UNCONFIRMED}, S.SUSPECTED, ASK, label="Xác nhận câu hỏi, chuyển kiểm tra"),
    Transition("clear", {S.SUSPECTED, S.SPAM}, S.RECEIVED, "answer_questions", label="Không phải thư rác"),
    Transition("take", {S.RECEIVED, S.IN_PROGRESS}, S.IN_PROGRESS, "answer_questions", label="Nhận xử lý"),
    Transition("release", {S.IN_PROGRESS}, S.RECEIVED, HANDLE, label="Trả về hàng chờ"),
    Transition(
        "forward", {S.RECEIVED, S.IN_PROGRESS}, S.RECEIVED, "answer_questions", label="Chuyển đơn vị khác",
        needs_note=True,
    ),
    Transition("submit", {S.IN_PROGRESS}, S.REVIEW, HANDLE, has_answer, label="Trình duyệt câu trả lời"),
    Transition("return", {S.REVIEW}, S.IN_PROGRESS, APPROVE, label="Trả lại để sửa", needs_note=True),
    Transition("answer", {S.IN_PROGRESS}, S.ANSWERED, HANDLE, may_answer_alone, label="Gửi trả lời"),
    Transition("approve", {S.REVIEW}, S.ANSWERED, APPROVE, has_answer, label="Duyệt và gửi trả lời"),
    Transition("publish", {S.ANSWERED}, S.PUBLISHED, "answer_questions", is_publishable, label="Đăng lên Cổng"),
    Transition(
        "unpublish", {S.PUBLISHED}, S.ANSWERED, "answer_questions", label="Gỡ khỏi Cổng", needs_note=True
    ),
    Transition(
        "reopen", {S.ANSWERED, S.PUBLISHED}, S.IN_PROGRESS, "answer_questions", label="Mở lại để sửa",
        needs_note=True,
    ),
    Transition(
        "reject", {S.SUSPECTED, S.RECEIVED, S.IN_PROGRESS}, S.REJECTED, "answer_questions", label="Không trả lời",
        needs_note=True,
    ),
    Transition("spam", {S.SUSPECTED, S.RECEIVED}, S.SPAM, "answer_questions", label="Thư rác"),
    log_model="portal.QuestionLog",
    can=can,
)  # fmt: skip
