"""The field in which formatted text is written (ô soạn thảo)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.templatetags.vn import number
from portal.content.html import clean, from_plain, looks_like_html

LONGEST = 400_000  # characters of markup: a hundred pages


class RichTextInput(forms.Textarea):
    """A textarea that static/build/editor.js turns into an editor; without script it takes plain lines or HTML.

    The page's head loads the script: {% block head %}<script src="{% static 'build/editor.js' %}" defer></script>.
    """

    template_name = "portal/forms/rich_text.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, upload_url: str = "") -> None:
        super().__init__({"rows": 18, "data-editor": "", **(attrs or {})})
        self.upload_url = upload_url

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With the address that takes pictures; "" hides the button."""
        return super().get_context(name, value, attrs) | {"upload_url": self.upload_url}


class RichTextField(forms.CharField):
    """Formatted text, cleaned (văn bản có định dạng). Plain lines become paragraphs."""

    widget = RichTextInput

    def to_python(self, value: Any) -> str:
        """The cleaned HTML."""
        text = str(value or "")
        if len(text) > LONGEST:
            raise ValidationError(
                f"Nội dung có {number(len(text))} ký tự, vượt mức {number(LONGEST)}. "
                "Chuyển phần dài thành tệp đính kèm.",
                code="too_long",
            )
        return clean(text if looks_like_html(text) else from_plain(text))
