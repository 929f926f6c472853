"""State of an article in two to four words (tình trạng bài viết)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.templatetags.vn import vn_datetime
from portal.content.workflow import State
from portal.models import Article

_LOOKS = {
    State.DRAFT: ("out", "pencil"),
    State.REVIEW: ("warn", "hourglass-split"),
    State.SCHEDULED: ("note", "clock"),
    State.PUBLISHED: ("ok", "check-circle-fill"),
    State.WITHDRAWN: ("bad", "x-circle"),
}


@dataclass(frozen=True)
class Status:
    """What stands in the state mark, and in a second one: what the public reads meanwhile."""

    text: str
    kind: str
    icon: str
    also: str = ""


def status_of(article: Article, moment: datetime) -> Status:
    """The state as the public sees it at `moment`: from its hour on a scheduled article is published."""
    state = State.PUBLISHED if article.is_due(moment) else State(article.state)
    kind, icon = _LOOKS[state]
    text = str(state.label)
    if state == State.SCHEDULED:
        text = f"Đăng lúc {vn_datetime(article.publish_at)}"
    if state == State.WITHDRAWN and article.first_published_at is None:
        text = "Đã bỏ bản nháp"
    also = "Bản trước đang công khai" if article.live_id and state not in {State.PUBLISHED, State.WITHDRAWN} else ""
    return Status(text, kind, icon, also)
