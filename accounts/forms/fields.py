"""Fields of forms about people and places, for every app."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import AdministrativeUnit
from core.forms import PlainTextField

_PHONE = re.compile(r"\+?[0-9]{8,15}")


class PhoneField(PlainTextField):
    """A telephone number as people write it: "0222 000 0000", "(024) 3000 0000", "+84 900 000 000"."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Điện thoại")
        attrs = {"inputmode": "tel", "autocomplete": "tel"}
        super().__init__(max_length=30, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> str:
        """The number as typed, blanks tidied."""
        text: str = super().clean(value)
        if text and not _PHONE.fullmatch(re.sub(r"[\s.()-]", "", text)):
            raise ValidationError("Nhập số điện thoại gồm 8 đến 15 chữ số, ví dụ 0222 000 0000.", code="phone")
        return text


class AddressField(forms.EmailField):
    """An e-mail address, lower case, so that one person is one address."""

    default_error_messages = {"invalid": "Nhập địa chỉ thư điện tử đầy đủ, ví dụ vanphong@example.vn."}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Địa chỉ thư điện tử")
        attrs = {"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"}
        super().__init__(max_length=150, widget=forms.EmailInput(attrs=attrs), **kwargs)
        self.error_messages["required"] = "Nhập địa chỉ thư điện tử."
        for validator in self.validators:
            if getattr(validator, "code", "") == "max_length":
                validator.message = "Địa chỉ thư điện tử dài tối đa %(limit_value)d ký tự."

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The control's attributes; no `maxlength`, which cuts a paste without a word."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs

    def to_python(self, value: Any) -> str:
        """The address in lower case."""
        return str(super().to_python(value)).lower()


class PasswordField(forms.CharField):
    """A password: never trimmed, never shown again."""

    def __init__(self, *, autocomplete: str = "current-password", **kwargs: Any) -> None:
        kwargs.setdefault("label", "Mật khẩu")
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(strip=False, max_length=1000, widget=widget, **kwargs)
        self.error_messages["required"] = "Nhập mật khẩu."

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The control's attributes, without `maxlength`."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class FormKeyField(forms.UUIDField):
    """A random key in a hidden field: both clicks of a double click carry the same (khoá chống lặp)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("initial", uuid4)
        super().__init__(widget=forms.HiddenInput, **kwargs)
        self.error_messages = dict.fromkeys(
            ["required", "invalid"], "Trang này mở không đúng cách. Tải lại trang rồi nhập lại."
        )


class ProvinceField(forms.ModelChoiceField):
    """One of today's provinces, by its code."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Tỉnh, thành phố")
        kwargs.setdefault("empty_label", "Chọn tỉnh, thành phố")
        super().__init__(AdministrativeUnit.objects.none(), to_field_name="code", **kwargs)
        self.error_messages |= {
            "required": "Chọn tỉnh, thành phố.",
            "invalid_choice": "Không có tỉnh, thành phố này. Chọn trong danh sách.",
        }

    def label_from_instance(self, unit: AdministrativeUnit) -> str:
        """The name people look for in an alphabetical list."""
        return unit.name
