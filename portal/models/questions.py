"""Questions from the public, the offices that answer them, and the rules by which they are handed out."""

from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import AdministrativeUnit, Agency, User
from accounts.scoping import agency_ids_with
from core.models import TransitionLogBase
from portal.legal_terms import LegalField
from portal.models.articles import ReviewPolicy
from portal.workflows.questions import WORKFLOW, QuestionState

_ANSWERED = [QuestionState.ANSWERED, QuestionState.PUBLISHED]
_HELD = [QuestionState.IN_PROGRESS, QuestionState.REVIEW, *_ANSWERED]


class Consent(models.TextChoices):
    """Whether and how a question may be published (đồng ý công khai)."""

    INITIALS = "initials", "Đồng ý đăng, ghi chữ cái đầu của họ tên"
    ANONYMOUS = "anonymous", "Đồng ý đăng, không ghi tên"
    NO = "no", "Không đăng, chỉ trả lời qua thư điện tử"


class Handler(models.TextChoices):
    """Who answers questions of a field (nơi trả lời)."""

    PROVINCE = "province", "Sở Tư pháp của tỉnh, thành phố đã chọn"
    MINISTRY = "ministry", "Bộ Tư pháp"


class QuestionQuerySet(models.QuerySet["Question"]):
    """Questions; `visible_to` filters by permission, `published` keeps what everybody may read."""

    def visible_to(self, user: User) -> QuestionQuerySet:
        """Confirmed questions of the agencies for which `user` answers or approves. Filters by permission."""
        confirmed = self.exclude(state=QuestionState.UNCONFIRMED)
        ids = agency_ids_with(user, "answer_questions")
        return confirmed if ids is None else confirmed.filter(agency_id__in=ids)

    def published(self) -> QuestionQuerySet:
        """Questions on the portal (hỏi đáp đã đăng)."""
        return self.filter(state=QuestionState.PUBLISHED)


