"""States of a legal document on the portal and the steps between them (quy trình đăng văn bản)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices

from accounts import scoping
from core.workflow import Transition, Workflow

if TYPE_CHECKING:
    from accounts.models import User


class DocumentState(TextChoices):
    """Whether a document is on the portal (trạng thái). Its effect in law is worked out, see portal.queries.effect."""

    DRAFT = "draft", "Nháp"
    PUBLISHED = "published", "Đã đăng"
    WITHDRAWN = "withdrawn", "Đã gỡ"


# The right of `load_legal_documents`, which acts for nobody; it belongs to no role.
LOAD = "load"


def can(user: User | None, codename: str, record: Any) -> bool:
    """Whether `user` may take a step. None is the command that loads the reference data."""
    if user is None:
        return codename == LOAD
    return scoping.can(user, codename, record)


WORKFLOW = Workflow(
    # step, from, to, permission
    Transition("publish", {DocumentState.DRAFT}, DocumentState.PUBLISHED, "publish_content", label="Đăng văn bản"),
    Transition("load", {DocumentState.DRAFT}, DocumentState.PUBLISHED, LOAD, label="Nạp từ danh mục"),
    Transition("reload", {DocumentState.PUBLISHED}, DocumentState.PUBLISHED, LOAD, label="Cập nhật theo danh mục"),
    Transition(
        "correct", {DocumentState.PUBLISHED}, DocumentState.PUBLISHED, "publish_content", label="Sửa văn bản đã đăng"
    ),
    Transition(
        "withdraw",
        {DocumentState.PUBLISHED},
        DocumentState.WITHDRAWN,
        "publish_content",
        label="Gỡ văn bản",
        needs_note=True,
    ),
    Transition(
        "restore", {DocumentState.WITHDRAWN}, DocumentState.PUBLISHED, "publish_content", label="Đăng lại văn bản"
    ),
    log_model="portal.LegalDocumentLog",
    can=can,
)
