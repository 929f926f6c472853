"""Logging in, changing and resetting passwords."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from accounts.forms.fields import AddressField, PasswordField
from accounts.models import User
from accounts.queries.people import login_refusal, owners_with_email
from core.forms import PlainTextField

OWNER, OFFICE = "chu-tai-san", "can-bo"
_LOGIN = {
    OWNER: ("Địa chỉ thư điện tử đã đăng ký", "Nhập địa chỉ thư điện tử.", "email", ""),
    OFFICE: ("Tên đăng nhập", "Nhập tên đăng nhập.", "text", "Ví dụ: bacninh_stp, ten_tc_tinhbacninh, tenxa_bc"),
}


class LoginForm(allauth_forms.LoginForm):
    """One of the two doors of the login page; either finds any account, they differ in words only."""

    def __init__(self, *args: Any, door: str = OFFICE, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"{door}-%s", **kwargs)
        label, missing, inputmode, hint = _LOGIN[door]
        attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "inputmode": inputmode}
        self.fields = {
            "login": PlainTextField(
                label=label,
                max_length=150,
                help_text=hint,
                widget=forms.TextInput(attrs=attrs),
                error_messages={"required": missing},
            ),
            "password": PasswordField(),
            "door": forms.CharField(widget=forms.HiddenInput, initial=door, required=False),
        }

    def clean(self) -> dict[str, Any]:
        """The account, or why the right password is not enough today."""
        cleaned: dict[str, Any] = super().clean()
        if self.user is not None and (refusal := login_refusal(self.user)):
            raise ValidationError(refusal, code="refused")
        return cleaned


class NewPasswordMixin(forms.Form):
    """Two fields for a new password, checked by the rules of settings.AUTH_PASSWORD_VALIDATORS."""

    user: User | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in new_password_fields().items():
            self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        """Both the same, and good enough."""
        cleaned = forms.Form.clean(self) or self.cleaned_data
        check_new_password(self, self.user)
        return cleaned


def new_password_fields() -> dict[str, forms.Field]:
    """The two fields, with the rules as the hint of the first."""
    hints = password_validation.password_validators_help_texts()
    return {
        "password1": PasswordField(label="Mật khẩu mới", autocomplete="new-password", help_text=" ".join(hints)),
        "password2": PasswordField(label="Nhập lại mật khẩu mới", autocomplete="new-password"),
    }


def check_new_password(form: forms.Form, user: User | None) -> None:
    """Put the errors of a new password at its fields."""
    first, second = form.cleaned_data.get("password1"), form.cleaned_data.get("password2")
    if first:
        try:
            password_validation.validate_password(first, user)
        except ValidationError as error:
            form.add_error("password1", error)
    if first and second and first != second:
        form.add_error("password2", "Hai lần nhập mật khẩu không giống nhau. Nhập lại.")


class ChangePasswordForm(NewPasswordMixin, allauth_forms.ChangePasswordForm):
    """The password in use and a new one. `too_often`: the one in use was wrong so often that it is not looked at."""

    def __init__(self, *args: Any, too_often: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_often = too_often
        self.fields["oldpassword"] = PasswordField(label="Mật khẩu đang dùng")
        self.order_fields(["oldpassword", "password1", "password2"])

    def clean_oldpassword(self) -> str:
        """The password in use, unless it has been guessed at."""
        if self.too_often:
            message = "Nhập sai mật khẩu đang dùng quá nhiều lần. Chờ 5 phút rồi thử lại."
            raise ValidationError(message, code="too_often")
        return str(super().clean_oldpassword())

    @property
    def guessed_wrong(self) -> bool:
        """Whether the password in use was not the one typed."""
        return self.has_error("oldpassword", "enter_current_password")

    def clean(self) -> dict[str, Any]:
        """The new one differs from the one in use."""
        cleaned = super().clean()
        if cleaned.get("password1") and cleaned.get("password1") == cleaned.get("oldpassword"):
            self.add_error("password1", "Mật khẩu mới phải khác mật khẩu đang dùng.")
        return cleaned


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    """The address of a self-registered owner; the answer is the same whether it is known or not."""

    email = AddressField(label="Địa chỉ thư điện tử đã đăng ký")

    def clean_email(self) -> str:
        """Only confirmed owners get a link; others ask the office that issued their account."""
        email = str(self.cleaned_data["email"])
        self.users = owners_with_email(email)
        return email


class ResetPasswordKeyForm(NewPasswordMixin, allauth_forms.ResetPasswordKeyForm):
    """A new password, chosen behind the mailed link."""


class ResendForm(forms.Form):
    """The address whose confirmation mail shall come again."""

    email = AddressField(label="Địa chỉ thư điện tử đã đăng ký")
