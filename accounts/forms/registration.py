"""What an asset owner types to register."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from accounts.forms.fields import AddressField, FormKeyField, PhoneField, ProvinceField
from accounts.forms.login import check_new_password, new_password_fields
from accounts.models import AdministrativeUnit, Agency, User
from accounts.queries.units import communes_of, provinces_on
from core.forms import PlainTextField

PERSON, ORGANISATION = "ca-nhan", "to-chuc"


class OwnerForm(forms.Form):
    """Registration of an asset owner: a natural person or an organisation (đăng ký tài khoản)."""

    kind = forms.ChoiceField(
        label="Người có tài sản là",
        choices=[(ORGANISATION, "Cơ quan, tổ chức"), (PERSON, "Cá nhân")],
        widget=forms.RadioSelect,
        initial=ORGANISATION,
        error_messages={"required": "Chọn cơ quan, tổ chức hoặc cá nhân."},
    )
    organisation = PlainTextField(
        label="Tên cơ quan, tổ chức",
        max_length=300,
        help_text="Ghi đầy đủ như trong quyết định thành lập. Cá nhân bỏ qua mục này.",
        error_messages={"required": "Nhập tên cơ quan, tổ chức."},
    )
    full_name = PlainTextField(
        label="Họ và tên người đăng ký",
        max_length=120,
        error_messages={"required": "Nhập họ và tên."},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    province = ProvinceField()
    commune = forms.ModelChoiceField(
        AdministrativeUnit.objects.none(),
        label="Xã, phường, đặc khu",
        to_field_name="code",
        empty_label="Chọn xã, phường, đặc khu",
        error_messages={
            "required": "Chọn xã, phường hoặc đặc khu.",
            "invalid_choice": "Xã, phường này không thuộc tỉnh, thành phố đã chọn. Chọn lại.",
        },
    )
    address = PlainTextField(
        label="Số nhà, đường, thôn", max_length=200, error_messages={"required": "Nhập số nhà, đường hoặc thôn."}
    )
    phone = PhoneField(error_messages={"required": "Nhập số điện thoại."})
    email = AddressField(help_text="Cổng gửi thư xác nhận đến địa chỉ này; đây cũng là tên đăng nhập.")
    form_key = FormKeyField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= new_password_fields()
        self.fields["password1"].label, self.fields["password2"].label = "Mật khẩu", "Nhập lại mật khẩu"
        self.fields["province"].queryset = provinces_on()
        typed = self.data if self.is_bound else self.initial
        # For a person the page hides it (or says "nếu có" where it cannot).
        self.fields["organisation"].required = typed.get("kind") != PERSON
        chosen = provinces_on().filter(code=str(typed.get("province", ""))[:2]).first()
        if chosen is not None:
            self.fields["commune"].queryset = communes_of(chosen)
        self.fields["commune"].label_from_instance = lambda unit: unit.full_name

    @classmethod
    def choosing(cls, typed: QueryDict) -> OwnerForm:
        """The form while it is being filled in: what was typed, the communes of the province chosen, no errors yet."""
        return cls(initial={name: value for name, value in typed.items() if not name.startswith("password")})

    def clean(self) -> dict[str, Any]:
        """A person publishes under his own name; the password is none of the names typed here."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("kind") == PERSON:
            cleaned["organisation"] = ""
            self.errors.pop("organisation", None)
        somebody = User(full_name=cleaned.get("full_name", ""), email=cleaned.get("email", ""))
        somebody.agency = Agency(name=cleaned.get("organisation", ""))
        check_new_password(self, somebody)
        return cleaned
