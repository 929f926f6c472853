"""Pictures of articles."""

from __future__ import annotations

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from accounts.scoping import agency_ids_with
from core.models import StoredFile


class ContentImageQuerySet(models.QuerySet["ContentImage"]):
    """Pictures; `visible_to` filters by permission."""

    def visible_to(self, user: User) -> ContentImageQuerySet:
        """Pictures of agencies whose content `user` edits. Filters by permission."""
        ids = agency_ids_with(user, "edit_content")
        return self if ids is None else self.filter(agency_id__in=ids)


class ContentImage(models.Model):
    """A picture for articles, scaled down and without its camera's data (ảnh của bài viết). Never changes.

    Public from the moment it is uploaded, under an address nobody can guess. `width` and `height` are those of `file`.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey("accounts.Agency", on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name="ảnh")
    thumb = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name="ảnh nhỏ")
    width = models.PositiveIntegerField("rộng")
    height = models.PositiveIntegerField("cao")
    alt = models.CharField("mô tả ảnh", max_length=300)
    source_sha256 = models.CharField("SHA-256 của tệp gốc", max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người tải lên"
    )
    uploaded_at = models.DateTimeField("tải lên lúc", auto_now_add=True)

    objects = ContentImageQuerySet.as_manager()

    class Meta:
        verbose_name = "ảnh của bài viết"
        verbose_name_plural = "ảnh của bài viết"
        indexes = [models.Index(fields=["agency", "-uploaded_at"], name="image_of_agency")]
        constraints = [models.CheckConstraint(name="image_is_described", condition=~Q(alt=""))]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.alt

    def get_absolute_url(self) -> str:
        """Where browsers load it."""
        return reverse("content:image", args=[self.public_id])

    @property
    def thumb_url(self) -> str:
        """Where browsers load the small one, at most 480 pixels wide."""
        return reverse("content:thumb", args=[self.public_id])
