"""Reading questions: who answers, what waits, what was asked before."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import AdministrativeUnit, Agency, AgencyKind, User
from accounts.queries.people import office_of_province, offices
from accounts.scoping import agency_ids_with
from core.errors import DomainError
from core.lexemes import query
from portal.models import Question, QuestionRule
from portal.models.questions import Handler
from portal.workflows.questions import QuestionState as S

SAME_TEXT_DAYS = 90
_USUAL = QuestionRule(handler=Handler.PROVINCE, take_days=3, answer_days=10)  # when no rule was loaded


def rule_for(field: str) -> QuestionRule:
    """The rule of a field, else the rule for all others (quy tắc của lĩnh vực)."""
    rules = {rule.field: rule for rule in QuestionRule.objects.filter(field__in=[field, ""])}
    return rules.get(field) or rules.get("") or _USUAL


def ministry() -> Agency:
    """The Ministry, which answers whatever no Sở Tư pháp does."""
    found = Agency.objects.active_on(timezone.localdate()).filter(kind=AgencyKind.MINISTRY).order_by("pk").first()
    if found is None:
        raise DomainError("Cổng chưa có đơn vị nhận câu hỏi. Ông/Bà gửi lại sau.", "nobody_answers")
    return found


def answering_agency(field: str, province: AdministrativeUnit | None) -> Agency:
    """Who answers a question (nơi trả lời): by the field's rule the Sở Tư pháp of the province, else the Ministry."""
    if province is not None and rule_for(field).handler == Handler.PROVINCE:
        return office_of_province(province.pk) or ministry()
    return ministry()


def possible_agencies() -> list[Agency]:
    """To whom a question can be forwarded: the Ministry and today's Sở Tư pháp."""
    return [ministry(), *offices()]


def asked_before(key: str, email: str) -> Question | None:
    """A question with the same words that is answered or waits: confirmed by anybody, or sent by this very address."""
    since = timezone.now() - timedelta(days=SAME_TEXT_DAYS)
    same = Question.objects.filter(text_key=key, created_at__gte=since).exclude(state__in=[S.SPAM, S.REJECTED])
    counting = same.filter(~Q(state=S.UNCONFIRMED) | Q(asker_email__iexact=email))
    return counting.order_by("-published_at", "-pk").first()


# ------------------------------------------------------------------ what waits
def waiting_to_be_taken(user: User) -> QuerySet[Question]:
    """Questions nobody has taken yet (chờ tiếp nhận), the most urgent first. Filters by permission."""
    return Question.objects.visible_to(user).filter(state=S.RECEIVED).order_by("take_by", "pk")


def held_by(user: User) -> QuerySet[Question]:
    """Questions `user` has taken and not answered yet (đang soạn trả lời), the most urgent first."""
    return Question.objects.visible_to(user).filter(state=S.IN_PROGRESS, taken_by=user).order_by("due_on", "pk")


def waiting_for_review(user: User) -> QuerySet[Question]:
    """Answers of others that `user` may approve (chờ duyệt). Filters by permission."""
    ids = agency_ids_with(user, "publish_content")
    waiting = Question.objects.visible_to(user).filter(state=S.REVIEW).exclude(answered_by=user)
    return (waiting if ids is None else waiting.filter(agency_id__in=ids)).order_by("due_on", "pk")


def suspected(user: User) -> QuerySet[Question]:
    """Questions that look like spam and wait for a person (chờ kiểm tra). Filters by permission."""
    return Question.objects.visible_to(user).filter(state=S.SUSPECTED).order_by("confirmed_at", "pk")


def open_count(user: User) -> int:
    """How many questions wait for `user` in any way: for the menu."""
    mine = Q(state=S.IN_PROGRESS, taken_by=user) | Q(state__in=[S.RECEIVED, S.SUSPECTED])
    return Question.objects.visible_to(user).filter(mine).count() + waiting_for_review(user).count()


def deadline(question: Question) -> date | None:
    """The day by which the next thing must happen; None when nothing waits (hạn của bước đang chờ)."""
    if question.state in {S.RECEIVED, S.SUSPECTED}:
        return question.take_by
    return question.due_on if question.state in {S.IN_PROGRESS, S.REVIEW} else None


def matching(questions: QuerySet[Question], text: str) -> QuerySet[Question]:
    """Published questions that hold every word of `text`, with or without diacritics."""
    wanted = query(text)
    return questions.filter(search__matches=wanted) if wanted else questions
