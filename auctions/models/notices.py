"""A notice: the process that holds all its versions, and what lists and filters read."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.scoping import agency_ids_with
from auctions.terms import NoticeKind
from auctions.workflow import WORKFLOW, State
from core.models import TransitionLogBase

if TYPE_CHECKING:
    from accounts.models import User

PUBLISHED = Q(published_at__isnull=False)


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices; `visible_to` filters by permission, `published` keeps what everybody may read."""

    def visible_to(self, user: User) -> NoticeQuerySet:
        """Notices of agencies whose notices `user` may view, drafts included. Filters by permission."""
        ids = agency_ids_with(user, "view_notices")
        return self if ids is None else self.filter(agency_id__in=ids)

    def published(self) -> NoticeQuerySet:
        """Whatever was published once, withdrawn and cancelled ones too: they stay readable (đã công khai)."""
        return self.filter(PUBLISHED)


@pghistory.track(exclude=["search", "folded_title"])
class Notice(models.Model):
    """A notice from first draft to last version (thông báo đấu giá). One process, one code, many versions.

    The columns after `state` repeat the effective version for lists, filters and search; `auctions.services.index`
    alone writes them. `code` is given at the first publication, without gaps per year, kind and province.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField("mã thông báo", max_length=24, unique=True, null=True, editable=False)  # noqa: DJ001
    kind = models.CharField("loại thông báo", max_length=10, choices=NoticeKind)
    agency = models.ForeignKey(
        "accounts.Agency", on_delete=models.PROTECT, related_name="notices", verbose_name="đơn vị đăng"
    )
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.DRAFT, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người soạn"
    )
    created_at = models.DateTimeField("ngày soạn", auto_now_add=True)

    title = models.CharField("tên thông báo", max_length=500, blank=True)
    slug = models.SlugField("đường dẫn", max_length=90, blank=True, db_index=False)
    publisher_name = models.CharField("đơn vị đăng, như đã in", max_length=300, blank=True)
    owner_name = models.CharField("người có tài sản", max_length=300, blank=True)
    province = models.ForeignKey(
        "accounts.AdministrativeUnit",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="tỉnh, thành phố của lô đầu",
    )
    province_ids = ArrayField(models.BigIntegerField(), verbose_name="tỉnh, thành phố", default=list)
    commune_ids = ArrayField(models.BigIntegerField(), verbose_name="xã, phường", default=list)
    place = models.CharField("nơi có tài sản", max_length=300, blank=True)
    asset_kinds = ArrayField(models.CharField(max_length=24), verbose_name="loại tài sản", default=list)
    natures = ArrayField(models.CharField(max_length=10), verbose_name="động sản, bất động sản", default=list)
    lot_count = models.PositiveIntegerField("số lô", default=0)
    price_min = models.DecimalField("giá khởi điểm thấp nhất", max_digits=18, decimal_places=0, null=True)
    price_total = models.DecimalField("tổng giá khởi điểm", max_digits=20, decimal_places=0, null=True)
    dossier_until = models.DateTimeField("hạn nộp hồ sơ", null=True)
    auction_at = models.DateTimeField("mở cuộc đấu giá", null=True)
    first_published_at = models.DateTimeField("đăng lần 1", null=True, editable=False)
    second_published_at = models.DateTimeField("đăng lần 2", null=True, editable=False)
    published_at = models.DateTimeField("lần đăng gần nhất", null=True, editable=False)
    version_number = models.PositiveIntegerField("bản đang hiệu lực", default=0, editable=False)
    correction_count = models.PositiveIntegerField("số lần đính chính", default=0, editable=False)
    ended_at = models.DateTimeField("thời điểm huỷ", null=True, editable=False)
    end_reason = models.TextField("lý do huỷ", blank=True, editable=False)
    folded_title = models.TextField("tên để gợi ý", blank=True, editable=False)
    search = SearchVectorField("từ để tìm", null=True, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo đấu giá"
        verbose_name_plural = "thông báo đấu giá"
        indexes = [
            models.Index(fields=["kind", "-published_at", "-id"], name="notice_newest", condition=PUBLISHED),
            models.Index(fields=["kind", "dossier_until", "id"], name="notice_by_deadline", condition=PUBLISHED),
            models.Index(fields=["kind", "auction_at", "id"], name="notice_by_auction", condition=PUBLISHED),
            models.Index(fields=["kind", "price_total", "id"], name="notice_by_price", condition=PUBLISHED),
            models.Index(fields=["agency", "-created_at"], name="notice_of_agency"),
            models.Index(
                fields=["agency", "-published_at", "-id"], name="notice_newest_of_agency", condition=PUBLISHED
            ),
            GinIndex(fields=["province_ids", "commune_ids", "asset_kinds"], name="notice_places_and_kinds"),
            GinIndex(fields=["search"], name="notice_search", fastupdate=False),
            GinIndex(fields=["folded_title"], name="notice_title_trigrams", opclasses=["gin_trgm_ops"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="notice_coded_once_published",
                condition=Q(state=State.DRAFT, code__isnull=True, published_at__isnull=True)
                | Q(~Q(state=State.DRAFT), code__isnull=False, published_at__isnull=False, version_number__gte=1),
            ),
            models.CheckConstraint(
                name="notice_ended_with_reason",
                condition=Q(state__in=[State.DRAFT, State.PUBLISHED], ended_at__isnull=True)
                | Q(Q(state__in=[State.WITHDRAWN, State.CANCELLED], ended_at__isnull=False) & ~Q(end_reason="")),
            ),
            models.CheckConstraint(
                name="notice_second_only_for_auctions",
                condition=Q(second_published_at__isnull=True) | Q(kind=NoticeKind.AUCTION),
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="state_follows_workflow", field="state", transitions=WORKFLOW.edges()),
            pgtrigger.Protect(
                name="published_stays",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code or self.title or "Bản nháp chưa có tên"

    def get_absolute_url(self) -> str:
        """Public address of a published notice: readable, and stable because the code in it is."""
        return reverse(f"auctions:{self.kind}_detail", kwargs={"slug": self.slug, "code": self.code})

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it."""
        return self.published_at is not None

    @property
    def is_over(self) -> bool:
        """Withdrawn or cancelled: nothing more happens to it."""
        return self.state in {State.WITHDRAWN, State.CANCELLED}


class NoticeLog(TransitionLogBase):
    """Who published, corrected or cancelled a notice, when and why (nhật ký thông báo). Append-only."""

    record = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="log", verbose_name="thông báo")

    class Meta(TransitionLogBase.Meta):
        abstract = False
        verbose_name = "nhật ký thông báo"
        verbose_name_plural = "nhật ký thông báo"
