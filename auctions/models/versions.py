"""What a notice said, when: immutable versions, their lots, the open draft and the files."""

from __future__ import annotations

import json
import uuid
from functools import cached_property
from typing import Any

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from auctions.content import AttachmentContent, Content
from auctions.models.notices import Notice
from auctions.terms import AttachmentKind, Nature, VersionKind


def _never_changes() -> pgtrigger.Protect:
    return pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


class NoticeVersion(models.Model):
    """One published version (bản đăng). Immutable: the database refuses any change.

    `body` is the canonical JSON of everything published, envelope included (code, number, kind, reason, moment by the
    database clock, hash of the version before), and `sha256` its hash: whoever holds the text can check both.
    `draft_key` is the draft it came from, so that a second click finds the first result.
    """

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="versions", verbose_name="thông báo")
    number = models.PositiveIntegerField("bản số")
    kind = models.CharField("loại bản đăng", max_length=12, choices=VersionKind)
    reason = models.TextField("lý do", blank=True)
    body = models.TextField("nội dung chuẩn hoá")
    sha256 = models.CharField("mã SHA-256", max_length=64)
    prev_sha256 = models.CharField("mã SHA-256 của bản trước", max_length=64, blank=True)
    published_at = models.DateTimeField("đăng lúc")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người đăng"
    )
    draft_key = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        verbose_name = "bản đăng"
        verbose_name_plural = "bản đăng"
        ordering = ("notice", "number")
        constraints = [
            models.UniqueConstraint(fields=["notice", "number"], name="version_number_unique"),
            models.UniqueConstraint(
                fields=["notice", "kind"],
                condition=~Q(kind=VersionKind.CORRECTION),
                name="version_kind_once_but_corrections",
            ),
            models.CheckConstraint(name="version_hash_is_sha256", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
            models.CheckConstraint(
                name="version_chained",
                condition=Q(number=1, prev_sha256="") | Q(Q(number__gt=1) & ~Q(prev_sha256="")),
            ),
            models.CheckConstraint(
                name="version_has_reason",
                condition=Q(kind__in=[VersionKind.FIRST, VersionKind.SECOND]) | ~Q(reason=""),
            ),
        ]
        triggers = [
            _never_changes(),
            pgtrigger.Trigger(
                name="not_published_in_the_future",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="IF NEW.published_at > clock_timestamp() THEN "
                "RAISE EXCEPTION 'a version cannot be published in the future'; END IF; RETURN NEW;",
            ),
        ]

    def __str__(self) -> str:
        return f"Bản {self.number}"

    @cached_property
    def envelope(self) -> dict[str, Any]:
        """Everything that was hashed, as read from `body`."""
        return json.loads(self.body)

    @cached_property
    def content(self) -> Content:
        """What this version says."""
        return Content.from_json(self.envelope["content"])

    @cached_property
    def files(self) -> list[AttachmentContent]:
        """Files of this version, with name and hash."""
        return [AttachmentContent.from_json(item) for item in self.envelope["attachments"]]

    @property
    def explanations(self) -> list[dict[str, str]]:
        """Warnings kept on purpose, with the written reason."""
        return self.envelope["explanations"]

    @property
    def reasons(self) -> dict[str, str]:
        """The written reasons: {field: reason}."""
        return {item["field"]: item["reason"] for item in self.explanations}


class Lot(models.Model):
    """One lot of one published version, as columns for figures and later results (lô tài sản). Immutable like it."""

    version = models.ForeignKey(NoticeVersion, on_delete=models.PROTECT, related_name="lots", verbose_name="bản đăng")
    position = models.PositiveIntegerField("thứ tự")
    name = models.TextField("tên tài sản")
    asset_kind = models.CharField("loại tài sản", max_length=24)
    nature = models.CharField("động sản, bất động sản", max_length=10, choices=Nature)
    quantity = models.TextField("số lượng")
    quality = models.TextField("chất lượng", blank=True)
    commune = models.ForeignKey(
        "accounts.AdministrativeUnit",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="xã, phường nơi có tài sản",
    )
    address = models.TextField("địa chỉ", blank=True)
    area = models.DecimalField("diện tích (m²)", max_digits=14, decimal_places=2, null=True)
    start_price = models.DecimalField("giá khởi điểm", max_digits=18, decimal_places=0, null=True)
    deposit = models.DecimalField("tiền đặt trước", max_digits=18, decimal_places=0, null=True)
    step = models.DecimalField("bước giá", max_digits=18, decimal_places=0, null=True)

    class Meta:
        verbose_name = "lô tài sản"
        verbose_name_plural = "lô tài sản"
        ordering = ("version", "position")
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="lot_position_unique"),
            models.CheckConstraint(
                name="lot_money_not_negative",
                condition=(Q(start_price__isnull=True) | Q(start_price__gte=0))
                & (Q(deposit__isnull=True) | Q(deposit__gte=0))
                & (Q(step__isnull=True) | Q(step__gte=0)),
            ),
        ]
        triggers = [_never_changes()]

    def __str__(self) -> str:
        return f"Lô {self.position}"


@pghistory.track()
class Draft(models.Model):
    """The open draft of a notice (bản nháp): at most one, gone once published.

    `revision` grows with every save; whoever saves must name the revision he saw, so two tabs or two users cannot
    overwrite each other unseen. `reasons` holds what was written to keep a warned date: {field: reason}.
    `unread` keeps what was typed but is no date, sum or place, so that nothing typed is lost: {path: text as typed}.
    """

    notice = models.OneToOneField(Notice, on_delete=models.CASCADE, related_name="draft", verbose_name="thông báo")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    purpose = models.CharField("để đăng", max_length=12, choices=VersionKind, default=VersionKind.FIRST)
    data = models.JSONField("nội dung", default=dict)
    reasons = models.JSONField("lý do giữ mục bị nhắc", default=dict)
    unread = models.JSONField("nội dung gõ chưa đúng mẫu", default=dict)
    revision = models.PositiveIntegerField("lần lưu", default=0)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người lưu"
    )
    saved_at = models.DateTimeField("lưu lúc", auto_now=True)

    class Meta:
        verbose_name = "bản nháp"
        verbose_name_plural = "bản nháp"
        constraints = [
            models.CheckConstraint(
                name="draft_is_for_first_or_correction",
                condition=Q(purpose__in=[VersionKind.FIRST, VersionKind.CORRECTION]),
            ),
        ]

    def __str__(self) -> str:
        return f"Bản nháp của {self.notice_id}, lần lưu {self.revision}"

    @property
    def content(self) -> Content:
        """What the draft says so far."""
        return Content.from_json(self.data)


class Attachment(models.Model):
    """A file attached to a notice (tệp đính kèm). `in_draft`: it will be part of the next published version.

    A file that was part of a published version stays stored; its name and hash stay in that version's text.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="attachments", verbose_name="thông báo")
    file = models.OneToOneField("core.StoredFile", on_delete=models.PROTECT, related_name="+", verbose_name="tệp")
    kind = models.CharField("loại tệp", max_length=10, choices=AttachmentKind)
    in_draft = models.BooleanField("thuộc bản nháp", default=True)
    added_at = models.DateTimeField("đính kèm lúc", auto_now_add=True)

    class Meta:
        verbose_name = "tệp đính kèm"
        verbose_name_plural = "tệp đính kèm"
        ordering = ("kind", "pk")

    def __str__(self) -> str:
        return self.get_kind_display()
