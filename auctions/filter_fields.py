"""What the parameters of the public lists take, and the form that checks them together (ô của bộ lọc)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django_filters as filters
from django import forms

from core.forms import MoneyField, PlainTextField, VnDateField
from core.templatetags.vn import money, vn_date

# (least, most, what is wrong when they are the wrong way round, how a value is shown)
_RANGES: tuple[tuple[str, str, str, Callable[[Any], str]], ...] = (
    ("gia_tu", "gia_den", "{} nhỏ hơn giá từ {}. Nhập lại hai mức giá.", money),
    ("ngay_tu", "ngay_den", "{} sớm hơn ngày bắt đầu {}. Nhập lại hai ngày.", vn_date),
)


class AskedForm(forms.Form):
    """A range the wrong way round says so beside its end and filters nothing, rather than finding nothing."""

    def clean(self) -> None:
        """Compare the ends of ranges."""
        for least, most, wrong, shown in _RANGES:
            low, high = self.cleaned_data.get(least), self.cleaned_data.get(most)
            if low is not None and high is not None and high < low:
                self.add_error(most, wrong.format(shown(high), shown(low)))
                del self.cleaned_data[least]


class _ManyField(forms.Field):
    """All values of a repeated parameter."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[str]:
        return list(dict.fromkeys(value or ()))


class Many(filters.Filter):
    """Any of several choices."""

    field_class = _ManyField


class Text(filters.Filter):
    """Words."""

    field_class = PlainTextField


class Money(filters.Filter):
    """A sum of đồng."""

    field_class = MoneyField


class Day(filters.Filter):
    """A day."""

    field_class = VnDateField
