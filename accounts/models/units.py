"""Administrative units with their periods of validity, and what became of each (đơn vị hành chính)."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Deferrable, F, Func, Q, Value


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


_KINDS_OF_LEVEL = {
    UnitLevel.PROVINCE: [UnitKind.PROVINCE, UnitKind.CITY],
    UnitLevel.DISTRICT: [UnitKind.RURAL_DISTRICT, UnitKind.TOWN, UnitKind.URBAN_DISTRICT, UnitKind.CITY],
    UnitLevel.COMMUNE: [UnitKind.COMMUNE, UnitKind.WARD, UnitKind.TOWNSHIP, UnitKind.SPECIAL_ZONE],
}
_CODE_OF_LEVEL = {
    UnitLevel.PROVINCE: r"^\d{2}$",
    UnitLevel.DISTRICT: r"^\d{3}$",
    UnitLevel.COMMUNE: r"^\d{5}$",
}


class AdministrativeUnitQuerySet(models.QuerySet["AdministrativeUnit"]):
    """Units; `on` filters by date, nothing here filters by permission."""

    def on(self, day: date) -> AdministrativeUnitQuerySet:
        """Units as they stood on `day` (đơn vị hành chính tại một ngày)."""
        return self.filter(valid_from__lte=day).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))


class AdministrativeUnit(models.Model):
    """One unit under one name, one type and one unit above it, for one period (đơn vị hành chính).

    Codes are re-used after mergers, so a code without a date is ambiguous: the key is (level, code, valid_from).
    `valid_to` is the first day on which this row no longer holds; None while it holds. The period of `parent` covers
    the period of its units, so the whole path read from a row is right for the row's days.
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
    is_start_estimated = models.BooleanField(
        "ngày bắt đầu là quy ước", default=False, help_text="Ngày thật chưa có trong nguồn dữ liệu, xem căn cứ"
    )
    basis = models.CharField("căn cứ", max_length=200, help_text="Văn bản hoặc nguồn của ngày bắt đầu")
    search_key = models.CharField("khoá tìm kiếm", max_length=100, editable=False, help_text="core.text.fold của tên")
    search_path = models.CharField(
        "khoá tìm kiếm cả cấp trên", max_length=300, editable=False, help_text="Từ loại đơn vị đến tên tỉnh, đã bỏ dấu"
    )

    objects = AdministrativeUnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị hành chính"
        verbose_name_plural = "đơn vị hành chính"
        indexes = [
            models.Index(fields=["level", "search_key"]),
            GinIndex(name="unit_search_path", fields=["search_path"], opclasses=["gin_trgm_ops"]),
        ]
        # Deferred, so that a refresh may move a boundary between two rows of one code in either order.
        constraints = [
            models.UniqueConstraint(
                fields=["level", "code", "valid_from"], name="unit_code_from_unique", deferrable=Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                name="unit_code_and_kind_fit_the_level",
                condition=Q(
                    *(
                        Q(level=level, code__regex=_CODE_OF_LEVEL[level], kind__in=kinds)
                        for level, kinds in _KINDS_OF_LEVEL.items()
                    ),
                    _connector=Q.OR,
                ),
            ),
            models.CheckConstraint(
                name="unit_below_a_province_has_a_parent",
                condition=Q(level=UnitLevel.PROVINCE, parent__isnull=True)
                | ~Q(level=UnitLevel.PROVINCE) & Q(parent__isnull=False),
            ),
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
                deferrable=Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def on_day(self, day: date) -> bool:
        """Whether this row holds on `day`."""
        return self.valid_from <= day and (self.valid_to is None or self.valid_to > day)

    @property
    def full_name(self) -> str:
        """Type and name as written in documents ("Phường Hà Huy Tập")."""
        return f"{self.get_kind_display()} {self.name}"

    @property
    def full_path(self) -> str:
        """The unit and everything above it ("Phường Hà Huy Tập, tỉnh Hà Tĩnh"); tells namesakes apart."""
        if self.parent is None:
            return self.full_name
        above = self.parent.full_path
        return f"{self.full_name}, {above[0].lower()}{above[1:]}"


class UnitSuccession(models.Model):
    """What one unit became on the day it ended (sáp nhập, chia tách, đổi tên, đổi loại); see `changed_on`.

    Several rows for one predecessor mean it was split: none is `is_whole`, nobody may guess, the person chooses.
    `is_primary` marks the one successor used for comparisons over time only, never for legal data.
    """

    class Kind(models.TextChoices):
        KEEP = "keep", "Giữ nguyên"
        MERGE = "merge", "Sáp nhập"
        SPLIT = "split", "Chia tách"
        RENAME = "rename", "Đổi tên"
        RETYPE = "retype", "Đổi loại"
        TRANSFER = "transfer", "Chuyển đơn vị cấp trên"

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
            models.UniqueConstraint(
                fields=["predecessor"],
                condition=Q(is_primary=True),
                name="unit_has_one_primary_successor",
            ),
            models.CheckConstraint(name="unit_succession_between_two_units", condition=~Q(predecessor=F("successor"))),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"

    @property
    def changed_on(self) -> date | None:
        """First day of the new state: the day on which the predecessor no longer exists."""
        return self.predecessor.valid_to
