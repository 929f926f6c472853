"""What a citizen types to ask, and what an officer types to answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

from accounts.forms.fields import AddressField, ProvinceField
from accounts.models import Agency
from accounts.queries.units import provinces_on
from core.forms import PlainTextField
from portal.forms.editor import RichTextField
from portal.legal_terms import LegalField
from portal.models import Question, QuestionRule
from portal.models.questions import Consent, Handler
from portal.services.answering import AnswerDraft
from portal.services.questions import Asked

SHORTEST, LONGEST = 30, 4000
_QUICKEST, _SLOWEST = timedelta(seconds=3), timedelta(hours=24)
_SIGNER = signing.TimestampSigner(salt="portal.questions.form")


class TimeTokenField(forms.CharField):
    """A signed moment with a random key in a hidden field: who sends a form at once, or a day later, is no reader.

    Cleans to the key, the same for both clicks of a double click. The form shows a new token where the old one is over.
    """

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, initial=fresh_token)
        self.error_messages["required"] = "Trang này mở không đúng cách. Tải lại trang rồi nhập lại."

    def clean(self, value: Any) -> UUID:
        """The key of the form."""
        text = super().clean(value)
        try:
            key = UUID(_SIGNER.unsign(text))
        except (signing.BadSignature, ValueError):
            raise ValidationError(self.error_messages["required"], code="forged") from None
        if _is_older(text, _SLOWEST):
            raise ValidationError("Trang mở đã quá một ngày. Bấm gửi lại một lần nữa.", code="old")
        if not _is_older(text, _QUICKEST):
            raise ValidationError("Gửi quá nhanh. Chờ vài giây rồi bấm gửi lại.", code="too_fast")
        return key


def _is_older(token: str, age: timedelta) -> bool:
    try:
        _SIGNER.unsign(token, max_age=age)
    except signing.SignatureExpired:
        return True
    return False


def fresh_token() -> str:
    """A token for a page shown now."""
    return _SIGNER.sign(uuid4().hex)


class QuestionForm(forms.Form):
    """A question to the justice offices (gửi câu hỏi)."""

    name = PlainTextField(
        label="Họ và tên",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Nhập họ và tên."},
    )
    email = AddressField(help_text="Cổng gửi thư xác nhận và câu trả lời đến địa chỉ này; không đăng công khai.")
    field = forms.ChoiceField(
        label="Lĩnh vực",
        choices=[("", "Chọn lĩnh vực"), *LegalField.choices],
        error_messages={"required": "Chọn lĩnh vực.", "invalid_choice": "Không có lĩnh vực này. Chọn trong danh sách."},
    )
    province = ProvinceField(
        required=False,
        empty_label="Không gắn với một tỉnh, thành phố",
        help_text="Nơi có việc cần hỏi. Sở Tư pháp nơi đó trả lời; không chọn thì Bộ Tư pháp trả lời.",
    )
    text = PlainTextField(
        label="Câu hỏi",
        multiline=True,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Nêu rõ sự việc và điều cần hỏi. Không ghi số giấy tờ tuỳ thân, số tài khoản, tên người khác.",
        error_messages={"required": "Nhập câu hỏi."},
    )
    consent = forms.ChoiceField(
        label="Công khai câu hỏi và câu trả lời trên Cổng",
        choices=Consent.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn có đồng ý công khai hay không."},
    )
    # No person sees this one; programs that fill in every field do.
    website = forms.CharField(label="Để trống ô này", required=False, widget=forms.TextInput)
    token = TimeTokenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needs_token = False  # the page must be shown with a new one
        self.fields["province"].queryset = provinces_on()
        self.fields["website"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}

    def clean_text(self) -> str:
        """Long enough to be a question."""
        text: str = self.cleaned_data["text"]
        if len(text) < SHORTEST:
            raise ValidationError(
                f"Câu hỏi quá ngắn ({len(text)} ký tự). Nêu rõ sự việc, ít nhất {SHORTEST} ký tự.", code="short"
            )
        return text

    def clean_website(self) -> str:
        """The trap stays empty."""
        if self.cleaned_data["website"]:
            raise ValidationError("Ô ẩn dùng để chặn thư rác đã bị điền. Xoá nội dung ô đó rồi gửi lại.", code="trap")
        return ""

    def clean(self) -> dict[str, Any]:
        """What is wrong with the token is no field's fault; being quick matters only if all else is well."""
        data: dict[str, Any] = super().clean() or {}
        wrong = self.errors.pop("token", None)
        if wrong and (not self.errors or wrong.as_data()[0].code != "too_fast"):
            self.add_error(None, wrong.as_data())
            self.needs_token = wrong.as_data()[0].code != "too_fast"
        return data

    def asked(self) -> Asked:
        """What the form holds, for the service."""
        names = ("name", "email", "field", "province", "text", "consent")
        return Asked(**{name: self.cleaned_data[name] for name in names})


