"""Questions of the demo, asked and answered by the services people use (dữ liệu dùng thử)."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate, now

from accounts.models import AdministrativeUnit, UnitLevel, User
from core import search
from core.calendar import working_calendar
from portal.law_findable import QUESTION
from portal.models import Question
from portal.queries.questions import rule_for
from portal.samples.articles import APPROVER, MINISTRY, WRITER
from portal.services import answering, questions

_WITH_ANSWER = {"taken", "review", "answered", "published"}
_SENT = {"answered", "published"}


def load() -> None:
    """Ask and answer what the demo shows, all or nothing; nothing when it is there already or the accounts are not."""
    story = tomllib.loads((settings.BASE_DIR / "fixtures" / "portal" / "demo_questions.toml").read_text())["questions"]
    keepers = {told["keeper"]: _desk(told["keeper"]) for told in story}
    if not all(keepers.values()) or Question.objects.filter(form_key=_key(story[0])).exists():
        return
    with transaction.atomic():
        for told in story:
            writer, approver = keepers[told["keeper"]] or (None, None)
            if writer and approver:
                _tell(told, writer, approver)


def _desk(keeper: str) -> tuple[User, User] | None:
    """Who writes and who approves."""
    logins = (WRITER, APPROVER) if keeper == MINISTRY else (f"{keeper}_stp",) * 2
    users = {user.username: user for user in User.objects.filter(username__in=logins, is_active=True)}
    there = set(logins) <= set(users)
    return (users[logins[0]], users[logins[1]]) if there else None


def _key(told: dict[str, Any]) -> UUID:
    return uuid5(NAMESPACE_URL, f"demo/question/{told['key']}")


def _tell(told: dict[str, Any], writer: User, approver: User) -> None:
    question = questions.ask_question(_asked(told), form_key=_key(told))
    questions.confirm_question(question)
    _date_back(question, told["days"])
    fate = told["fate"]
    if fate == "rejected":
        answering.reject_question(question, by=writer, note=told["reason"])
    if fate in _WITH_ANSWER:
        answering.take_question(question, by=writer)
        draft = answering.AnswerDraft(told["answer"], told.get("title", ""), told.get("public", ""))
        answering.save_draft(question, draft, revision=question.revision, by=writer)
    if fate == "review" or (fate in _SENT and question.needs_review):
        answering.submit_answer(question, by=writer)
    if fate in _SENT:
        _send(question, writer, approver)
    if fate == "published":
        answering.publish_question(question, by=approver)
    _answered_back(question, told["days"])


def _send(question: Question, writer: User, approver: User) -> None:
    if question.needs_review:
        answering.approve_answer(question, by=approver)
    else:
        answering.send_answer(question, by=writer)


def _asked(told: dict[str, Any]) -> questions.Asked:
    provinces = AdministrativeUnit.objects.on(localdate()).filter(level=UnitLevel.PROVINCE)
    return questions.Asked(
        name=told["name"],
        email=f"nguoihoi.{told['key']}@example.vn",
        field=told["field"],
        province=provinces.filter(code=told.get("province", "")).first(),
        text=" ".join(told["text"].split()),
        consent=told["consent"],
    )


def _date_back(question: Question, days: int) -> None:
    """As if it had been asked `days` ago, with the deadlines of that day."""
    asked_at, rule, calendar = now() - timedelta(days=days), rule_for(question.field), working_calendar()
    day = localdate(asked_at)
    Question.objects.filter(pk=question.pk).update(
        created_at=asked_at,
        confirmed_at=asked_at,
        take_by=calendar.add_working_days(day, rule.take_days),
        due_on=calendar.add_working_days(day, rule.answer_days),
    )
    question.refresh_from_db()


def _answered_back(question: Question, days: int) -> None:
    """An answer took three days."""
    moment = now() - timedelta(days=max(days - 3, 0))
    for column in ("answered_at", "published_at"):
        if getattr(question, column):
            Question.objects.filter(pk=question.pk).update(**{column: moment})
    search.refresh(QUESTION, question.pk)
