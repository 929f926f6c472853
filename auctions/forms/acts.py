"""What is asked before an act that cannot be undone (trước khi đăng, đính chính, huỷ)."""

from __future__ import annotations

from django import forms

from core.forms import PlainTextField

LONGEST_REASON = 2000


class SeenDraftForm(forms.Form):
    """Which draft the person looked at, so that nobody publishes what he has not seen."""

    draft_key = forms.UUIDField(widget=forms.HiddenInput)
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """Why (lý do); everybody will read it."""

    reason = PlainTextField(
        label="Lý do",
        multiline=True,
        max_length=LONGEST_REASON,
        help_text="Lý do được công khai cùng thông báo.",
        error_messages={"required": "Nhập lý do."},
    )
    use_required_attribute = False


class CorrectionForm(ReasonForm, SeenDraftForm):
    """Publishing a correction: the draft that was seen, and why."""


class CopyForm(forms.Form):
    """`public_id` of the copy: a second click leads to the first one."""

    public_id = forms.UUIDField(widget=forms.HiddenInput)
