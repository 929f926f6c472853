"""The part of the drafting form that takes files (tệp đính kèm)."""

from __future__ import annotations

from typing import Any

from django import forms

from auctions.terms import AttachmentKind, NoticeKind
from core.storage import NOTICE_ATTACHMENT

_KINDS = {
    NoticeKind.AUCTION: (
        AttachmentKind.RULES,
        AttachmentKind.POSTING,
        AttachmentKind.PICTURE,
        AttachmentKind.OTHER,
    ),
    NoticeKind.SELECTION: (AttachmentKind.CRITERIA, AttachmentKind.PICTURE, AttachmentKind.OTHER),
}


class FilesInput(forms.FileInput):
    """A control that takes several files at once."""

    allow_multiple_selected = True


class FilesForm(forms.Form):
    """Which kind the chosen files are. The files themselves are checked one by one by the service."""

    file_kind = forms.ChoiceField(label="Loại tệp")
    files = forms.FileField(
        label="Chọn tệp",
        required=False,
        widget=FilesInput(attrs={"accept": NOTICE_ATTACHMENT.accept, "multiple": True}),
        help_text=f"{NOTICE_ATTACHMENT.hint} Chọn được nhiều tệp cùng loại một lần.",
    )
    use_required_attribute = False

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = [AttachmentKind(value) for value in _KINDS[NoticeKind(kind)]]
        self.fields["file_kind"].choices = [(value.value, value.label) for value in self.kinds]

    def kind_of(self, sent: str) -> str:
        """The kind that was sent, if a notice of this sort may have it; else the last one, "other"."""
        return sent if sent in self.kinds else self.kinds[-1]
