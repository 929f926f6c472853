"""Agencies and organisations: whoever holds records and has users (đơn vị)."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from guardian.models import UserObjectPermissionBase

from accounts import scoping
from accounts.models.names import NameIsFree
from accounts.workflow import AGENCY_WORKFLOW, AgencyState
from core.models import TransitionLogBase
from core.text import fold

if TYPE_CHECKING:
    from accounts.models import User


class AgencyKind(models.TextChoices):
    """Kind of an agency (loại đơn vị)."""

    MINISTRY = "ministry", "Bộ Tư pháp"
    MINISTRY_DEPARTMENT = "ministry_dept", "Đơn vị thuộc Bộ Tư pháp"
    STP = "stp", "Sở Tư pháp"
    DISTRICT_OFFICE = "district_office", "Phòng Tư pháp"
    COMMUNE = "commune", "Uỷ ban nhân dân cấp xã"
    SERVICE_CENTRE = "service_centre", "Trung tâm phục vụ hành chính công"
    AUCTION_ORG = "auction_org", "Tổ chức đấu giá tài sản"
    AUCTION_BRANCH = "auction_branch", "Chi nhánh tổ chức đấu giá tài sản"
    NOTARY_ORG = "notary_org", "Tổ chức hành nghề công chứng"
    ASSET_OWNER = "asset_owner", "Người có tài sản đấu giá"


ORGANISATIONS = (AgencyKind.AUCTION_ORG, AgencyKind.AUCTION_BRANCH, AgencyKind.NOTARY_ORG, AgencyKind.ASSET_OWNER)


class AgencyQuerySet(models.QuerySet["Agency"]):
    """Agencies; `visible_to` is the only one that filters by permission."""

    def visible_to(self, user: User) -> AgencyQuerySet:
        """Agencies whose accounts `user` may view (đơn vị được xem). Filters by permission."""
        ids = scoping.agency_ids_with(user, "view_accounts")
        return self if ids is None else self.filter(pk__in=ids)

    def organisations(self) -> AgencyQuerySet:
        """Organisations and asset owners, not the State's offices (tổ chức, người có tài sản)."""
        return self.filter(kind__in=ORGANISATIONS)

    def search(self, text: str) -> AgencyQuerySet:
        """Agencies whose name holds every word of `text`, with or without diacritics."""
        found = self
        for word in fold(text).split():
            found = found.filter(search_key__contains=word)
        return found

    def active_on(self, day: date) -> AgencyQuerySet:
        """Agencies that exist on `day` (đơn vị đang hoạt động)."""
        return self.filter(active_from__lte=day).filter(Q(active_to__isnull=True) | Q(active_to__gt=day))


