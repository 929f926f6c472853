"""Questions as the office handles them: take, answer, approve, publish, reject (trả lời câu hỏi)."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import Agency, User
from core.errors import AlreadyDone, DomainError
from core.lexemes import vector
from core.numbering import next_number
from portal.content.html import clean, text_of
from portal.models import Question, QuestionRule
from portal.redaction import findings
from portal.services.addresses import slug_of
from portal.services.questions import taking, tell_asker
from portal.workflows.questions import HANDLE, QuestionState, can


@dataclass(frozen=True)
class AnswerDraft:
    """What an officer writes (nội dung trả lời): the answer, and the question as it may be published."""

    answer: str
    public_title: str = ""
    public_text: str = ""


def take_question(question: Question, *, by: User) -> None:
    """Take a question, or take it over from a colleague (nhận xử lý, nhận thay)."""
    with taking(question, "take", by=by) as locked:
        if locked.taken_by_id == by.pk:
            raise AlreadyDone("Ông/Bà đang xử lý câu hỏi này.", "already_done")
        locked.taken_by = by


def release_question(question: Question, *, by: User) -> None:
    """Give a question back to the queue (trả về hàng chờ)."""
    with taking(question, "release", by=by) as locked:
        locked.taken_by = None


def forward_question(question: Question, *, agency: Agency, by: User, note: str) -> None:
    """Hand a question to another office (chuyển đơn vị khác); its deadline stays, the asker waits for one answer."""
    if agency.pk == question.agency_id:
        raise DomainError("Câu hỏi đang ở đơn vị này. Chọn đơn vị khác.", "same_agency", field="agency")
    with taking(question, "forward", by=by, note=f"Chuyển đến {agency.name}. {note}".strip()) as locked:
        if not note.strip():
            raise DomainError("Nhập lý do.", "note_required", field="note")
        locked.agency, locked.taken_by = agency, None


@transaction.atomic
def save_draft(question: Question, draft: AnswerDraft, *, revision: int, by: User) -> None:
    """Keep what was written so far (lưu nháp). Only whoever took the question writes.

    `revision` is the one the officer saw: what was saved since is not overwritten.
    """
    locked = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if not can(by, HANDLE, locked):
        raise PermissionDenied(HANDLE)
    if locked.state != QuestionState.IN_PROGRESS:
        raise DomainError("Câu trả lời đã trình hoặc đã gửi nên không sửa được nữa. Tải lại trang.", "not_open")
    if locked.revision != revision:
        raise DomainError(
            "Câu trả lời vừa được lưu ở một cửa sổ khác. Mở trang này ở thẻ mới để xem bản mới nhất.",
            "changed_meanwhile",
        )
    locked.answer = clean(draft.answer)
    locked.public_title, locked.public_text = draft.public_title, draft.public_text
    locked.revision += 1
    locked.save(update_fields=["answer", "public_title", "public_text", "revision"])
    question.refresh_from_db()


def submit_answer(question: Question, *, by: User) -> None:
    """Ask a second person to look (trình duyệt câu trả lời)."""
    with taking(question, "submit", by=by) as locked:
        _check_public_text(locked)
        locked.answered_by = by


def return_answer(question: Question, *, by: User, note: str) -> None:
    """Send an answer back to whoever wrote it (trả lại để sửa)."""
    with taking(question, "return", by=by, note=note):
        pass


def send_answer(question: Question, *, by: User) -> None:
    """Answer the asker by mail without a second person (gửi trả lời), where the office has none look."""
    with transaction.atomic():
        with taking(question, "answer", by=by) as locked:
            _check_public_text(locked)
            locked.answered_by, locked.answered_at = by, timezone.now()
        tell_asker(question, "question_answered", answer=text_of(question.answer))


def approve_answer(question: Question, *, by: User) -> None:
    """Approve another person's answer and send it (duyệt và gửi trả lời)."""
    with transaction.atomic():
        with taking(question, "approve", by=by) as locked:
            _check_public_text(locked)
            locked.answered_at = timezone.now()
        tell_asker(question, "question_answered", answer=text_of(question.answer))


def publish_question(question: Question, *, by: User) -> None:
    """Put question and answer on the portal (đăng hỏi đáp): as written for publication, the name as agreed."""
    with taking(question, "publish", by=by) as locked:
        _check_public_text(locked)
        locked.serial = locked.serial or next_number("questions")
        locked.slug = slug_of(locked.public_title)
        locked.published_at = timezone.now()
        locked.search = vector(
            [
                ("A", locked.public_title),
                ("B", f"{locked.public_text} {locked.get_field_display()} {locked.agency.name}"),
                ("C", text_of(locked.answer)),
            ]
        )


def unpublish_question(question: Question, *, by: User, note: str) -> None:
    """Take a question off the portal (gỡ hỏi đáp); the asker's own answer stays."""
    with taking(question, "unpublish", by=by, note=note):
        pass


def reopen_question(question: Question, *, by: User, note: str) -> None:
    """Open an answered question again to correct the answer (mở lại để sửa); it leaves the portal until then."""
    with taking(question, "reopen", by=by, note=note) as locked:
        locked.taken_by = by


def reject_question(question: Question, *, by: User, note: str) -> None:
    """Say politely that this is not answered, and why (không trả lời); the reason is mailed."""
    with transaction.atomic():
        with taking(question, "reject", by=by, note=note):
            pass
        tell_asker(question, "question_rejected", note=note.strip())


def mark_spam(question: Question, *, by: User) -> None:
    """Put a question away as spam (thư rác); nobody is told."""
    with taking(question, "spam", by=by):
        pass


def clear_suspicion(question: Question, *, by: User) -> None:
    """Say that a question is no spam (không phải thư rác): it goes to the queue."""
    with taking(question, "clear", by=by) as locked:
        locked.suspicion = ""


# ------------------------------------------------------------------ rules
@transaction.atomic
def change_rule(rule: QuestionRule, *, handler: str, take_days: int, answer_days: int, basis: str, by: User) -> None:
    """Change who answers a field and how fast (sửa quy tắc); questions already there keep their deadlines."""
    if not by.has_perm("accounts.manage_reference"):
        raise PermissionDenied("manage_reference")
    if answer_days < take_days:
        raise DomainError(f"Nhập từ {take_days} ngày làm việc (hạn tiếp nhận) trở lên.", "days", field="answer_days")
    locked = QuestionRule.objects.select_for_update().get(pk=rule.pk)
    locked.handler, locked.take_days, locked.answer_days, locked.basis = handler, take_days, answer_days, basis
    locked.save()


def _check_public_text(question: Question) -> None:
    """Refuse what would publish personal data; an answer that goes by mail alone may name the asker."""
    if not question.may_be_published:
        return
    public = "\n".join([question.public_title, question.public_text, text_of(question.answer)])
    if found := findings(public, name=question.asker_name, email=question.asker_email):
        raise DomainError(
            f"Bỏ dữ liệu cá nhân khỏi phần sẽ đăng (tiêu đề, câu hỏi, trả lời): {'; '.join(found)}.", "personal_data"
        )
