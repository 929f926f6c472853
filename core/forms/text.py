"""Text as people type or paste it, made safe to store and compare."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

# Control characters, surrogates, private-use oddities of pasted text, and what changes the reading direction.
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_TOO_LONG = "Nhập tối đa %(limit_value)d ký tự; hiện có %(show_value)d ký tự."


def clean_text(text: str, *, multiline: bool = False) -> str:
    """`text` composed (NFC), without control characters, trimmed; one line unless `multiline`."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _INVISIBLE.sub("", text)
    if not multiline:
        return " ".join(text.split())
    return "\n".join(line.rstrip() for line in text.replace("\t", " ").split("\n")).strip()


class PlainTextField(forms.CharField):
    """Text without markup (văn bản thuần). HTML typed into it stays visible text: templates escape it.

    `multiline=True` gives a textarea and keeps line breaks. No `maxlength` on the control: a browser cuts a paste
    without a word, the server's error says by how much it is too long and keeps what was typed.
    """

    def __init__(self, *, multiline: bool = False, **kwargs: Any) -> None:
        self.multiline = multiline
        if multiline:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(**kwargs)
        for validator in self.validators:
            if isinstance(validator, MaxLengthValidator):
                validator.message = _TOO_LONG

    def to_python(self, value: Any) -> str:
        """The cleaned text."""
        return clean_text(str(super().to_python(value) or ""), multiline=self.multiline)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The control's attributes, without `maxlength`."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs
