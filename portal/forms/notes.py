"""Forms of announcements, support contacts and pictures."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Agency
from core.forms import PlainTextField, VnDateTimeField
from core.storage import CONTENT_IMAGE
from portal.models import Announcement, Audience, SupportContact, SupportedSystem
from portal.models.announcements import AnnouncementKind
from portal.models.contacts import SupportField

_INSIDE_OR_WEB = re.compile(r"(?:https?://[^\s/@\\]+|/(?!/))[^\s\\]*")
_PHONE = re.compile(r"[0-9 .()+-]{3,30}")


class AgencyMixin:
    """The first fields of something new: which agency keeps it, and the key against double clicks."""

    fields: dict[str, Any]

    def offer(self, agencies: list[Agency]) -> None:
        """Let the person choose among `agencies`; a single one needs no question."""
        queryset = Agency.objects.filter(pk__in=[agency.pk for agency in agencies]).order_by("name", "pk")
        field = forms.ModelChoiceField(queryset, label="Đơn vị", empty_label=None)
        field.initial = agencies[0].pk if agencies else None
        if len(agencies) == 1:
            field.widget = forms.HiddenInput()
        key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
        self.fields = {"public_id": key, "agency": field, **self.fields}


class AnnouncementForm(AgencyMixin, forms.Form):
    """A short announcement (thông báo ngắn)."""

    text = PlainTextField(label="Nội dung", max_length=300, help_text="Một câu, không quá 300 ký tự.")
    url = PlainTextField(
        label="Địa chỉ xem thêm",
        max_length=500,
        required=False,
        help_text="Trang trong Cổng (/tin-tuc/…) hoặc https://…",
    )
    kind = forms.ChoiceField(label="Mức độ", choices=AnnouncementKind.choices)
    audience = forms.ChoiceField(label="Hiện ở", choices=Audience.choices)
    starts_at = VnDateTimeField(label="Hiện từ")
    ends_at = VnDateTimeField(label="Hiện đến")

    def clean_url(self) -> str:
        """An address of this site or of the web."""
        address: str = self.cleaned_data["url"]
        if address and not _INSIDE_OR_WEB.fullmatch(address):
            raise ValidationError("Nhập địa chỉ bắt đầu bằng https:// hoặc dấu / của một trang trong Cổng.")
        return address

    def clean(self) -> dict[str, Any]:
        """It ends after it starts."""
        data: dict[str, Any] = super().clean() or {}
        start, end = data.get("starts_at"), data.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", "Thời điểm kết thúc phải sau thời điểm bắt đầu.")
        return data

    @staticmethod
    def values_of(announcement: Announcement) -> dict[str, Any]:
        """What the form shows of a stored one."""
        return {name: getattr(announcement, name) for name in AnnouncementForm.base_fields}


class ContactForm(AgencyMixin, forms.Form):
    """A place that helps (đầu mối hỗ trợ)."""

    system = forms.ChoiceField(label="Hệ thống", choices=SupportedSystem.choices)
    field = forms.ChoiceField(label="Lĩnh vực", choices=SupportField.choices)
    office = PlainTextField(label="Bộ phận", max_length=200, help_text="Tên phòng, bộ phận; không ghi tên người.")
    phone = PlainTextField(label="Điện thoại", max_length=30, required=False)
    branch_line = PlainTextField(label="Máy nhánh", max_length=10, required=False)
    email = forms.EmailField(label="Thư điện tử", required=False)
    hours = PlainTextField(
        label="Giờ hỗ trợ", max_length=120, required=False, help_text="Ví dụ: 08:00 đến 17:00 ngày làm việc."
    )
    note = PlainTextField(label="Ghi chú", max_length=300, required=False)

    def clean_phone(self) -> str:
        """Digits and what stands between them."""
        phone: str = self.cleaned_data["phone"]
        if phone and not _PHONE.fullmatch(phone):
            raise ValidationError("Nhập số điện thoại bằng chữ số, ví dụ 024 0000 0000.")
        return phone

    def clean_branch_line(self) -> str:
        """Digits only."""
        line: str = self.cleaned_data["branch_line"]
        if line and not line.isdigit():
            raise ValidationError("Nhập máy nhánh bằng chữ số, ví dụ 4.")
        return line

    def clean(self) -> dict[str, Any]:
        """It can be reached, and a branch belongs to a number."""
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not data.get("phone"):
            if not data.get("email"):
                self.add_error("phone", "Nhập điện thoại hoặc thư điện tử.")
            elif data.get("branch_line"):
                self.add_error("phone", "Nhập số điện thoại có máy nhánh này.")
        return data

    @staticmethod
    def values_of(contact: SupportContact) -> dict[str, Any]:
        """What the form shows of a stored one."""
        return {name: getattr(contact, name) for name in ContactForm.base_fields}


class PictureForm(forms.Form):
    """A picture and what it shows in words (ảnh, mô tả ảnh)."""

    picture = forms.FileField(
        label="Ảnh", help_text=f"{CONTENT_IMAGE.hint} Ảnh rộng hơn 1.600 điểm được thu nhỏ, thông tin máy ảnh bị bỏ.",
        widget=forms.FileInput(attrs={"accept": CONTENT_IMAGE.accept}),
        error_messages={"required": "Chọn ảnh để tải lên.", "empty": "Tệp rỗng, không có nội dung. Chọn tệp khác."},
    )  # fmt: skip
    alt = PlainTextField(
        label="Mô tả ảnh",
        max_length=300,
        help_text="Nói người không nhìn thấy ảnh cần biết gì, ví dụ: Trụ sở Sở Tư pháp.",
    )
