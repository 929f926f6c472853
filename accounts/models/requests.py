"""Requests of auction organisations and branches for an account (Annex 01 of letter 957/BTP-BTTP)."""

from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q

from accounts import scoping
from accounts.models.agencies import Agency, AgencyKind
from accounts.models.folding import folded
from accounts.models.users import User
from accounts.workflow import WORKFLOW, RequestState
from core.models import TransitionLogBase
from core.text import fold


class AccountRequestQuerySet(models.QuerySet["AccountRequest"]):
    """Requests; `visible_to` is the only one that filters by permission."""

    def visible_to(self, user: User) -> AccountRequestQuerySet:
        """Handed-in requests to Sở that `user` decides for (đề nghị người dùng được xem). Filters by permission."""
        ids = scoping.agency_ids_with(user, "decide_account_requests")
        handed_in = self.filter(submitted_at__isnull=False)
        return handed_in if ids is None else handed_in.filter(agency_id__in=ids)

    def search(self, text: str) -> AccountRequestQuerySet:
        """Requests whose name, proposed login or code holds every word of `text`, with or without diacritics."""
        found = self
        for word in fold(text).split():
            found = found.filter(search_key__contains=word)
        return found


@pghistory.track(exclude=["search_key"])
class AccountRequest(models.Model):
    """An organisation's or branch's request for an account (đề nghị cấp tài khoản).

    `agency` is the Sở Tư pháp that decides. `code` is what the applicant quotes (mã theo dõi), random so that nobody
    reads another's request by counting; `number` of `number_year` is the Sở's own gapless number, given on handing in.
    `form_key` comes from the form, so that a double click finds the first record. Source: letter 957/BTP-BTTP, I.1.3.
    """

    KINDS = (
        (AgencyKind.AUCTION_ORG.value, AgencyKind.AUCTION_ORG.label),
        (AgencyKind.AUCTION_BRANCH.value, AgencyKind.AUCTION_BRANCH.label),
    )

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form_key = models.UUIDField("khoá chống lặp", unique=True, editable=False)
    code = models.CharField("mã theo dõi", max_length=12, unique=True, editable=False)
    state = models.CharField(
        "trạng thái", max_length=10, choices=RequestState, default=RequestState.DRAFT, editable=False
    )
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="account_requests", verbose_name="Sở Tư pháp nhận đề nghị"
    )
    kind = models.CharField("loại tổ chức", max_length=16, choices=KINDS)
    organisation_name = models.CharField("tên tổ chức đấu giá tài sản", max_length=300)
    proposed_name = models.CharField("tên đề nghị", max_length=60)
    address = models.CharField("địa chỉ", max_length=300)
    legal_representative = models.CharField("người đại diện theo pháp luật", max_length=120)
    phone = models.CharField("điện thoại", max_length=30)
    email = models.EmailField("địa chỉ thư điện tử", max_length=150)
    letter = models.ForeignKey(
        "core.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="bản quét công văn",
    )
    letter_number = models.CharField("số công văn", max_length=60, blank=True)
    letter_date = models.DateField("ngày công văn", null=True)
    number = models.PositiveIntegerField("số đề nghị", null=True, editable=False)
    number_year = models.PositiveSmallIntegerField("năm của số đề nghị", null=True, editable=False)
    submitted_at = models.DateTimeField("nộp lúc", null=True, editable=False)
    decided_at = models.DateTimeField("quyết định lúc", null=True, editable=False)
    granted_agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name="đơn vị được cấp"
    )
    granted_user = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, editable=False, related_name="+", verbose_name="tài khoản được cấp"
    )
    granted_login = models.CharField("tên đăng nhập được cấp", max_length=150, blank=True, editable=False)
    created_at = models.DateTimeField("lập lúc", auto_now_add=True)
    search_key = models.GeneratedField(
        expression=folded("organisation_name", "proposed_name", "code"),
        output_field=models.CharField(max_length=900),
        db_persist=True,
        verbose_name="khoá tìm kiếm",
    )

    objects = AccountRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "đề nghị cấp tài khoản"
        verbose_name_plural = "đề nghị cấp tài khoản"
        ordering = ("submitted_at", "pk")
        indexes = [models.Index(fields=["agency", "state", "submitted_at"])]
        constraints = [
            models.UniqueConstraint(fields=["agency", "number_year", "number"], name="account_request_number_unique"),
            models.CheckConstraint(
                name="account_request_handed_in_complete",
                condition=Q(state=RequestState.DRAFT)
                | Q(letter__isnull=False, number__isnull=False, submitted_at__isnull=False),
                violation_error_message="Đề nghị đã nộp phải có bản quét công văn và số đề nghị.",
            ),
            models.CheckConstraint(
                name="account_request_granted_has_login",
                condition=~Q(state=RequestState.GRANTED) | ~Q(granted_login=""),
                violation_error_message="Đề nghị đã cấp phải có tên đăng nhập.",
            ),
        ]
        triggers = [pgtrigger.FSM(name="state_follows_workflow", field="state", transitions=WORKFLOW.edges())]

    def __str__(self) -> str:
        return f"{self.reference or self.code} · {self.organisation_name}"

    @property
    def reference(self) -> str:
        """The Sở's number as written ("Số 12/2026"), "" before handing in."""
        return f"{self.number}/{self.number_year}" if self.number else ""

    @property
    def is_open_to_applicant(self) -> bool:
        """Whether the applicant may still change and hand in."""
        return self.state in {RequestState.DRAFT, RequestState.RETURNED}


class AccountRequestLog(TransitionLogBase):
    """Steps of account requests (nhật ký đề nghị). `by` is None for the applicant, who has no account yet."""

    record = models.ForeignKey(AccountRequest, on_delete=models.PROTECT, related_name="log", verbose_name="đề nghị")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người thực hiện")

    class Meta(TransitionLogBase.Meta):
        verbose_name = "bước của đề nghị cấp tài khoản"
        verbose_name_plural = "bước của đề nghị cấp tài khoản"
