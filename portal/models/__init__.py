"""Tables of the public content."""

from portal.models.announcements import Announcement, Audience
from portal.models.articles import Article, ArticleLog, ReviewPolicy
from portal.models.contacts import SupportContact, SupportedSystem
from portal.models.images import ContentImage
from portal.models.legal import LegalDocument, LegalDocumentLog, LegalFile, LegalPage, LegalRelation
from portal.models.questions import Question, QuestionLog, QuestionRule
from portal.models.versions import ArticleVersion, VersionFile

__all__ = [
    "Announcement",
    "Article",
    "ArticleLog",
    "ArticleVersion",
    "Audience",
    "ContentImage",
    "LegalDocument",
    "LegalDocumentLog",
    "LegalFile",
    "LegalPage",
    "LegalRelation",
    "Question",
    "QuestionLog",
    "QuestionRule",
    "ReviewPolicy",
    "SupportContact",
    "SupportedSystem",
    "VersionFile",
]