class FollowForm(forms.Form):
    """Finding a question again (theo dõi câu hỏi)."""

    code = PlainTextField(
        label="Mã câu hỏi",
        max_length=20,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": "Nhập mã câu hỏi ghi trong thư của Cổng."},
    )
    email = AddressField(label="Địa chỉ thư điện tử đã dùng khi hỏi")

    def clean_code(self) -> str:
        """Capitals, without the blanks and hyphens people add."""
        return str(self.cleaned_data["code"]).upper().replace(" ", "").replace("-", "")


class AnswerForm(forms.Form):
    """The answer, and the question as it will be published (soạn trả lời)."""

    answer = RichTextField(
        label="Nội dung trả lời",
        error_messages={"required": "Soạn nội dung trả lời."},
        help_text="Nêu căn cứ pháp lý. Phần này gửi cho người hỏi và đăng nếu người hỏi đồng ý.",
    )
    public_title = PlainTextField(
        label="Tiêu đề để đăng", max_length=200, error_messages={"required": "Nhập tiêu đề để đăng."}
    )
    public_text = PlainTextField(
        label="Câu hỏi để đăng",
        max_length=LONGEST,
        multiline=True,
        error_messages={"required": "Nhập câu hỏi để đăng."},
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Bỏ họ tên, số điện thoại, số giấy tờ, địa chỉ. Câu hỏi gốc không bao giờ được đăng.",
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, question: Question, is_final: bool, **kwargs: Any) -> None:
        """`is_final`: everything must be there; a draft may lack anything."""
        super().__init__(*args, **kwargs)
        for name in ("answer", "public_title", "public_text"):
            self.fields[name].required = is_final
        if not question.may_be_published:
            del self.fields["public_title"], self.fields["public_text"]

    def draft(self) -> AnswerDraft:
        """What the form holds, for the service."""
        data = self.cleaned_data
        return AnswerDraft(data["answer"], data.get("public_title", ""), data.get("public_text", ""))


class AskerReasonForm(forms.Form):
    """A reason that is mailed to the asker (lý do)."""

    note = PlainTextField(
        label="Lý do gửi người hỏi",
        max_length=1000,
        multiline=True,
        error_messages={"required": "Nhập lý do để người hỏi biết."},
    )


class ForwardForm(forms.Form):
    """To which office a question goes, and why (chuyển đơn vị khác)."""

    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Chuyển đến",
        to_field_name="public_id",
        empty_label="Chọn đơn vị",
        error_messages={"required": "Chọn đơn vị.", "invalid_choice": "Không có đơn vị này. Chọn trong danh sách."},
    )
    note = PlainTextField(
        label="Lý do chuyển", max_length=500, multiline=True, error_messages={"required": "Nhập lý do chuyển."}
    )

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Agency.objects.filter(pk__in=[each.pk for each in agencies]).order_by("kind", "name")
        self.fields["agency"].queryset = offered


class RuleForm(forms.ModelForm):
    """Who answers a field, and how fast (quy tắc trả lời)."""

    handler = forms.ChoiceField(label="Nơi trả lời", choices=Handler.choices, widget=forms.RadioSelect)
    take_days = forms.IntegerField(label="Hạn tiếp nhận (ngày làm việc)", min_value=1, max_value=60)
    answer_days = forms.IntegerField(label="Hạn trả lời (ngày làm việc)", min_value=1, max_value=120)
    basis = PlainTextField(label="Căn cứ", max_length=300, required=False)

    class Meta:
        model = QuestionRule
        fields = ("handler", "take_days", "answer_days", "basis")

    def clean(self) -> dict[str, Any]:
        """Nobody answers before he has taken the question."""
        data: dict[str, Any] = super().clean() or {}
        take, answer = data.get("take_days"), data.get("answer_days")
        if take and answer and answer < take:
            self.add_error("answer_days", f"Nhập từ {take} ngày làm việc (hạn tiếp nhận) trở lên.")
        return data
