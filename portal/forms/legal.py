"""What an editor types about legal documents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.forms.fields import FormKeyField
from core.forms import KeptFileField, PlainTextField, VnDateField
from core.storage import LEGAL_FILE
from portal.legal_terms import Confidence, DocumentKind, LegalField, RelationKind
from portal.models import LegalDocument
from portal.queries.legal import issuers
from portal.services.legal import DocumentFacts

_NAMES = tuple(DocumentFacts.__dataclass_fields__)


class IssuerInput(forms.TextInput):
    """A text control that offers the issuers in use (danh sách gợi ý)."""

    template_name = "portal/legal/issuer_input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "offered": issuers()}


class SourceField(forms.URLField):
    """A link to where the text is: http or https alone, so that it never runs anything."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=500,
            assume_scheme="https",
            widget=forms.TextInput(attrs={"inputmode": "url", "spellcheck": "false", "autocomplete": "off"}),
            error_messages={"invalid": "Nhập địa chỉ đầy đủ, bắt đầu bằng https:// hoặc http://."},
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        """The address; other schemes are refused."""
        address = str(super().clean(value))
        if address and not address.startswith(("https://", "http://")):
            raise ValidationError(self.error_messages["invalid"], code="scheme")
        return address


class DocumentForm(forms.Form):
    """The metadata of a legal document (thông tin văn bản)."""

    kind = forms.ChoiceField(label="Loại văn bản", choices=[("", "Chọn loại văn bản"), *DocumentKind.choices])
    number = PlainTextField(label="Số, ký hiệu", max_length=60, help_text="Ghi như trên văn bản, ví dụ 62/2017/NĐ-CP.")
    title = PlainTextField(label="Trích yếu", max_length=1000, multiline=True, widget=forms.Textarea(attrs={"rows": 3}))
    issuer = PlainTextField(label="Cơ quan ban hành", max_length=200, widget=IssuerInput(attrs={"autocomplete": "off"}))
    field = forms.ChoiceField(label="Lĩnh vực", choices=[("", "Chọn lĩnh vực"), *LegalField.choices])
    issued_on = VnDateField(label="Ngày ban hành", required=False)
    signed_on = VnDateField(label="Ngày ký", required=False, help_text="Chỉ nhập khi khác ngày ban hành.")
    effective_on = VnDateField(
        label="Ngày có hiệu lực", required=False, help_text="Chưa chắc chắn thì để trống và ghi rõ ở mục Ghi chú."
    )
    expires_on = VnDateField(
        label="Ngày hết hiệu lực",
        required=False,
        help_text="Ngày đầu tiên không còn hiệu lực, khi chính văn bản quy định thời hạn. "
        "Việc bị thay thế, bãi bỏ thì ghi ở mục Quan hệ.",
    )
    is_retroactive = forms.BooleanField(label="Có quy định hiệu lực trở về trước", required=False)
    confidence = forms.ChoiceField(label="Độ tin cậy", choices=Confidence.choices, initial=Confidence.MEDIUM)
    source = PlainTextField(label="Nguồn", max_length=300, required=False, help_text="Ví dụ: Công báo, Bộ pháp điển.")
    source_url = SourceField(label="Địa chỉ của nguồn", required=False)
    note = PlainTextField(label="Ghi chú về ngày và nguồn", max_length=2000, required=False, multiline=True)

    def facts(self) -> DocumentFacts:
        """What the form holds, for the service."""
        return DocumentFacts(**{name: self.cleaned_data[name] for name in _NAMES})


class NewDocumentForm(DocumentForm):
    """A new document; the key makes a double click one document."""

    form_key = FormKeyField()


class ChangeDocumentForm(DocumentForm):
    """A change of a document: which state of it the editor saw, and why it is changed when it is public."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reason = PlainTextField(label="Lý do sửa", max_length=500, required=False)

    def __init__(self, *args: Any, is_public: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_public:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = "Nhập lý do sửa văn bản đã đăng."
        else:
            del self.fields["reason"]


def initial_of(document: LegalDocument) -> dict[str, Any]:
    """What the form shows of a document."""
    return {name: getattr(document, name) for name in (*_NAMES, "revision")}


class RelationForm(forms.Form):
    """What this document does to another one, chosen from what a search found (thêm quan hệ)."""

    kind = forms.ChoiceField(
        label="Văn bản này",
        choices=RelationKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn quan hệ."},
    )
    target = forms.ModelChoiceField(
        LegalDocument.objects.none(),
        label="Văn bản chịu tác động",
        to_field_name="public_id",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Tìm rồi chọn một văn bản.",
            "invalid_choice": "Văn bản này không chọn được. Tìm lại.",
        },
    )
    is_partial = forms.BooleanField(label="Chỉ thay thế, bãi bỏ một phần", required=False)
    starts_on = VnDateField(label="Từ ngày", required=False, help_text="Để trống khi từ ngày văn bản này có hiệu lực.")
    note = PlainTextField(label="Ghi chú", max_length=500, required=False, help_text="Ví dụ: Điều 3, Điều 5.")

    def __init__(self, *args: Any, candidates: list[LegalDocument], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        target = self.fields["target"]
        target.queryset = LegalDocument.objects.filter(pk__in=[each.pk for each in candidates]).order_by(
            "number_key", "pk"
        )
        target.label_from_instance = lambda each: f"{each.name}: {each.title}"

    def clean(self) -> dict[str, Any]:
        """A part of it only when it ends something."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("is_partial") and data.get("kind") not in {RelationKind.REPLACES, RelationKind.REPEALS}:
            self.add_error("is_partial", "Chỉ chọn khi quan hệ là thay thế hoặc bãi bỏ.")
        return data


class FileForm(forms.Form):
    """A file of a document (tệp toàn văn, phụ lục)."""

    upload = KeptFileField(label="Tệp văn bản", use=LEGAL_FILE)
    label = PlainTextField(
        label="Tên hiển thị",
        max_length=200,
        required=False,
        help_text="Ví dụ: Toàn văn; Phụ lục I. Trống thì dùng tên tệp.",
    )


class ReasonForm(forms.Form):
    """A reason that stays in the log (lý do)."""

    note = PlainTextField(label="Lý do", max_length=1000, multiline=True, error_messages={"required": "Nhập lý do."})
