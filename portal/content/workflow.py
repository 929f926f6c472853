"""States of an article and the steps between them (quy trình biên tập, duyệt, đăng)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import TextChoices
from django.utils.timezone import now

from accounts import scoping
from core.workflow import Transition, Workflow
from portal.content.gaps import gaps

if TYPE_CHECKING:
    from accounts.models import User
    from portal.models import Article


class State(TextChoices):
    """Where the newest version of an article stands (trạng thái nội dung); an older one may be public meanwhile."""

    DRAFT = "draft", "Đang soạn"
    REVIEW = "review", "Chờ duyệt"
    SCHEDULED = "scheduled", "Hẹn giờ đăng"
    PUBLISHED = "published", "Đã đăng"
    WITHDRAWN = "withdrawn", "Đã gỡ"


# The clock's right: nobody holds it, the periodic task acts without an account.
RELEASE = "release"


def can(user: User | None, codename: str, record: Any) -> bool:
    """Whether `user` may take a step at the article's agency; None is the clock, which may only release."""
    if user is None:
        return codename == RELEASE
    return codename != RELEASE and scoping.can(user, codename, record)


def is_complete(article: Article) -> str:
    """What the public reads has all its parts (đủ nội dung)."""
    missing = gaps(article.kind, article.latest)
    return f"Chưa đủ nội dung: {'; '.join(missing)}." if missing else ""


def by_a_second_person(article: Article, user: User) -> str:
    """Where the agency asks for it, whoever approves did not write the version (người duyệt khác người soạn)."""
    if article.latest is None or article.latest.saved_by_id != user.pk:
        return ""
    policies = apps.get_model("portal.ReviewPolicy").objects
    if not policies.filter(agency_id=article.agency_id, needs_second_person=True).exists():
        return ""
    return "Bản này do Ông/Bà lưu. Đơn vị đang bật chế độ duyệt hai người, người khác phải duyệt, đăng."


def is_due(article: Article) -> str:
    """The hour has come (đến giờ đăng)."""
    return "" if article.publish_at and article.publish_at <= now() else "Chưa đến giờ đăng."


def is_not_due(article: Article) -> str:
    """The hour has not come yet: afterwards the public may have read it."""
    return "Đã đến giờ đăng, nội dung đã công khai. Muốn thôi công khai thì gỡ." if not is_due(article) else ""


def was_public(article: Article) -> str:
    """Only what people could read is withdrawn."""
    return "" if article.first_published_at else "Nội dung này chưa đăng lần nào, không cần gỡ."


def was_never_public(article: Article) -> str:
    """Only what nobody could read is thrown away."""
    return "Nội dung này đã từng đăng. Muốn thôi công khai thì gỡ." if article.first_published_at else ""


_OPEN = {State.DRAFT, State.REVIEW, State.SCHEDULED}

WORKFLOW = Workflow(
    # step, from, to, permission, rule
    Transition("submit", {State.DRAFT}, State.REVIEW, "edit_content", is_complete, label="Trình duyệt"),
    Transition("take_back", {State.REVIEW}, State.DRAFT, "edit_content", label="Rút về soạn tiếp"),
    Transition("return", {State.REVIEW}, State.DRAFT, "publish_content", label="Trả lại", needs_note=True),
    Transition(
        "publish", _OPEN, State.PUBLISHED, "publish_content", is_complete,
        label="Đăng", person_rule=by_a_second_person,
    ),
    Transition(
        "schedule", {State.DRAFT, State.REVIEW}, State.SCHEDULED, "publish_content", is_complete,
        label="Hẹn giờ đăng", person_rule=by_a_second_person,
    ),
    Transition("unschedule", {State.SCHEDULED}, State.DRAFT, "publish_content", is_not_due, label="Bỏ hẹn giờ"),
    Transition("release", {State.SCHEDULED}, State.PUBLISHED, RELEASE, is_due, label="Đăng theo giờ hẹn"),
    Transition("revise", {State.PUBLISHED, State.WITHDRAWN}, State.DRAFT, "edit_content", label="Soạn bản sửa"),
    Transition(
        "withdraw", {*_OPEN, State.PUBLISHED}, State.WITHDRAWN, "publish_content", was_public,
        label="Gỡ", needs_note=True,
    ),
    Transition("discard", {State.DRAFT}, State.WITHDRAWN, "edit_content", was_never_public, label="Bỏ bản nháp"),
    log_model="portal.ArticleLog",
    can=can,
)  # fmt: skip
