"""Questions from the public, as the asker sees them: send, confirm, be told (hỏi đáp pháp luật)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import AdministrativeUnit, User
from accounts.passwords import readable_code
from core import mail, search
from core.calendar import working_calendar
from core.errors import DomainError
from portal import spam
from portal.law_findable import QUESTION
from portal.models import Question
from portal.queries.questions import answering_agency, asked_before, rule_for
from portal.question_links import confirm_link, follow_link
from portal.workflows.questions import WORKFLOW, QuestionState


@dataclass(frozen=True)
class Asked:
    """What a person asks (nội dung hỏi). `province` None: not about one province."""

    name: str
    email: str
    field: str
    province: AdministrativeUnit | None
    text: str
    consent: str


def ask_question(data: Asked, *, form_key: UUID) -> Question:
    """Keep a question and mail the link that confirms the address (gửi câu hỏi); nobody reads it before that.

    A repeated `form_key` with the same address returns the first question. Raises DomainError for the same words sent
    before and for too many links.
    """
    first = Question.objects.filter(form_key=form_key).first()
    if first is not None:
        return _same_sender(first, data)
    _check_text(data)
    try:
        with transaction.atomic():
            question = Question.objects.create(
                form_key=form_key,
                code=readable_code(),
                agency=answering_agency(data.field, data.province),
                asker_name=data.name,
                asker_email=data.email,
                field=data.field,
                province=data.province,
                text=data.text,
                text_key=spam.text_key(data.text),
                link_count=spam.links_in(data.text),
                suspicion=spam.suspicion(data.text),
                consent=data.consent,
            )
            _mail_confirmation(question)
            return question
    except IntegrityError:
        return _same_sender(Question.objects.get(form_key=form_key), data)


def confirm_question(question: Question) -> None:
    """Make a question good (xác nhận câu hỏi): it goes to its office, or to moderation when it looks like spam.

    From here the days of the rule count. Confirming twice is one act.
    """
    if question.state != QuestionState.UNCONFIRMED:
        return
    step = "quarantine" if question.suspicion else "confirm"
    rule, today, calendar = rule_for(question.field), timezone.localdate(), working_calendar()
    with transaction.atomic():
        with taking(question, step, by=None) as locked:
            locked.confirmed_at = timezone.now()
            locked.take_by = calendar.add_working_days(today, rule.take_days)
            locked.due_on = calendar.add_working_days(today, rule.answer_days)
        tell_asker(question, "question_received")


@transaction.atomic
def mail_confirmation_again(question: Question) -> None:
    """Mail the link that confirms once more (gửi lại thư xác nhận)."""
    if question.state == QuestionState.UNCONFIRMED:
        _mail_confirmation(question)


@transaction.atomic
def forget_unconfirmed(*, older_than_days: int) -> int:
    """Delete questions nobody confirmed in time (xoá câu hỏi chưa xác nhận); how many."""
    since = timezone.now() - timedelta(days=older_than_days)
    stale = Question.objects.filter(state=QuestionState.UNCONFIRMED, created_at__lt=since)
    return stale.delete()[1].get("portal.Question", 0)


@contextmanager
def taking(question: Question, step: str, *, by: User | None, note: str = "") -> Iterator[Question]:
    """One step of the workflow, known to the search in the same transaction. Yields the locked question."""
    with transaction.atomic():
        with WORKFLOW.perform(question, step, by=by, note=note) as locked:
            yield locked
        search.refresh(QUESTION, question.pk)


def tell_asker(question: Question, template: str, *, note: str = "", answer: str = "") -> None:
    """Queue a mail to the asker about the step just taken; called inside the step's transaction."""
    step = question.log.order_by("-pk").first()
    mail.queue(
        to=question.asker_email,
        template=template,
        context={"question": question, "link": follow_link(question), "note": note, "answer": answer},
        key=f"{template}/{step.pk if step else uuid4()}",
        about=f"Câu hỏi {question.code}",
        secret=True,
    )


def _mail_confirmation(question: Question) -> None:
    mail.queue(
        to=question.asker_email,
        template="question_confirm",
        context={"question": question, "link": confirm_link(question)},
        key=f"question-confirm/{uuid4()}",
        about=f"Xác nhận câu hỏi {question.code}",
        secret=True,
    )


def _same_sender(first: Question, data: Asked) -> Question:
    if first.asker_email != data.email:
        raise DomainError("Trang này đã dùng để gửi câu hỏi khác. Tải lại trang rồi nhập lại.", "key_used")
    return first


def _check_text(data: Asked) -> None:
    if (count := spam.links_in(data.text)) > spam.MOST_LINKS:
        raise DomainError(
            f"Câu hỏi có {count} liên kết. Bớt liên kết, còn tối đa {spam.MOST_LINKS}.", "links", field="text"
        )
    before = asked_before(spam.text_key(data.text), data.email)
    if before is None:
        return
    day = f"{timezone.localtime(before.created_at):%d/%m/%Y}"
    if before.state == QuestionState.PUBLISHED:
        raise DomainError(
            f"Cổng đã nhận đúng câu hỏi này ngày {day} và đã trả lời. Xem tại {before.get_absolute_url()}",
            "asked_before",
            field="text",
        )
    if before.asker_email == data.email and before.state == QuestionState.UNCONFIRMED:
        raise DomainError(
            f"Ông/Bà đã gửi câu hỏi này ngày {day} và chưa xác nhận. Mở liên kết trong thư xác nhận, "
            "hoặc vào mục Theo dõi câu hỏi để nhận lại thư.",
            "asked_before",
            field="text",
        )
    raise DomainError(
        f"Cổng đã nhận đúng câu hỏi này ngày {day} và đang xử lý. Nếu là câu hỏi của Ông/Bà, "
        "theo dõi bằng mã câu hỏi; nếu hỏi việc khác, viết rõ thêm điểm khác.",
        "asked_before",
        field="text",
    )