@pghistory.track()
class Agency(models.Model):
    """An agency or organisation that holds records and users (đơn vị).

    `parent` is who administers it (STP for its province's organisations, the Ministry for the STPs).
    `account_code` (mã tài khoản) is stored once granted and never recomputed; `account_suffix` is what an STP's
    organisations carry after `_tc_` (Source: letter 957/BTP-BTTP of 17/3/2020, I.1.3 and Annex 02).
    `active_to` is the first day it no longer exists; `successor` is the agency it was merged into.
    `reference_key` ties an agency to its line in fixtures/, so that loading again finds it; others have none.
    `state` says whether its users may log in; what it published stays public whatever the state.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("loại đơn vị", max_length=16, choices=AgencyKind)
    name = models.CharField("tên đơn vị", max_length=300)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name="đơn vị quản lý"
    )
    unit = models.ForeignKey(
        "accounts.AdministrativeUnit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agencies",
        verbose_name="đơn vị hành chính",
    )
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="sáp nhập vào"
    )
    account_code = models.CharField("mã tài khoản", max_length=80, null=True, blank=True)  # noqa: DJ001  unique or absent
    account_suffix = models.CharField("đuôi tên tài khoản tổ chức", max_length=40, blank=True)
    identifier = models.CharField("mã định danh điện tử", max_length=35, blank=True)
    is_identifier_verified = models.BooleanField("mã định danh đã đối chiếu", default=False)
    address = models.CharField("địa chỉ", max_length=300, blank=True)
    phone = models.CharField("điện thoại", max_length=30, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    is_person = models.BooleanField("là cá nhân", default=False, help_text="Người có tài sản là cá nhân")
    legal_representative = models.CharField("người đại diện theo pháp luật", max_length=120, blank=True)
    state = models.CharField(
        "trạng thái", max_length=10, choices=AgencyState, default=AgencyState.OPEN, db_default="open", editable=False
    )
    active_from = models.DateField("hoạt động từ ngày")
    active_to = models.DateField("ngừng từ ngày", null=True, blank=True)
    search_key = models.CharField("khoá tìm kiếm", max_length=300, editable=False, blank=True)
    reference_key = models.CharField(  # noqa: DJ001  unique or absent
        "mã trong danh mục chuẩn", max_length=40, null=True, unique=True, editable=False
    )

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        indexes = [models.Index(fields=["kind", "parent"]), models.Index(fields=["search_key"])]
        constraints = [
            models.UniqueConstraint(
                Lower("account_code"),
                name="agency_account_code_unique",
                violation_error_message="Mã tài khoản này đã có đơn vị dùng.",
            ),
        ]
        triggers = [
            NameIsFree("account_code"),
            pgtrigger.FSM(name="state_follows_workflow", field="state", transitions=AGENCY_WORKFLOW.edges()),
        ]
        # guardian accepts only permissions of the object's own model, so all codenames live here (see accounts.roles).
        default_permissions = ()
        permissions = [
            ("view_accounts", "Xem tài khoản của đơn vị"),
            ("manage_accounts", "Quản lý tài khoản của đơn vị"),
            ("decide_account_requests", "Cấp tài khoản theo đề nghị"),
            ("view_notices", "Xem thông báo của đơn vị, cả bản nháp"),
            ("edit_notices", "Soạn thông báo"),
            ("publish_notices", "Đăng, đính chính, huỷ thông báo"),
            ("edit_content", "Soạn nội dung trên cổng"),
            ("publish_content", "Duyệt, đăng nội dung trên cổng"),
            ("answer_questions", "Trả lời câu hỏi pháp luật"),
            ("view_outbox", "Xem hàng thư đi"),
            ("manage_reference", "Sửa danh mục dùng chung"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def full_address(self) -> str:
        """The address with commune and province (địa chỉ đầy đủ); what is written in it already is not said twice."""
        written, parts, unit = f" {fold(self.address)} ", [self.address], self.unit
        while unit is not None:
            if f" {fold(unit.full_name)} " not in written:
                parts.append(unit.full_name)
            unit = unit.parent
        return ", ".join(part for part in parts if part)

    @property
    def is_organisation(self) -> bool:
        """Whether it is an organisation or an asset owner, not one of the State's offices (tổ chức)."""
        return self.kind in ORGANISATIONS

    @property
    def is_locked(self) -> bool:
        """Whether the agency is locked with all its users (đã khoá)."""
        return self.state == AgencyState.LOCKED


class AgencyLog(TransitionLogBase):
    """Lockings and unlockings of an organisation (nhật ký khoá tổ chức)."""

    record = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="log", verbose_name="đơn vị")

    class Meta(TransitionLogBase.Meta):
        verbose_name = "nhật ký khoá tổ chức"
        verbose_name_plural = "nhật ký khoá tổ chức"


class AgencyUserObjectPermission(UserObjectPermissionBase):
    """Guardian's row: this user holds this codename at this agency. Written by `set_membership` alone."""

    content_object = models.ForeignKey(Agency, on_delete=models.CASCADE)
    allowed_permissions = [codename for codename, _ in Agency._meta.permissions]

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False
        indexes = [models.Index(fields=["user", "permission", "content_object"])]
