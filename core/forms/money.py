"""Sums of money in đồng, as Vietnamese people type them."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

_UNIT = re.compile(r"(?:đồng|đ|d|vnđ|vnd|₫)\.?$")
_GROUPED = re.compile(r"[0-9]+|[0-9]{1,3}(?:(?P<sep>[.,' ])[0-9]{3})(?:(?P=sep)[0-9]{3})*")
_FRACTION = re.compile(r"[0-9.,' ]*[.,][0-9]*")
_MAX_DIGITS = 15


def dotted(amount: int | Decimal) -> str:
    """Digits grouped by dots ("1.500.000.000")."""
    return f"{int(amount):,}".replace(",", ".")


class MoneyInput(forms.TextInput):
    """A text control that shows groups of three digits and never loses what was typed."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off", "data-money": "", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """A number grouped by dots; typed text as it was typed."""
        if isinstance(value, int | Decimal):
            return dotted(value)
        return value or None


class MoneyField(forms.Field):
    """A sum in whole đồng (số tiền), as Decimal. Takes dots, commas or blanks between groups of three, and the unit.

    `min_value`/`max_value` in đồng, both inclusive; zero is allowed unless `min_value` says otherwise.
    """

    widget = MoneyInput
    default_error_messages = {
        "invalid": "Nhập số tiền bằng chữ số, dấu chấm ngăn cách từng nhóm ba chữ số, ví dụ 1.500.000.000.",
        "negative": "Số tiền không được âm.",
        "fraction": "Số tiền tính tròn đồng, không có phần lẻ. Nhập ví dụ 1.500.000.",
        "too_long": "Số tiền có quá 15 chữ số. Kiểm tra lại số chữ số 0.",
        "min_value": "Nhập số tiền từ %(limit)s đ trở lên.",
        "max_value": "Nhập số tiền không quá %(limit)s đ.",
    }

    def __init__(self, *, min_value: int | None = None, max_value: int | None = None, **kwargs: Any) -> None:
        self.min_value, self.max_value = min_value, max_value
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        """The sum, or None when nothing was typed."""
        if value in self.empty_values:
            return None
        if isinstance(value, int | Decimal):
            return Decimal(value)
        text = " ".join(unicodedata.normalize("NFC", str(value)).casefold().split())
        text = _UNIT.sub("", text).strip()
        if text[:1] in {"-", "−", "–"}:
            raise self._error("negative")
        if not _GROUPED.fullmatch(text):
            raise self._error("fraction" if _is_fraction(text) else "invalid")
        digits = re.sub(r"[^0-9]", "", text)
        if len(digits.lstrip("0")) > _MAX_DIGITS:
            raise self._error("too_long")
        return Decimal(digits)

    def validate(self, value: Decimal | None) -> None:
        """Required, not negative, whole, and within the limits."""
        super().validate(value)
        if value is None:
            return
        if value < 0:
            raise self._error("negative")
        if value != value.to_integral_value():
            raise self._error("fraction")
        if self.min_value is not None and value < self.min_value:
            raise self._error("min_value", limit=dotted(self.min_value))
        if self.max_value is not None and value > self.max_value:
            raise self._error("max_value", limit=dotted(self.max_value))

    def _error(self, code: str, **params: Any) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=params)


def _is_fraction(text: str) -> bool:
    """Whether the text is a number with a part after a comma or dot that is no group of three."""
    head, _, tail = re.sub(r"[,.]", "|", text).rpartition("|")
    return bool(_FRACTION.fullmatch(text)) and bool(head.strip()) and len(tail) != 3
