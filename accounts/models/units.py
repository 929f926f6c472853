"""Administrative units with their periods of validity, and what became of each (đơn vị hành chính)."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value


class UnitLevel(models.TextChoices):
    """Level of an administrative unit (cấp hành chính). The district level ended on 30/6/2025."""

    PROVINCE = "province", "Cấp tỉnh"
    DISTRICT = "district", "Cấp huyện"
    COMMUNE = "commune", "Cấp xã"


class UnitKind(models.TextChoices):
    """Type word of a unit (loại đơn vị hành chính)."""

    PROVINCE = "tinh", "Tỉnh"
    CITY = "thanh_pho", "Thành phố"
    RURAL_DISTRICT = "huyen", "Huyện"
    TOWN = "thi_xa", "Thị xã"
    URBAN_DISTRICT = "quan", "Quận"
    COMMUNE = "xa", "Xã"
    WARD = "phuong", "Phường"
    TOWNSHIP = "thi_tran", "Thị trấn"
    SPECIAL_ZONE = "dac_khu", "Đặc khu"


class AdministrativeUnit(models.Model):
    """One unit under one name and type for one period (đơn vị hành chính).

    Codes are re-used after mergers, so a code without a date is ambiguous: the key is (level, code, valid_from).
    `valid_to` is the first day on which the unit no longer exists; None while it exists.
    """

    level = models.CharField("cấp", max_length=8, choices=UnitLevel)
    code = models.CharField("mã", max_length=5)
    name = models.CharField("tên", max_length=80, help_text="Không kèm loại đơn vị")
    kind = models.CharField("loại", max_length=10, choices=UnitKind)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name="thuộc"
    )
    valid_from = models.DateField("có từ ngày")
    valid_to = models.DateField("không còn từ ngày", null=True, blank=True)
    basis = models.CharField("căn cứ", max_length=200, blank=True)
    search_key = models.CharField("khoá tìm kiếm", max_length=100, editable=False, help_text="core.text.fold")

    class Meta:
        verbose_name = "đơn vị hành chính"
        verbose_name_plural = "đơn vị hành chính"
        indexes = [
            models.Index(fields=["level", "search_key"]),
            models.Index(fields=["parent", "level"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["level", "code", "valid_from"], name="unit_code_from_unique"),
            models.CheckConstraint(
                name="unit_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
            ExclusionConstraint(
                name="unit_code_periods_do_not_overlap",
                expressions=[
                    ("level", RangeOperators.EQUAL),
                    ("code", RangeOperators.EQUAL),
                    (
                        Func(
                            "valid_from",
                            "valid_to",
                            Value("[)"),
                            function="DATERANGE",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Type and name as written in documents ("Phường Hà Huy Tập")."""
        return f"{self.get_kind_display()} {self.name}"


class UnitSuccession(models.Model):
    """What one unit became on a day (sáp nhập, chia tách, đổi tên, đổi loại).

    Several rows for one predecessor mean it was split: then nobody may guess, the person chooses.
    `is_primary` marks the successor used for comparisons over time only, never for legal data.
    """

    class Kind(models.TextChoices):
        KEEP = "keep", "Giữ nguyên"
        MERGE = "merge", "Sáp nhập"
        SPLIT = "split", "Chia tách"
        RENAME = "rename", "Đổi tên"
        RETYPE = "retype", "Đổi loại"

    predecessor = models.ForeignKey(
        AdministrativeUnit, on_delete=models.PROTECT, related_name="succeeded_by", verbose_name="đơn vị cũ"
    )
    successor = models.ForeignKey(
        AdministrativeUnit, on_delete=models.PROTECT, related_name="preceded_by", verbose_name="đơn vị mới"
    )
    kind = models.CharField("loại thay đổi", max_length=8, choices=Kind)
    is_whole = models.BooleanField("toàn bộ", default=True)
    is_primary = models.BooleanField("đơn vị kế thừa chính", default=False)

    class Meta:
        verbose_name = "kế thừa đơn vị hành chính"
        verbose_name_plural = "kế thừa đơn vị hành chính"
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="unit_succession_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
