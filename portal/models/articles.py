"""An article from its first draft to its withdrawal, and who must approve it."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from accounts.scoping import agency_ids_with
from core.models import TransitionLogBase
from portal.content.kinds import ArticleKind
from portal.content.workflow import WORKFLOW, State

if TYPE_CHECKING:
    from portal.models.versions import ArticleVersion


class ArticleQuerySet(models.QuerySet["Article"]):
    """Articles; `visible_to` filters by permission."""

    def visible_to(self, user: User) -> ArticleQuerySet:
        """Articles of agencies whose content `user` edits, drafts included. Filters by permission."""
        ids = agency_ids_with(user, "edit_content")
        return self if ids is None else self.filter(agency_id__in=ids)

    def due(self, now: datetime) -> ArticleQuerySet:
        """Articles whose hour has come but which nobody has released yet (đến giờ đăng)."""
        return self.filter(state=State.SCHEDULED, publish_at__lte=now)


@pghistory.track(exclude=["folded_title"])
class Article(models.Model):
    """A piece of content kept by an agency: news, directive document, guidance, introduction (bài viết).

    `latest` is the version being worked on, `live` the one the public reads. A scheduled article shows `latest` from
    `publish_at` on, whether or not the periodic task has come by (`shown_at` says which). `number` stands in the public
    address for ever. `title` and `folded_title` repeat the newest version for the office's lists.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField("số trong địa chỉ", unique=True, editable=False)
    kind = models.CharField("loại nội dung", max_length=12, choices=ArticleKind)
    agency = models.ForeignKey(
        "accounts.Agency", on_delete=models.PROTECT, related_name="articles", verbose_name="đơn vị đăng"
    )
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.DRAFT, editable=False)
    title = models.CharField("tiêu đề", max_length=300)
    folded_title = models.TextField("tiêu đề để tìm", blank=True, editable=False)
    slug = models.SlugField("đường dẫn", max_length=90, blank=True, db_index=False)
    latest = models.ForeignKey(
        "portal.ArticleVersion",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="latest_of",
        verbose_name="bản mới nhất",
    )
    live = models.ForeignKey(
        "portal.ArticleVersion",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="live_of",
        verbose_name="bản đang công khai",
    )
    publish_at = models.DateTimeField("giờ hẹn đăng", null=True, editable=False)
    first_published_at = models.DateTimeField("đăng lần đầu", null=True, editable=False)
    published_at = models.DateTimeField("đăng bản đang công khai", null=True, editable=False)
    withdrawn_at = models.DateTimeField("gỡ lúc", null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người soạn"
    )
    created_at = models.DateTimeField("ngày soạn", auto_now_add=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "bài viết"
        verbose_name_plural = "bài viết"
        indexes = [
            models.Index(fields=["kind", "-first_published_at"], name="article_newest"),
            models.Index(fields=["agency", "kind", "-id"], name="article_of_agency"),
            models.Index(fields=["publish_at"], name="article_scheduled", condition=Q(state=State.SCHEDULED)),
            GinIndex(fields=["folded_title"], name="article_title_trigrams", opclasses=["gin_trgm_ops"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["agency"],
                condition=Q(kind=ArticleKind.INTRODUCTION),
                name="article_one_introduction_each",
                violation_error_message="Mỗi Sở Tư pháp có một trang giới thiệu.",
            ),
            models.CheckConstraint(
                name="article_scheduled_has_its_hour",
                condition=Q(state=State.SCHEDULED, publish_at__isnull=False)
                | Q(~Q(state=State.SCHEDULED), publish_at__isnull=True),
            ),
            models.CheckConstraint(
                name="article_published_is_readable",
                condition=Q(~Q(state=State.PUBLISHED)) | Q(live__isnull=False, first_published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="article_withdrawn_is_not_readable",
                condition=Q(~Q(state=State.WITHDRAWN)) | Q(live__isnull=True, withdrawn_at__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="state_follows_workflow", field="state", transitions=WORKFLOW.edges()),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Public address; the number in it decides, the words may change."""
        if self.kind == ArticleKind.INTRODUCTION:
            return reverse("content:stp", args=[self.agency.account_code])
        return reverse(f"content:{self.kind}_detail", kwargs={"slug": self.slug or "bai", "number": self.number})

    def is_due(self, now: datetime) -> bool:
        """Whether its scheduled hour has come without anybody having released it yet."""
        return self.state == State.SCHEDULED and self.publish_at is not None and self.publish_at <= now

    def shown_at(self, now: datetime) -> ArticleVersion | None:
        """The version the public reads at `now` (bản công khai); None when there is none."""
        return self.latest if self.is_due(now) else self.live


class ArticleLog(TransitionLogBase):
    """Who submitted, returned, published or withdrew an article, when and why (nhật ký bài viết).

    `by` is None where the clock published it.
    """

    record = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="log", verbose_name="bài viết")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người thực hiện")

    class Meta(TransitionLogBase.Meta):
        verbose_name = "nhật ký bài viết"
        verbose_name_plural = "nhật ký bài viết"


@pghistory.track()
class ReviewPolicy(models.Model):
    """Whether whoever approves content of an agency must be another than who wrote it (chế độ duyệt nội dung)."""

    agency = models.OneToOneField(
        "accounts.Agency", on_delete=models.PROTECT, related_name="review_policy", verbose_name="đơn vị"
    )
    needs_second_person = models.BooleanField("duyệt hai người", default=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người thay đổi"
    )
    changed_at = models.DateTimeField("thay đổi lúc", auto_now=True)

    class Meta:
        verbose_name = "chế độ duyệt nội dung"
        verbose_name_plural = "chế độ duyệt nội dung"

    def __str__(self) -> str:
        return f"{self.agency}: {'hai người' if self.needs_second_person else 'một người'}"
