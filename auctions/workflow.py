"""States of a notice and the steps between them (quy trình thông báo đấu giá)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import TextChoices

from accounts import scoping
from auctions.terms import NoticeKind
from core.workflow import Transition, Workflow

if TYPE_CHECKING:
    from auctions.models import Notice


class State(TextChoices):
    """State of a notice (trạng thái thông báo). Days of sale and auction are facts of the content, not states."""

    DRAFT = "draft", "Nháp"
    PUBLISHED = "published", "Đã đăng"
    WITHDRAWN = "withdrawn", "Đã huỷ thông báo"
    CANCELLED = "cancelled", "Đã huỷ cuộc đấu giá"


def _may_publish_twice(notice: Notice) -> str:
    if notice.kind != NoticeKind.AUCTION:
        return "Chỉ thông báo công khai việc đấu giá mới đăng lần 2."
    if notice.second_published_at:
        return "Thông báo này đã đăng lần 2."
    return ""


def _is_auction(notice: Notice) -> str:
    return "" if notice.kind == NoticeKind.AUCTION else "Thông báo này không phải thông báo đấu giá."


WORKFLOW = Workflow(
    # step, from, to, permission, rule
    Transition("publish", {State.DRAFT}, State.PUBLISHED, "publish_notices", label="Đăng thông báo"),
    Transition(
        "publish_second", {State.PUBLISHED}, State.PUBLISHED, "publish_notices", _may_publish_twice, label="Đăng lần 2"
    ),
    Transition(
        "correct", {State.PUBLISHED}, State.PUBLISHED, "publish_notices", label="Đăng đính chính", needs_note=True
    ),
    Transition(
        "withdraw", {State.PUBLISHED}, State.WITHDRAWN, "publish_notices", label="Huỷ thông báo", needs_note=True
    ),
    Transition(
        "cancel",
        {State.PUBLISHED},
        State.CANCELLED,
        "publish_notices",
        _is_auction,
        label="Huỷ cuộc đấu giá",
        needs_note=True,
    ),
    log_model="auctions.NoticeLog",
    can=scoping.can,
)
