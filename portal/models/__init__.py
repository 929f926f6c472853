"""Tables of the public content."""

from portal.models.legal import LegalDocument, LegalDocumentLog, LegalFile, LegalPage, LegalRelation
from portal.models.questions import Question, QuestionDesk, QuestionLog, QuestionRule

__all__ = [
    "LegalDocument",
    "LegalDocumentLog",
    "LegalFile",
    "LegalPage",
    "LegalRelation",
    "Question",
    "QuestionDesk",
    "QuestionLog",
    "QuestionRule",
]
