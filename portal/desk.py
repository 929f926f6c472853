"""The pages of content in the office menu, and what waits there (việc chờ về nội dung)."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from accounts import scoping
from core import menu, worklist
from core.worklist import WaitingItem
from portal.content.workflow import State
from portal.models import Article, ArticleLog
from portal.queries.writers import announcers_of, looks_after_writers

SYSTEM = "Nội dung Cổng"
_MOST = 20


def register() -> None:
    """Called once, when the app is ready."""
    items = (
        menu.MenuItem(
            SYSTEM,
            "Tin, bài, văn bản",
            "content:office_list",
            icon="newspaper",
            codename="edit_content",
            order=10,
            count=_waiting_count,
            first_step="Soạn tin, văn bản chỉ đạo, hướng dẫn nghiệp vụ hoặc trang giới thiệu của Sở.",
        ),
        menu.MenuItem(SYSTEM, "Ảnh", "content:office_pictures", icon="image", codename="edit_content", order=50),
        menu.MenuItem(
            SYSTEM, "Đầu mối hỗ trợ", "content:contacts", icon="headset", codename="publish_content", order=60
        ),
        menu.MenuItem(
            SYSTEM,
            "Thông báo ngắn",
            "content:announcements",
            icon="megaphone",
            codename="publish_content",
            order=70,
            shown_to=_announces,
        ),
        menu.MenuItem(
            SYSTEM,
            "Duyệt hai người",
            "content:policies",
            icon="people",
            codename="manage_accounts",
            order=90,
            shown_to=looks_after_writers,
        ),
    )
    for item in items:
        menu.register(item)
    worklist.register(waiting)


def waiting(user: Any) -> list[WaitingItem]:
    """Content that waits for approval by `user`, and content given back to him."""
    return [*_to_approve(user), *_given_back(user)]


def _announces(user: Any) -> bool:
    return announcers_of(user).exists()


def _to_approve(user: Any) -> list[WaitingItem]:
    found = _for_approval(user).select_related("agency", "latest__saved_by").order_by("pk")[:_MOST]
    return [
        WaitingItem(
            f"Duyệt: {article.title}",
            f"{article.get_kind_display()}, {article.latest.saved_by.get_full_name()} soạn. {article.agency.name}",
            reverse("content:office_detail", args=[article.public_id]),
        )
        for article in found
    ]


def _given_back(user: Any) -> list[WaitingItem]:
    """Drafts of `user` whose last step was being returned."""
    last = ArticleLog.objects.filter(record=OuterRef("pk")).order_by("-at", "-pk")
    mine = Article.objects.visible_to(user).filter(state=State.DRAFT, latest__saved_by=user.pk)
    returned = mine.annotate(step=Subquery(last.values("step")[:1]), why=Subquery(last.values("note")[:1]))
    return [
        WaitingItem(f"Sửa và trình lại: {article.title}", f"Lý do trả lại: {article.why}",
                    reverse("content:office_detail", args=[article.public_id]))
        for article in returned.filter(step="return").order_by("pk")[:_MOST]
    ]  # fmt: skip


def _for_approval(user: Any) -> Any:
    ids = scoping.agency_ids_with(user, "publish_content")
    waiting = Article.objects.filter(state=State.REVIEW)
    if ids is not None:
        waiting = waiting.filter(agency_id__in=ids)
    return waiting.exclude(Q(latest__saved_by=user.pk) & Q(agency__review_policy__needs_second_person=True))


def _waiting_count(user: Any) -> int:
    return int(_for_approval(user).count()) if scoping.holds_anywhere(user, "publish_content") else 0
