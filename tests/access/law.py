"""Answers of legal documents and of questions: everybody's pages, the Ministry's editors, the offices that answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from accounts.roles import Role
from portal.models import LegalDocument, LegalFile, Question, QuestionRule
from portal.question_links import confirm_link, follow_token
from portal.services import answering, questions
from portal.services.legal import DocumentFacts, create_document, publish_document
from portal.services.legal_parts import add_file, add_relation
from tests.access.accounts import small_pdf
from tests.access.matrix import EVERYBODY, Person, Row, World, all_get
from tests.accounts.factories import user_at

PUBLIC = (
    "legal_list",
    "legal_feed",
    "question_list",
    "question_feed",
    "question_ask",
    "question_sent",
    "question_find",
)


# ------------------------------------------------------------------ documents: no person of these tables keeps them
def drafted(world: World, number: str = "01/2016/QH14") -> LegalDocument:
    """A document the Ministry's editor entered."""
    values = {"kind": "luat", "title": "Văn bản mẫu", "issuer": "Quốc hội", "field": "dau-gia"}
    known = LegalDocument.objects.filter(number=number).first()
    by = _writer(world)
    return known or create_document(
        DocumentFacts(number=number, **values), agency=world.ministry, by=by, public_id=uuid4()
    )


def published(world: World) -> LegalDocument:
    """The same on the portal, with a relation and a file."""
    document = drafted(world)
    if document.state == "draft":
        by = _writer(world)
        add_relation(document, drafted(world, "02/2010/QH12"), "replaces", by=by)
        add_file(document, SimpleUploadedFile("van-ban.pdf", small_pdf()), label="", by=by)
        publish_document(document, by=by)
    return document


def _writer(world: World) -> User:
    known = User.objects.filter(memberships__agency=world.ministry, memberships__role=Role.CONTENT_PUBLISHER).first()
    return known or user_at(world.ministry, Role.CONTENT_PUBLISHER)


def of(make: Any, part: str = "") -> Any:
    """Arguments of an office page: the document, and one of its parts."""

    def arguments(world: World) -> list[Any]:
        document = make(world)
        parts = {"file": lambda: LegalFile.objects.get().public_id, "relation": lambda: document.acts_on.get().pk}
        return [document.public_id, *([parts[part]()] if part else [])]

    return arguments


def address(world: World) -> list[Any]:
    """Arguments of a public page."""
    document = published(world)
    return [document.slug, document.serial]


# ------------------------------------------------------------------ questions: those of the first province's office
def asked(world: World) -> Question:
    """A question nobody confirmed yet."""
    data = questions.Asked(
        "Nguyễn Văn Mẫu",
        "nguoihoi@example.vn",
        "chung-thuc",
        None,
        "Chứng thực bản sao ở đâu, mất bao lâu?",
        "initials",
    )
    return Question.objects.first() or questions.ask_question(data, form_key=uuid4())


def received(world: World) -> Question:
    """A question that waits at the office of the first province."""
    question = asked(world)
    questions.confirm_question(question)
    Question.objects.filter(pk=question.pk).update(agency=world.stp)
    question.refresh_from_db()
    return question


def written(world: World) -> Question:
    """The same with an answer the office's administrator has written."""
    question = received(world)
    by = world.users[Person.STP_ADMIN]
    if question.state == "received":
        answering.take_question(question, by=by)
        draft = answering.AnswerDraft("Nộp ở xã.", "Nộp ở đâu", "Nộp ở đâu?")
        answering.save_draft(question, draft, revision=0, by=by)
    return question


def sent(world: World) -> Question:
    """The same, answered."""
    question = written(world)
    if question.state == "in_progress":
        answering.send_answer(question, by=world.users[Person.STP_ADMIN])
    return question


def posted(world: World) -> Question:
    """The same on the portal."""
    question = sent(world)
    if question.state == "answered":
        answering.publish_question(question, by=world.users[Person.STP_ADMIN])
    return question


def suspected(world: World) -> Question:
    """A question that looks like spam."""
    question = asked(world)
    if question.state == "unconfirmed":
        Question.objects.filter(pk=question.pk).update(suspicion="có 3 liên kết")
        question.refresh_from_db()
    return received(world)


def question_of(make: Any) -> Any:
    """Arguments of an office page of a question."""
    return lambda world: [make(world).public_id]


def question_address(world: World) -> list[Any]:
    """Arguments of a public page of a question."""
    question = posted(world)
    return [question.slug, question.serial]


def rule(world: World) -> list[Any]:
    """The rule for all fields."""
    values = {"handler": "province", "take_days": 3, "answer_days": 10}
    return [QuestionRule.objects.get_or_create(field="", defaults=values)[0].pk]


def confirming(world: World) -> list[Any]:
    """The token of the mail to the asker."""
    return [confirm_link(asked(world)).rstrip("/").split("/")[-1]]


def rejecting(world: World) -> dict[str, Any]:
    """A question is chosen in the queue, to be rejected; the note is missing."""
    return {"viec": "khong-tra-loi", "chon": received(world).public_id}