@pghistory.track(exclude=["search", "text_key"])
class Question(models.Model):
    """A legal question and its answer (hỏi đáp pháp luật).

    `text` is what the person asked and is never published; `public_text` is what is. `code` is what the asker quotes,
    random so that nobody reads another's question by counting. `form_key` comes from the form, so that a double click
    finds the first record. `text_key` tells the same text sent again. `suspicion` says why it looked like spam.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form_key = models.UUIDField("khoá chống lặp", unique=True, editable=False)
    code = models.CharField("mã câu hỏi", max_length=12, unique=True, editable=False)
    state = models.CharField(
        "trạng thái", max_length=12, choices=QuestionState, default=QuestionState.UNCONFIRMED, editable=False
    )
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="questions", verbose_name="đơn vị trả lời"
    )
    asker_name = models.CharField("họ và tên người hỏi", max_length=120)
    asker_email = models.EmailField("thư điện tử người hỏi", max_length=150)
    field = models.CharField("lĩnh vực", max_length=20, choices=LegalField)
    province = models.ForeignKey(
        AdministrativeUnit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tỉnh, thành phố",
    )
    text = models.TextField("câu hỏi")
    text_key = models.CharField("khoá nội dung", max_length=64, editable=False, db_index=True)
    link_count = models.PositiveSmallIntegerField("số liên kết trong câu hỏi", default=0, editable=False)
    suspicion = models.CharField("dấu hiệu thư rác", max_length=300, blank=True, editable=False)
    consent = models.CharField("đồng ý công khai", max_length=10, choices=Consent)

    created_at = models.DateTimeField("gửi lúc", auto_now_add=True)
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True, editable=False)
    take_by = models.DateField("hạn tiếp nhận", null=True, editable=False)
    due_on = models.DateField("hạn trả lời", null=True, editable=False)
    taken_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name="người xử lý"
    )
    revision = models.PositiveIntegerField("lần lưu", default=0, editable=False)
    answer = models.TextField("nội dung trả lời", blank=True, editable=False)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name="người trả lời"
    )
    answered_at = models.DateTimeField("trả lời lúc", null=True, editable=False)

    serial = models.PositiveIntegerField("số trong địa chỉ", null=True, unique=True, editable=False)
    slug = models.SlugField("đường dẫn", max_length=120, blank=True, editable=False, db_index=False)
    public_title = models.CharField("tiêu đề để đăng", max_length=200, blank=True)
    public_text = models.TextField("câu hỏi để đăng", blank=True)
    published_at = models.DateTimeField("đăng lúc", null=True, editable=False)
    search = SearchVectorField("từ để tìm", null=True, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "hỏi đáp pháp luật"
        verbose_name_plural = "hỏi đáp pháp luật"
        indexes = [
            models.Index(fields=["agency", "state", "due_on"], name="question_queue"),
            models.Index(fields=["state", "-published_at", "-id"], name="question_newest"),
            GinIndex(fields=["search"], name="question_search", fastupdate=False),
        ]
        constraints = [
            models.CheckConstraint(
                name="question_confirmed_has_deadline",
                condition=Q(state=QuestionState.UNCONFIRMED)
                | Q(confirmed_at__isnull=False, due_on__isnull=False, take_by__isnull=False),
            ),
            models.CheckConstraint(
                name="question_held_by_somebody", condition=~Q(state__in=_HELD) | Q(taken_by__isnull=False)
            ),
            models.CheckConstraint(
                name="question_answered_has_answer",
                condition=~Q(state__in=_ANSWERED)
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                violation_error_message="Câu hỏi đã trả lời phải có nội dung trả lời.",
            ),
            models.CheckConstraint(
                name="question_published_with_consent",
                condition=~Q(state=QuestionState.PUBLISHED)
                | (
                    Q(serial__isnull=False, published_at__isnull=False)
                    & ~Q(consent=Consent.NO)
                    & ~Q(public_title="")
                    & ~Q(public_text="")
                ),
                violation_error_message="Chỉ đăng câu hỏi mà người hỏi đồng ý.",
            ),
        ]
        triggers = [pgtrigger.FSM(name="state_follows_workflow", field="state", transitions=WORKFLOW.edges())]

    def __str__(self) -> str:
        return f"Câu hỏi {self.code}"

    def get_absolute_url(self) -> str:
        """Public address: readable, and stable because of the number at its end."""
        return reverse("question_detail", args=[self.slug, self.serial])

    @property
    def may_be_published(self) -> bool:
        """Whether the asker agreed."""
        return self.consent != Consent.NO

    @property
    def needs_review(self) -> bool:
        """Whether the office has a second person look at answers (duyệt hai người)."""
        return ReviewPolicy.objects.filter(agency_id=self.agency_id, needs_second_person=True).exists()

    @property
    def shown_name(self) -> str:
        """The asker's name as he agreed to have it shown: "N. V. M.", or ""."""
        if self.consent != Consent.INITIALS:
            return ""
        return " ".join(f"{word[0].upper()}." for word in self.asker_name.split() if word[0].isalpha())


class QuestionLog(TransitionLogBase):
    """Steps of a question (nhật ký hỏi đáp). `by` is None for the asker, who has no account."""

    record = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="log", verbose_name="câu hỏi")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người thực hiện")

    class Meta(TransitionLogBase.Meta):
        verbose_name = "nhật ký hỏi đáp"
        verbose_name_plural = "nhật ký hỏi đáp"


@pghistory.track()
class QuestionRule(models.Model):
    """Who answers questions of a field, and within how many working days (quy tắc trả lời câu hỏi).

    The row with the empty field is for all fields that have none of their own.
    """

    field = models.CharField("lĩnh vực", max_length=20, choices=LegalField, blank=True, unique=True)
    handler = models.CharField("nơi trả lời", max_length=10, choices=Handler)
    take_days = models.PositiveSmallIntegerField("hạn tiếp nhận, ngày làm việc")
    answer_days = models.PositiveSmallIntegerField("hạn trả lời, ngày làm việc")
    basis = models.CharField("căn cứ", max_length=300, blank=True)

    class Meta:
        verbose_name = "quy tắc trả lời câu hỏi"
        verbose_name_plural = "quy tắc trả lời câu hỏi"
        ordering = ("field",)
        constraints = [
            models.CheckConstraint(
                name="question_rule_days",
                condition=Q(take_days__gte=1, answer_days__gte=1) & Q(answer_days__gte=models.F("take_days")),
                violation_error_message="Hạn trả lời từ 1 ngày trở lên và không ngắn hơn hạn tiếp nhận.",
            )
        ]

    def __str__(self) -> str:
        return self.get_field_display() if self.field else "Lĩnh vực còn lại"
