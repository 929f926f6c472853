"""What an article said, when, in whose words: immutable versions and their files."""

from __future__ import annotations

import uuid
from dataclasses import fields

import pgtrigger
from django.conf import settings
from django.db import models

from core.models import StoredFile
from portal.content.kinds import Content
from portal.models.articles import Article
from portal.models.images import ContentImage


def _never_changes() -> pgtrigger.Protect:
    return pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


class ArticleVersion(models.Model):
    """One saved version of an article (bản của bài viết). Immutable: the database refuses any change.

    `body` has been cleaned by `portal.content.html.clean`. `cover` is the first picture in it. `form_key` comes from
    the form, so that a second click finds the first result.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="versions", verbose_name="bài viết")
    number = models.PositiveIntegerField("bản số")
    title = models.CharField("tiêu đề", max_length=300)
    summary = models.CharField("tóm tắt", max_length=600, blank=True)
    document_number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=300, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True)
    address = models.CharField("địa chỉ", max_length=300, blank=True)
    phone = models.CharField("điện thoại", max_length=60, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    body = models.TextField("nội dung", blank=True)
    cover = models.ForeignKey(
        ContentImage, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="ảnh đầu tiên"
    )
    note = models.CharField("ghi chú lần sửa", max_length=300, blank=True)
    restored_from = models.PositiveIntegerField("khôi phục từ bản", null=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người lưu"
    )
    saved_at = models.DateTimeField("lưu lúc", auto_now_add=True)
    form_key = models.UUIDField("khoá chống lặp", default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = "bản của bài viết"
        verbose_name_plural = "bản của bài viết"
        ordering = ("article", "number")
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="article_version_number_unique")]
        triggers = [_never_changes()]

    def __str__(self) -> str:
        return f"Bản {self.number}"

    @property
    def content(self) -> Content:
        """What was written, apart from files."""
        return Content(**{described.name: getattr(self, described.name) for described in fields(Content)})

    @property
    def files(self) -> list[StoredFile]:
        """Its files in order; prefetch `attachments__file` in lists."""
        held = self.attachments.select_related("file").order_by("position")
        return [attachment.file for attachment in held]


class VersionFile(models.Model):
    """A file of one version of an article (tệp của bản). Immutable like it; versions share stored files."""

    version = models.ForeignKey(
        ArticleVersion, on_delete=models.PROTECT, related_name="attachments", verbose_name="bản của bài viết"
    )
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name="tệp")
    position = models.PositiveIntegerField("thứ tự")

    class Meta:
        verbose_name = "tệp của bản"
        verbose_name_plural = "tệp của bản"
        ordering = ("version", "position")
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="version_file_position_unique")]
        triggers = [_never_changes()]

    def __str__(self) -> str:
        return str(self.file)