def _act(name: str, make: Any, answers: str, **data: Any) -> list[Row]:
    """An act of the first province's office: it asks, and does it."""
    done = answers.replace("login", "401").replace("200", "302")
    args = question_of(make)
    return [Row(name, answers, args=args), Row(name, done, method="post", args=args, data=data)]


NOBODY = "404 404 404 404 404 404 404 404"
EDITORS = "login 403 403 403 403 403 403 403 403 / 403 200 200"
OFFICE = "login 404 404 404 404 200 404 404 404"
APPROVED = "401 404 404 404 404 403 404 404 404"


def _documents() -> Iterator[Row]:
    """Office pages of a document: only the Ministry's editors know it, only its publishers change what is public."""
    draft, live = of(drafted), of(published)
    relation, file = of(published, "relation"), of(published, "file")
    pages = (  # GET by editor and publisher, POST by editor and publisher; a form that lacks something is shown again
        ("legal_office_detail", draft, "200 200", ""),
        ("legal_history", draft, "200 200", ""),
        ("legal_office_file", file, "200 200", ""),
        ("legal_change", draft, "200 200", "200 200"),
        ("legal_discard", draft, "200 200", "302 302"),
        ("legal_publish", draft, "403 200", "403 302"),
        ("legal_withdraw", live, "403 200", "403 200"),
        ("legal_restore", live, "403 200", "403 200"),
        ("legal_relation_add", live, "403 200", "403 200"),
        ("legal_relation_remove", relation, "403 200", "403 302"),
        ("legal_file_add", live, "403 200", "403 200"),
        ("legal_file_remove", file, "403 200", "403 302"),
    )
    for name, args, seen, posted in pages:
        yield Row(name, f"login {NOBODY} / 404 {seen}", args=args)
        if posted:
            yield Row(name, f"401 {NOBODY} / 404 {posted}", method="post", args=args)


ROWS = (
    Row("legal_detail", EVERYBODY, args=address),
    Row("legal_print", EVERYBODY, args=address),
    Row("legal_file", EVERYBODY, args=lambda world: [published(world).files.get().public_id]),
    Row("legal_office_list", EDITORS),
    Row("legal_new", EDITORS),
    Row("legal_new", EDITORS.replace("login", "401"), method="post"),
    *_documents(),
    Row("question_detail", EVERYBODY, args=question_address),
    Row("question_print", EVERYBODY, args=question_address),
    Row("question_confirm", EVERYBODY, args=confirming),
    Row("question_follow", EVERYBODY, args=lambda world: [follow_token(received(world))]),
    Row("question_queue", "login 403 403 403 403 200 200 403 403 / 403 200 200"),
    Row("question_bulk", "login 403 403 403 403 200 302 403 403 / 403 302 302", query=rejecting),
    Row("question_bulk", "401 403 403 403 403 200 302 403 403 / 403 302 302", method="post", query=rejecting),
    Row("question_rules", "login 403 403 403 403 403 403 200 403"),
    Row("question_rule", "login 403 403 403 403 403 403 200 403", args=rule),
    Row(
        "question_rule",
        "401 403 403 403 403 403 403 302 403",
        method="post",
        args=rule,
        data={"handler": "province", "take_days": "3", "answer_days": "10"},
    ),
    Row("question_office", OFFICE, args=question_of(received)),
    Row(
        "question_office",
        "401 404 404 404 404 302 404 404 404",
        method="post",
        args=question_of(written),
        data=lambda world: {"answer": "Nộp ở xã.", "revision": written(world).revision},
    ),
    *_act("question_take", received, OFFICE),
    *_act("question_release", written, OFFICE),
    *_act("question_answer", written, OFFICE),
    *_act("question_submit", written, OFFICE),
    *_act("question_publish", sent, OFFICE),
    *_act("question_unpublish", posted, OFFICE, note="thử"),
    *_act("question_reopen", sent, OFFICE, note="thử"),
    *_act("question_reject", received, OFFICE, note="thử"),
    *_act("question_spam", suspected, OFFICE),
    *_act("question_clear", suspected, OFFICE),
    Row("question_forward", OFFICE, args=question_of(received)),
    Row(
        "question_forward",
        "401 404 404 404 404 302 404 404 404",
        method="post",
        args=question_of(received),
        data=lambda world: {"agency": world.other_stp.public_id, "note": "thử"},
    ),
    # whoever wrote the answer does not approve it; the steps themselves have tests of their own
    Row("question_return", OFFICE.replace("200", "403"), args=question_of(sent)),
    Row("question_return", APPROVED, method="post", args=question_of(sent)),
    Row("question_approve", OFFICE.replace("200", "403"), args=question_of(sent)),
    Row("question_approve", APPROVED, method="post", args=question_of(sent)),
    Row("question_ask", EVERYBODY, method="post"),
    Row("question_find", EVERYBODY, method="post"),
    Row("question_confirm", all_get(302), method="post", args=confirming),
)
