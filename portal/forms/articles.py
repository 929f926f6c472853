"""Forms of articles: beginning, writing, acts that ask first (biểu mẫu bài viết)."""

from __future__ import annotations

from dataclasses import fields
from typing import Any
from uuid import uuid4

from django import forms
from django.urls import reverse

from accounts.models import Agency, AgencyKind
from core.forms import PlainTextField, VnDateField, VnDateTimeField
from core.storage import CONTENT_FILE
from portal.content.kinds import FIELDS_OF, LABELS, NEEDED, WRITTEN_BY, ArticleKind, Content
from portal.forms.attachments import KeptFilesField
from portal.forms.editor import RichTextField, RichTextInput
from portal.models import Article, ArticleVersion

_HINTS = {
    ArticleKind.DIRECTIVE: "Trích yếu của văn bản, không kèm số.",
    ArticleKind.INTRODUCTION: "Tên trang, thường là tên Sở.",
}


class NewArticleForm(forms.Form):
    """What is begun, for whom (soạn nội dung mới)."""

    public_id = forms.UUIDField(widget=forms.HiddenInput)
    agency = forms.ModelChoiceField(Agency.objects.none(), label="Đơn vị đăng", empty_label=None)
    kind = forms.ChoiceField(label="Loại nội dung")
    title = PlainTextField(label="Tiêu đề", max_length=300)

    def __init__(self, data: Any = None, *, agencies: list[Agency]) -> None:
        super().__init__(data, initial={"public_id": uuid4()})
        self.agencies = agencies
        self.fields["agency"].queryset = Agency.objects.filter(pk__in=[agency.pk for agency in agencies])
        self.fields["agency"].initial = agencies[0].pk if agencies else None
        if len(agencies) == 1:
            self.fields["agency"].widget = forms.HiddenInput()
        kinds = {AgencyKind(agency.kind) for agency in agencies}
        offered = [kind for kind in ArticleKind if WRITTEN_BY[kind] & kinds]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in offered]


class ArticleForm(forms.Form):
    """The fields of one kind; nothing is required here, publication asks for what is missing (soạn nội dung)."""

    base = forms.IntegerField(widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)
    document_number = PlainTextField(max_length=60, help_text="Ví dụ: 957/BTP-BTTP.")
    issuer = PlainTextField(max_length=300)
    issued_on = VnDateField()
    title = PlainTextField(max_length=300)
    summary = PlainTextField(multiline=True, max_length=600, help_text="Một, hai câu hiện trong danh sách.")
    address = PlainTextField(max_length=300)
    phone = PlainTextField(max_length=60)
    email = forms.EmailField()
    body = RichTextField()
    files = KeptFilesField(use=CONTENT_FILE, label="Tệp đính kèm")
    note = PlainTextField(label="Lần này sửa gì", max_length=300, help_text="Hiện trong lịch sử các bản của đơn vị.")

    def __init__(self, article: Article, latest: ArticleVersion, data: Any = None, uploads: Any = None) -> None:
        initial = {name: getattr(latest, name) for name in FIELDS_OF[article.kind]}
        initial |= {"base": latest.number, "key": uuid4(), "files": latest.files}
        super().__init__(data, uploads, initial=initial)
        kept = {"base", "key", "files", "note", *FIELDS_OF[article.kind]}
        for name in [name for name in self.fields if name not in kept]:
            del self.fields[name]
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.required = name in {"base", "key", "title", *NEEDED[article.kind]}
        if article.kind in _HINTS:
            self.fields["title"].help_text = _HINTS[article.kind]
        self.kind = article.kind
        self.order_fields(["base", "key", *FIELDS_OF[article.kind], "files", "note"])
        upload_url = f"{reverse('content:office_pictures')}?don_vi={article.agency.public_id}"
        self.fields["body"].widget = RichTextInput(upload_url=upload_url)

    def full_clean(self) -> None:
        """Only the title is required to save; what publication needs is marked as needed, and asked for then."""
        marked = [self.fields[name] for name in NEEDED[self.kind] if name != "title"]
        for field in marked:
            field.required = False
        super().full_clean()
        for field in marked:
            field.required = True

    def content(self) -> Content:
        """What was written."""
        known = {described.name for described in fields(Content)}
        return Content(**{name: value for name, value in self.cleaned_data.items() if name in known})


class ReasonForm(forms.Form):
    """Why (lý do)."""

    reason = PlainTextField(label="Lý do", multiline=True, max_length=1000)


class PublishForm(forms.Form):
    """Now, or at an hour (đăng ngay, hẹn giờ)."""

    NOW, LATER = "ngay", "hen"

    version = forms.IntegerField(widget=forms.HiddenInput)
    when = forms.ChoiceField(
        label="Thời điểm đăng",
        choices=[(NOW, "Đăng ngay"), (LATER, "Hẹn giờ đăng")],
        widget=forms.RadioSelect,
        initial=NOW,
    )
    at = VnDateTimeField(label="Giờ hẹn", required=False, help_text="Chỉ nhập khi hẹn giờ, ví dụ 08:00 21/12/2026.")

    def clean(self) -> dict[str, Any]:
        """A scheduled hour is given."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("when") == self.LATER and not data.get("at") and "at" not in self.errors:
            self.add_error("at", "Nhập giờ và ngày đăng, ví dụ 08:00 21/12/2026.")
        return data


class RestoreForm(forms.Form):
    """Which version was the newest when the page was opened."""

    base = forms.IntegerField(widget=forms.HiddenInput)
