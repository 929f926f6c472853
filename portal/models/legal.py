"""Legal documents, what they do to each other, and the pages of their files."""

from __future__ import annotations

import uuid
from datetime import date

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Agency, User
from accounts.models.folding import folded
from accounts.scoping import agency_ids_with
from core.models import TransitionLogBase
from portal.legal_terms import Confidence, DocumentKind, LegalField, RelationKind, TextState
from portal.workflows.legal import WORKFLOW, DocumentState


class LegalDocumentQuerySet(models.QuerySet["LegalDocument"]):
    """Legal documents; `visible_to` filters by permission, `published` keeps what everybody may read."""

    def visible_to(self, user: User) -> LegalDocumentQuerySet:
        """Documents of agencies for which `user` edits, drafts included. Filters by permission."""
        ids = agency_ids_with(user, "edit_content")
        return self if ids is None else self.filter(agency_id__in=ids)

    def published(self) -> LegalDocumentQuerySet:
        """Documents on the portal (văn bản đã đăng)."""
        return self.filter(state=DocumentState.PUBLISHED)


@pghistory.track(exclude=["search", "number_key", "issuer_key", "loaded"])
class LegalDocument(models.Model):
    """A legal document (văn bản quy phạm pháp luật): its metadata, relations and files.

    `agency` keeps the record up to date (the Ministry). `expires_on` is the first day it is no longer in force.
    A date nobody is sure of stays empty; `confidence` and `note` say why. `serial` makes the public address stable.
    `loaded` is what fixtures/legal said when it was loaded last, so that what people changed since is told apart.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    serial = models.PositiveIntegerField("số trong địa chỉ", unique=True, editable=False)
    slug = models.SlugField("đường dẫn", max_length=120, editable=False, db_index=False)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="legal_documents", verbose_name="đơn vị cập nhật"
    )
    state = models.CharField(
        "trạng thái", max_length=10, choices=DocumentState, default=DocumentState.DRAFT, editable=False
    )
    revision = models.PositiveIntegerField("lần sửa", default=0, editable=False)

    number = models.CharField("số, ký hiệu", max_length=60)
    kind = models.CharField("loại văn bản", max_length=20, choices=DocumentKind)
    title = models.CharField("trích yếu", max_length=1000)
    issuer = models.CharField("cơ quan ban hành", max_length=200)
    field = models.CharField("lĩnh vực", max_length=20, choices=LegalField)
    signed_on = models.DateField("ngày ký", null=True, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    effective_on = models.DateField("ngày có hiệu lực", null=True, blank=True)
    expires_on = models.DateField("ngày hết hiệu lực", null=True, blank=True)
    is_retroactive = models.BooleanField("có quy định hiệu lực trở về trước", default=False)
    confidence = models.CharField("độ tin cậy", max_length=12, choices=Confidence, default=Confidence.MEDIUM)
    note = models.TextField("ghi chú về ngày và nguồn", blank=True)
    source = models.CharField("nguồn", max_length=300, blank=True)
    source_url = models.URLField("địa chỉ nguồn", max_length=500, blank=True)

    year = models.PositiveSmallIntegerField("năm ban hành", null=True, editable=False)
    loaded = models.JSONField("như trong danh mục", null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="người nhập",
        help_text="Trống khi nạp từ danh mục",
    )
    created_at = models.DateTimeField("nhập lúc", auto_now_add=True)
    changed_at = models.DateTimeField("sửa lúc", auto_now=True)
    published_at = models.DateTimeField("đăng lúc", null=True, editable=False)
    number_key = models.GeneratedField(
        expression=folded("number"),
        output_field=models.CharField(max_length=900),
        db_persist=True,
        verbose_name="khoá của số, ký hiệu",
    )
    issuer_key = models.GeneratedField(
        expression=folded("issuer"),
        output_field=models.CharField(max_length=900),
        db_persist=True,
        verbose_name="khoá của cơ quan ban hành",
    )
    search = SearchVectorField("từ để tìm", null=True, editable=False)

    objects = LegalDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản quy phạm pháp luật"
        verbose_name_plural = "văn bản quy phạm pháp luật"
        indexes = [
            models.Index(fields=["state", "-issued_on", "-id"], name="legal_newest"),
            models.Index(fields=["agency", "state"], name="legal_of_agency"),
            GinIndex(fields=["search"], name="legal_search", fastupdate=False),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["number_key", "issuer_key"],
                name="legal_number_unique_per_issuer",
                violation_error_message="Cơ quan này đã có văn bản mang số, ký hiệu đó.",
            ),
            models.CheckConstraint(
                name="legal_effect_after_issue",
                condition=Q(issued_on__isnull=True)
                | Q(effective_on__isnull=True)
                | Q(is_retroactive=True)
                | Q(effective_on__gte=F("issued_on")),
                violation_error_message="Ngày có hiệu lực không được trước ngày ban hành.",
            ),
            models.CheckConstraint(
                name="legal_expiry_after_effect",
                condition=Q(expires_on__isnull=True)
                | Q(effective_on__isnull=True)
                | Q(expires_on__gt=F("effective_on")),
                violation_error_message="Ngày hết hiệu lực phải sau ngày có hiệu lực.",
            ),
            models.CheckConstraint(
                name="legal_published_has_time",
                condition=Q(state=DocumentState.DRAFT) | Q(published_at__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="state_follows_workflow", field="state", transitions=WORKFLOW.edges()),
            pgtrigger.Protect(
                name="published_stays",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Public address: readable, and stable because of the number at its end."""
        return reverse("legal_detail", args=[self.slug, self.serial])

    @property
    def name(self) -> str:
        """How the document is cited: "Luật số 01/2016/QH14"."""
        return f"{self.get_kind_display()} số {self.number}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class LegalRelation(models.Model):
    """What `source` does to `target` (quan hệ giữa các văn bản).

    `is_partial` counts for replacing and repealing: some provisions only. `starts_on` is empty when it is the day
    `source` takes effect.
    """

    source = models.ForeignKey(
        LegalDocument, on_delete=models.CASCADE, related_name="acts_on", verbose_name="văn bản tác động"
    )
    target = models.ForeignKey(
        LegalDocument, on_delete=models.PROTECT, related_name="acted_by", verbose_name="văn bản chịu tác động"
    )
    kind = models.CharField("quan hệ", max_length=10, choices=RelationKind)
    is_partial = models.BooleanField("chỉ một phần", default=False)
    starts_on = models.DateField("từ ngày", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=500, blank=True)

    class Meta:
        verbose_name = "quan hệ giữa các văn bản"
        verbose_name_plural = "quan hệ giữa các văn bản"
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="legal_relation_once"),
            models.CheckConstraint(name="legal_relation_not_to_itself", condition=~Q(source=F("target"))),
            models.CheckConstraint(
                name="legal_relation_partial_only_when_ending",
                condition=Q(is_partial=False) | Q(kind__in=[RelationKind.REPLACES, RelationKind.REPEALS]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} · {self.get_kind_display()} · {self.target}"

    @property
    def start(self) -> date | None:
        """The day it begins to work; None when nobody knows."""
        return self.starts_on or self.source.effective_on


@pghistory.track(
    pghistory.InsertEvent(), pghistory.DeleteEvent(), fields=["document", "file", "label"], model_name="LegalFileEvent"
)
class LegalFile(models.Model):
    """A file of a legal document (tệp của văn bản) and what came of reading its text.

    `text_message` says in Vietnamese what is not searchable, and why.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    document = models.ForeignKey(LegalDocument, on_delete=models.CASCADE, related_name="files", verbose_name="văn bản")
    file = models.OneToOneField("core.StoredFile", on_delete=models.PROTECT, related_name="+", verbose_name="tệp")
    label = models.CharField("tên hiển thị", max_length=200, blank=True)
    text_state = models.CharField(
        "nội dung", max_length=8, choices=TextState, default=TextState.WAITING, editable=False
    )
    text_message = models.CharField("về nội dung tệp", max_length=300, blank=True, editable=False)
    page_count = models.PositiveIntegerField("số trang", null=True, editable=False)
    attempts = models.PositiveSmallIntegerField("số lần đọc", default=0, editable=False)
    added_at = models.DateTimeField("tải lên lúc", auto_now_add=True)

    class Meta:
        verbose_name = "tệp của văn bản"
        verbose_name_plural = "tệp của văn bản"
        ordering = ("pk",)
        indexes = [
            models.Index(fields=["added_at"], name="legal_file_waiting", condition=Q(text_state=TextState.WAITING))
        ]

    def __str__(self) -> str:
        return self.label or self.file.name


class LegalPage(models.Model):
    """The text of one page of a file (trang của tệp văn bản): what a search finds and shows.

    DOCX files have no pages; there it is a part of about two thousand letters.
    """

    legal_file = models.ForeignKey(LegalFile, on_delete=models.CASCADE, related_name="pages", verbose_name="tệp")
    number = models.PositiveIntegerField("trang")
    text = models.TextField("nội dung")
    search = SearchVectorField("từ để tìm", null=True, editable=False)

    class Meta:
        verbose_name = "trang của tệp văn bản"
        verbose_name_plural = "trang của tệp văn bản"
        ordering = ("legal_file", "number")
        indexes = [GinIndex(fields=["search"], name="legal_page_search", fastupdate=False)]
        constraints = [models.UniqueConstraint(fields=["legal_file", "number"], name="legal_page_once")]

    def __str__(self) -> str:
        return f"{self.legal_file}, trang {self.number}"


class LegalDocumentLog(TransitionLogBase):
    """Steps of a legal document (nhật ký văn bản). `by` is None for the command that loads the reference data."""

    record = models.ForeignKey(LegalDocument, on_delete=models.PROTECT, related_name="log", verbose_name="văn bản")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người thực hiện")

    class Meta(TransitionLogBase.Meta):
        verbose_name = "nhật ký văn bản"
        verbose_name_plural = "nhật ký văn bản"
