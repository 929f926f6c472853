"""Files people uploaded or the portal made."""

from __future__ import annotations

import uuid

import pgtrigger
from django.conf import settings
from django.core.files import File
from django.core.files.storage import storages
from django.db import models


class ScanState(models.TextChoices):
    """What the virus scanner said (kết quả quét mã độc)."""

    UNSCANNED = "unscanned", "Chưa quét"
    CLEAN = "clean", "Không có mã độc"
    REFUSED = "refused", "Có mã độc"


class StoredFile(models.Model):
    """One stored file: where it lies, what it is, and its SHA-256 (tệp lưu trữ). Its content never changes.

    `name` is what the person called it and is shown; `path` is random and never leaves the server.
    `size` is in bytes. Written by `core.storage.store_upload` and `store_bytes` alone.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    storage = models.CharField("kho", max_length=10, editable=False)
    path = models.CharField("nơi lưu", max_length=120, unique=True, editable=False)
    name = models.CharField("tên tệp", max_length=200)
    content_type = models.CharField("loại", max_length=100, editable=False)
    size = models.PositiveBigIntegerField("dung lượng", editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    scan_state = models.CharField("quét mã độc", max_length=10, choices=ScanState, default=ScanState.UNSCANNED)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người tải lên",
        help_text="Trống khi người gửi chưa có tài khoản hoặc do hệ thống lập",
    )
    created_at = models.DateTimeField("tải lên lúc", auto_now_add=True)

    class Meta:
        verbose_name = "tệp lưu trữ"
        verbose_name_plural = "tệp lưu trữ"
        indexes = [models.Index(fields=["sha256"])]
        triggers = [
            pgtrigger.ReadOnly(
                name="content_never_changes",
                fields=["public_id", "storage", "path", "name", "content_type", "size", "sha256", "created_by"],
            )
        ]

    def __str__(self) -> str:
        return self.name

    def open(self) -> File[bytes]:
        """The content, opened for reading in binary; the caller closes it."""
        return storages[self.storage].open(self.path, "rb")
