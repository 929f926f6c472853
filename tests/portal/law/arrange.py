"""Documents, questions and who handles them, for the tests; everything through the services."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from weasyprint import HTML

from accounts.models import Agency, User
from accounts.roles import Role
from portal.models import LegalDocument, Question
from portal.services import answering, questions
from portal.services.legal import DocumentFacts, create_document, publish_document
from portal.services.questions import Asked
from tests.accounts.factories import AgencyFactory, user_at

TEXT = "Tôi muốn chứng thực bản sao bằng tốt nghiệp thì nộp ở đâu và mất bao nhiêu tiền một trang?"
_CLASS = re.compile(r'class="st (\w+)"')


def ministry() -> Agency:
    return Agency.objects.filter(kind="ministry").first() or AgencyFactory(ministry=True)


def editor(agency: Agency | None = None) -> User:
    return user_at(agency or ministry(), Role.CONTENT_EDITOR)


def publisher(agency: Agency | None = None) -> User:
    return user_at(agency or ministry(), Role.CONTENT_PUBLISHER)


def facts(number: str = "01/2016/QH14", **changed: Any) -> DocumentFacts:
    values = {
        "number": number, "kind": "luat", "title": "Đấu giá tài sản", "issuer": "Quốc hội", "field": "dau-gia",
        "effective_on": date(2017, 7, 1), "confidence": "cao",
    }  # fmt: skip
    return DocumentFacts(**{**values, **changed})


def draft(number: str = "01/2016/QH14", **changed: Any) -> LegalDocument:
    return create_document(facts(number, **changed), agency=ministry(), by=editor(), public_id=uuid4())


def published(number: str = "01/2016/QH14", **changed: Any) -> LegalDocument:
    document = draft(number, **changed)
    publish_document(document, by=publisher())
    return document


def pdf(*pages: str, name: str = "toàn văn.pdf") -> SimpleUploadedFile:
    """A PDF with a text layer, a page for each text."""
    html = "".join(f'<p style="page-break-after: always">{page}</p>' for page in pages)
    return SimpleUploadedFile(name, HTML(string=html).write_pdf(), "application/pdf")


def docx(*paragraphs: str, name: str = "toàn văn.docx") -> SimpleUploadedFile:
    document, held = Document(), BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Mức phí", "hai nghìn đồng một trang"
    document.save(held)
    return SimpleUploadedFile(name, held.getvalue())


# ------------------------------------------------------------------ questions
def asked(**changed: Any) -> Asked:
    values = {
        "name": "Nguyễn Văn Mẫu", "email": "nguoihoi@example.vn", "field": "chung-thuc", "province": None,
        "text": TEXT, "consent": "initials",
    }  # fmt: skip
    return Asked(**{**values, **changed})


def sent(**changed: Any) -> Question:
    ministry()
    return questions.ask_question(asked(**changed), form_key=uuid4())


def confirmed(**changed: Any) -> Question:
    question = sent(**changed)
    questions.confirm_question(question)
    return question


def written(by: User, answer: str = "Nộp tại Uỷ ban nhân dân cấp xã bất kỳ.", **changed: Any) -> Question:
    """A question `by` has taken and written an answer to."""
    question = confirmed(**changed)
    answering.take_question(question, by=by)
    title, text = "Chứng thực bằng tốt nghiệp ở đâu", "Chứng thực bản sao bằng tốt nghiệp thì nộp ở đâu?"
    answering.save_draft(question, answering.AnswerDraft(answer, title, text), revision=question.revision, by=by)
    return question


def answered(by: User, **changed: Any) -> Question:
    question = written(by, **changed)
    answering.send_answer(question, by=by)
    return question


def posted(by: User, **changed: Any) -> Question:
    question = answered(by, **changed)
    answering.publish_question(question, by=by)
    return question
