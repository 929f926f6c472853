"""The law as rows: asset kinds and time limits with their source and period of validity."""

from __future__ import annotations

from datetime import date

import pghistory
from django.db import models
from django.db.models import F, Q

from auctions.terms import Nature, NoticeKind


class LawSet(models.TextChoices):
    """Which law a row belongs to (bộ quy tắc). Source: domain note H.1: 2016 verified, 2025 an editable copy."""

    LAW_2016 = "2016", "Luật 01/2016/QH14 (đã đối chiếu)"
    LAW_2025 = "2025", "Luật 01/2016/QH14 sửa đổi bởi Luật 37/2024/QH15 (bản sửa được)"


class Confidence(models.TextChoices):
    """How sure we are of a row (độ tin cậy)."""

    HIGH = "H", "Đã đối chiếu văn bản"
    MEDIUM = "M", "Nguồn thứ cấp"
    LOW = "L", "Cần đối chiếu"


class RuleCategory(models.TextChoices):
    """What a rule compares (dạng quy tắc)."""

    GAP = "gap", "Khoảng cách giữa hai mốc"
    SPAN = "span", "Thời gian kéo dài"
    PERCENT = "percent", "Tỷ lệ phần trăm"
    CHOICE = "choice", "Lựa chọn bắt buộc"
    THRESHOLD = "threshold", "Mức giá"
    DEADLINE = "deadline", "Việc phải làm sau đó"


class Direction(models.TextChoices):
    """Where the subject must lie, seen from the anchor (chiều so sánh)."""

    BEFORE = "before", "ít nhất, trước"
    AFTER = "after", "ít nhất, sau"
    WITHIN = "within", "nhiều nhất, trước"
    EXACT = "exact", "đúng, trước"
    NONE = "", "không có"


class Unit(models.TextChoices):
    """Unit of the amount (đơn vị)."""

    WORKING_DAY = "wd", "ngày làm việc"
    DAY = "d", "ngày"
    PERCENT = "percent", "%"
    VND = "vnd", "đồng"
    NONE = "", "không có"


class Severity(models.TextChoices):
    """What a breach means (mức độ)."""

    BLOCK = "block", "không đăng được"
    WARN = "warn", "phải ghi lý do"
    NOTE = "note", "lưu ý"


class ValidOnQuerySet(models.QuerySet[models.Model]):
    """Rows with a period of validity."""

    def valid_on(self, day: date) -> ValidOnQuerySet:
        """Rows in force on `day` (đang có hiệu lực)."""
        return self.filter(valid_from__lte=day).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))


_PERIOD = Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))


@pghistory.track()
class AssetKind(models.Model):
    """A category of assets (loại tài sản đấu giá). Source: Law 01/2016/QH14, art. 4, and Law 37/2024/QH15, art. 1.

    `code` stays the same across laws, so filters find old and new notices together.
    """

    code = models.CharField("mã", max_length=24)
    name = models.CharField("tên", max_length=200)
    short_name = models.CharField("tên ngắn", max_length=60)
    is_mandatory = models.BooleanField("pháp luật buộc phải đấu giá", default=True)
    has_place = models.BooleanField("có nơi có tài sản", default=True)
    nature = models.CharField("thường là", max_length=10, choices=Nature, blank=True)
    position = models.PositiveIntegerField("thứ tự", default=0)
    legal_source = models.CharField("căn cứ", max_length=200)
    confidence = models.CharField("độ tin cậy", max_length=1, choices=Confidence)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày", null=True, blank=True)

    objects = ValidOnQuerySet.as_manager()

    class Meta:
        verbose_name = "loại tài sản"
        verbose_name_plural = "loại tài sản"
        ordering = ("position", "code")
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="asset_kind_code_unique"),
            models.CheckConstraint(name="asset_kind_period", condition=_PERIOD),
        ]

    def __str__(self) -> str:
        return self.short_name


@pghistory.track()
class Rule(models.Model):
    """One limit the law sets (quy tắc về thời hạn, tỷ lệ), read by auctions.rules.

    `subject` must lie `amount` `unit` `direction` `anchor`, for notices of `notice_kind` whose lots are of `nature`
    and whose procedure is `procedure`; empty conditions hold for all.
    """

    code = models.CharField("mã", max_length=40)
    law_set = models.CharField("bộ quy tắc", max_length=4, choices=LawSet)
    title = models.CharField("tên", max_length=200)
    notice_kind = models.CharField("loại thông báo", max_length=10, choices=NoticeKind)
    category = models.CharField("dạng", max_length=10, choices=RuleCategory)
    subject = models.CharField("mốc phải giữ", max_length=30)
    direction = models.CharField("chiều", max_length=6, choices=Direction, blank=True)
    anchor = models.CharField("so với", max_length=30, blank=True)
    unit = models.CharField("đơn vị", max_length=8, choices=Unit, blank=True)
    amount = models.DecimalField("lượng", max_digits=18, decimal_places=2, default=0)
    amount_max = models.DecimalField("lượng tối đa", max_digits=18, decimal_places=2, null=True, blank=True)
    has_strict_reading = models.BooleanField("có cách tính chặt: không kể cả hai đầu", default=False)
    value = models.CharField("giá trị bắt buộc", max_length=30, blank=True)
    nature = models.CharField("chỉ cho", max_length=10, choices=Nature, blank=True)
    procedure = models.CharField(
        "thủ tục", max_length=6, choices=[("normal", "thường"), ("short", "rút gọn")], blank=True
    )
    asset_kind = models.CharField("chỉ cho loại tài sản", max_length=24, blank=True)
    mandatory_only = models.BooleanField("chỉ tài sản buộc phải đấu giá", default=False)
    severity = models.CharField("mức độ", max_length=5, choices=Severity)
    legal_source = models.CharField("căn cứ", max_length=200)
    confidence = models.CharField("độ tin cậy", max_length=1, choices=Confidence)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày", null=True, blank=True)

    objects = ValidOnQuerySet.as_manager()

    class Meta:
        verbose_name = "quy tắc"
        verbose_name_plural = "quy tắc"
        ordering = ("law_set", "pk")
        constraints = [
            models.UniqueConstraint(fields=["code", "law_set", "valid_from"], name="rule_code_unique"),
            models.CheckConstraint(name="rule_period", condition=_PERIOD),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def cited(self) -> str:
        """Where the law says it, as readers are told (căn cứ); what was not compared with the text says so."""
        doubt = ", cách hiểu cần đối chiếu với văn bản" if self.confidence == Confidence.LOW else ""
        return f"{self.legal_source}{doubt}"
