"""Whom to ask for help."""

from __future__ import annotations

import uuid

import pghistory
from django.db import models
from django.db.models import Q

from accounts.models import User
from accounts.scoping import agency_ids_with


class SupportedSystem(models.TextChoices):
    """Systems people need help with (hệ thống được hỗ trợ). Source: letter 957/BTP-BTTP, letter 1150/BTP-CNTT."""

    AUCTIONS = "dau-gia", "Đấu giá tài sản"
    NOTARY = "cong-chung", "Công chứng"
    CERTIFICATION = "chung-thuc", "Chứng thực bản sao điện tử"
    ONE_STOP = "mot-cua", "Một cửa"
    STATISTICS = "thong-ke", "Thống kê ngành Tư pháp"


class SupportField(models.TextChoices):
    """What the help is about (lĩnh vực hỗ trợ)."""

    PROFESSIONAL = "nghiep-vu", "Nghiệp vụ"
    TECHNICAL = "ky-thuat", "Kỹ thuật, tài khoản"


class SupportContactQuerySet(models.QuerySet["SupportContact"]):
    """Contacts; `visible_to` filters by permission."""

    def visible_to(self, user: User) -> SupportContactQuerySet:
        """Contacts of agencies for which `user` publishes. Filters by permission."""
        ids = agency_ids_with(user, "publish_content")
        return self if ids is None else self.filter(agency_id__in=ids)


@pghistory.track()
class SupportContact(models.Model):
    """Who helps with a system, by telephone with its branch line, or by mail (đầu mối hỗ trợ).

    `agency` keeps it: a Sở Tư pháp helps its province, the Ministry the whole country. No name of a person: lines stay,
    people change. Source: letter 957/BTP-BTTP, last page (nhánh số 4, số 5).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(
        "accounts.Agency", on_delete=models.PROTECT, related_name="support_contacts", verbose_name="đơn vị"
    )
    system = models.CharField("hệ thống", max_length=12, choices=SupportedSystem)
    field = models.CharField("lĩnh vực", max_length=10, choices=SupportField)
    office = models.CharField("bộ phận", max_length=200)
    phone = models.CharField("điện thoại", max_length=30, blank=True)
    branch_line = models.CharField("máy nhánh", max_length=10, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    hours = models.CharField("giờ hỗ trợ", max_length=120, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    objects = SupportContactQuerySet.as_manager()

    class Meta:
        verbose_name = "đầu mối hỗ trợ"
        verbose_name_plural = "đầu mối hỗ trợ"
        indexes = [models.Index(fields=["system", "agency"], name="contact_by_system")]
        constraints = [
            models.CheckConstraint(
                name="contact_can_be_reached",
                condition=~Q(phone="") | ~Q(email=""),
                violation_error_message="Nhập điện thoại hoặc thư điện tử.",
            ),
        ]

    def __str__(self) -> str:
        return self.office
