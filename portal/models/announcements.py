"""Short announcements on top of pages."""

from __future__ import annotations

import uuid

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from accounts.scoping import agency_ids_with


class Audience(models.TextChoices):
    """Who sees an announcement (nơi hiện thông báo ngắn)."""

    PUBLIC = "public", "Trang công khai"
    OFFICE = "office", "Trang nghiệp vụ"
    ALL = "all", "Mọi trang"


class AnnouncementKind(models.TextChoices):
    """How urgent it is; the value is the kind of message on the page (mức độ)."""

    NOTE = "note", "Thông tin"
    WARN = "warn", "Cần lưu ý"
    BAD = "bad", "Sự cố"


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    """Announcements; `visible_to` filters by permission."""

    def visible_to(self, user: User) -> AnnouncementQuerySet:
        """Announcements of agencies for which `user` publishes. Filters by permission."""
        ids = agency_ids_with(user, "publish_content")
        return self if ids is None else self.filter(agency_id__in=ids)


@pghistory.track()
class Announcement(models.Model):
    """A short announcement on top of pages between two moments (thông báo ngắn). Who changed it, the history tells."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey("accounts.Agency", on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    kind = models.CharField("mức độ", max_length=5, choices=AnnouncementKind, default=AnnouncementKind.NOTE)
    audience = models.CharField("hiện ở", max_length=6, choices=Audience, default=Audience.PUBLIC)
    text = models.CharField("nội dung", max_length=300)
    url = models.CharField("địa chỉ xem thêm", max_length=500, blank=True)
    starts_at = models.DateTimeField("hiện từ")
    ends_at = models.DateTimeField("hiện đến")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người soạn"
    )
    created_at = models.DateTimeField("ngày soạn", auto_now_add=True)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo ngắn"
        verbose_name_plural = "thông báo ngắn"
        indexes = [models.Index(fields=["ends_at"], name="announcement_ends")]
        constraints = [
            models.CheckConstraint(
                name="announcement_ends_after_it_starts",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="Thời điểm kết thúc phải sau thời điểm bắt đầu.",
            ),
        ]

    def __str__(self) -> str:
        return self.text
