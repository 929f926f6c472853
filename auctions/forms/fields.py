"""From the field table of a notice to form fields: one type, one control (ô nhập của biểu mẫu)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import Field
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from auctions.terms import FieldType
from core.forms import MoneyField, PlainTextField, VnDateField, VnDateTimeField

ONE_LINE = 500  # letters; longer texts get a box
SHORT_BOX = 1000
_AREA = re.compile(
    r"(?P<whole>[0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]+)(?:,(?P<part>[0-9]+))?|(?P<dotted>[0-9]+\.[0-9]{1,2})"
)
_M2 = re.compile(r"\s*m\s*(?:2|²)?$")


class AreaInput(forms.TextInput):
    """A text control that writes areas with a comma ("120,5")."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        if not isinstance(value, Decimal):
            return value or None
        whole, _, part = format(value.normalize(), "f").partition(".")
        grouped = f"{int(whole):,}".replace(",", ".")
        return f"{grouped},{part}" if part else grouped


class AreaField(forms.Field):
    """An area in m² (diện tích): comma before at most two decimals, dots or blanks between groups of three."""

    widget = AreaInput
    default_error_messages = {
        "invalid": "Nhập diện tích bằng chữ số, dấu phẩy trước phần lẻ, ví dụ 120,5.",
        "negative": "Diện tích không được âm.",
        "decimals": "Nhập diện tích với nhiều nhất hai chữ số sau dấu phẩy, ví dụ 120,55.",
        "too_long": "Diện tích có quá 12 chữ số. Kiểm tra lại.",
    }

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values:
            return None
        if isinstance(value, int | Decimal):
            return Decimal(value)
        text = " ".join(unicodedata.normalize("NFC", str(value)).casefold().split())
        text = _M2.sub("", text)
        if text[:1] in {"-", "−", "–"}:
            raise self._error("negative")
        match = _AREA.fullmatch(text)
        if not match:
            raise self._error("invalid")
        whole = re.sub(r"[. ]", "", match["whole"] or match["dotted"].partition(".")[0])
        part = match["part"] or (match["dotted"] or "").partition(".")[2]
        if len(part) > 2:
            raise self._error("decimals")
        if len(whole.lstrip("0")) > 12:
            raise self._error("too_long")
        return Decimal(f"{whole}.{part or 0}")

    def _error(self, code: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code)


class Choice(forms.ChoiceField):
    """One of a list, or nothing yet (lựa chọn); a forged value is refused in words."""

    default_error_messages = {"invalid_choice": "Chọn một mục trong danh sách."}


def form_field(described: Field[Any], label: str) -> forms.Field:
    """The form field for one row of the field table; never required, since a draft may be half-filled."""
    facts = described.metadata
    common: dict[str, Any] = {"label": label, "required": False}
    match facts["type"]:
        case FieldType.MONEY:
            return MoneyField(**common)
        case FieldType.AREA:
            return AreaField(**common)
        case FieldType.DATE:
            return VnDateField(**common)
        case FieldType.MOMENT:
            return VnDateTimeField(**common)
        case FieldType.FLAG:
            return forms.BooleanField(**common)
        case FieldType.CHOICE:
            return Choice(choices=[("", "Chưa chọn"), *facts["choices"].choices], **common)
        case _:
            return _text_field(facts["longest"], common)


def _text_field(longest: int, common: dict[str, Any]) -> PlainTextField:
    """A line, a short box or a long one. How long a text may be, the rules say, so no length is set here."""
    if longest <= ONE_LINE:
        return PlainTextField(**common)
    rows = 2 if longest <= SHORT_BOX else 3
    return PlainTextField(multiline=True, widget=forms.Textarea(attrs={"rows": rows}), **common)
