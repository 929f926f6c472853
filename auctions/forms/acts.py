"""What is asked before an act that cannot be undone (trước khi đăng, đính chính, huỷ)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from auctions.forms.draft import LONGEST_REASON, REASON
from auctions.forms.warned import Warned
from auctions.models import Draft
from core.forms import PlainTextField

_PUBLIC = "Lý do được công khai cùng thông báo."


class KeepForm(forms.Form):
    """Why values are kept that rules warn of (lý do giữ nguyên): one box for each field."""

    use_required_attribute = False

    def __init__(self, *args: Any, warned: Sequence[Warned], reasons: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.warned = warned
        for each in warned:
            self.fields[f"{REASON}{each.path}"] = PlainTextField(
                label=f"Lý do giữ {each.label}",
                multiline=True,
                widget=forms.Textarea(attrs={"rows": 2}),
                max_length=LONGEST_REASON,
                initial=reasons.get(each.path, ""),
                help_text=f"Phải ghi vì có lời nhắc ở trên. {_PUBLIC}",
                error_messages={"required": f"Ghi lý do giữ {each.label}, hoặc quay lại sửa."},
            )

    @property
    def boxes(self) -> list[tuple[Warned, BoundField]]:
        """Each warned field with the box for its reason."""
        return [(each, self[f"{REASON}{each.path}"]) for each in self.warned]

    @property
    def arguments(self) -> dict[str, Any]:
        """For the service: {"reasons": {path: text}} and what other fields say."""
        said = dict(self.cleaned_data)
        reasons = {each.path: said.pop(f"{REASON}{each.path}") for each in self.warned}
        return {**said, "reasons": reasons}


class SeenDraftForm(forms.Form):
    """Which draft the person looked at, so that nobody publishes what he has not seen."""

    draft_key = forms.UUIDField(widget=forms.HiddenInput)
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def see(self, draft: Draft) -> None:
        """Ask again about `draft` as it is now, keeping what was typed."""
        seen = {"draft_key": str(draft.key), "revision": str(draft.revision)}
        self.initial |= seen
        if self.is_bound:
            self.data = {**self.data.dict(), **seen}


class ReasonForm(forms.Form):
    """Why (lý do); everybody will read it."""

    reason = PlainTextField(
        label="Lý do",
        multiline=True,
        max_length=LONGEST_REASON,
        help_text=_PUBLIC,
        error_messages={"required": "Nhập lý do."},
    )
    use_required_attribute = False


class PublishForm(KeepForm, SeenDraftForm):
    """Publishing a draft for the first time."""


class CorrectionForm(KeepForm, ReasonForm, SeenDraftForm):
    """Publishing a correction: the draft that was seen, why it is corrected, and why warned values are as they are."""


class CopyForm(forms.Form):
    """`public_id` of the copy: a second click leads to the first one."""

    public_id = forms.UUIDField(widget=forms.HiddenInput)
