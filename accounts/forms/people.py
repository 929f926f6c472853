"""What administrators type to look after accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.forms.fields import AddressField, FormKeyField, PhoneField
from accounts.forms.filtering import ListFilter, OneOf, WordsFilter
from accounts.forms.requests import ProposedNameField
from accounts.models import Agency, AgencyKind, User, UserState
from accounts.models.users import UserQuerySet
from accounts.queries.people import STATISTICS_ENDINGS, login_ending, login_for
from accounts.roles import Role
from accounts.services.passwords import Delivery
from core.forms import PlainTextField

SORTS = {
    "ten": ("username",),
    "-ten": ("-username",),
    "nguoi": ("full_name", "username"),
    "-nguoi": ("-full_name", "username"),
    "don-vi": ("agency__name", "username"),
    "-don-vi": ("-agency__name", "username"),
    "vao": ("last_login", "username"),
    "-vao": ("-last_login", "username"),
}


class UserFilter(ListFilter):
    """Filters of the list of accounts. Kinds and roles are those that occur in it."""

    tim = WordsFilter(label="Tên đăng nhập, họ tên, đơn vị")
    loai = OneOf(label="Loại đơn vị", field_name="agency__kind")
    trang_thai = OneOf(label="Trạng thái", choices=UserState, method="by_state")
    quyen = OneOf(label="Quyền", method="by_role")

    class Meta:
        model = User
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["loai"].offer(AgencyKind, self.queryset.values_list("agency__kind", flat=True))
        self.filters["quyen"].offer(Role, self.queryset.values_list("memberships__role", flat=True))

    def by_state(self, queryset: UserQuerySet, name: str, value: str) -> UserQuerySet:
        """One UserState."""
        return queryset.in_state(value)

    def by_role(self, queryset: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        """Whoever holds the role anywhere."""
        return queryset.filter(pk__in=User.objects.filter(memberships__role=value).values("pk"))


class PersonForm(forms.Form):
    """The person behind an account."""

    full_name = PlainTextField(
        label="Họ và tên người dùng", max_length=120, error_messages={"required": "Nhập họ và tên người dùng."}
    )
    email = AddressField(required=False)
    phone = PhoneField(required=False)


class RolesForm(forms.Form):
    """Roles of an account at its agency; only those the officer may grant can be changed."""

    roles = forms.MultipleChoiceField(
        label="Quyền",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "Không có quyền này.",
            "required": "Chọn ít nhất một quyền. Muốn người này ngừng làm việc trên cổng thì khoá tài khoản.",
        },
    )

    def __init__(self, *args: Any, choices: frozenset[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [(role.value, role.label) for role in Role if role in choices]

    def chosen(self) -> set[Role]:
        """The roles ticked."""
        return {Role(value) for value in self.cleaned_data["roles"]}


class DeliveryForm(forms.Form):
    """How the first password reaches the person."""

    delivery = forms.ChoiceField(
        label="Mật khẩu lần đầu",
        choices=[(choice.value, choice.label) for choice in (Delivery.SCREEN, Delivery.MAIL)],
        widget=forms.RadioSelect,
        initial=Delivery.SCREEN.value,
        error_messages={"required": "Chọn cách giao mật khẩu.", "invalid_choice": "Không có cách giao này."},
    )
    form_key = FormKeyField()


class AddUserForm(RolesForm, PersonForm, DeliveryForm):
    """A new account at an agency (thêm tài khoản)."""

    proposed_name = ProposedNameField(required=False)
    field_order = ("proposed_name", "full_name", "email", "phone", "roles", "delivery")

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agency = agency
        self.fields["delivery"].choices = list(Delivery.choices)
        self.fields["roles"].required = True
        self.fields["roles"].error_messages["required"] = "Chọn ít nhất một quyền."
        self.fields["email"].help_text = "Cần có khi gửi mật khẩu lần đầu qua thư điện tử."
        by_code = bool(agency.account_code) and not STATISTICS_ENDINGS.keys().isdisjoint(kwargs["choices"])
        self.fields["proposed_name"].required = not by_code
        ending = f"Tên đăng nhập gồm tên đề nghị và đuôi {login_ending(agency)}."
        spare = " Chỉ bỏ trống khi phân đúng một quyền thống kê." if by_code else ""
        self.fields["proposed_name"].help_text = ending + spare

    def clean(self) -> dict[str, Any]:
        """Some name, and an address when the password goes there."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "proposed_name" not in self.errors and not self.login():
            self.add_error("proposed_name", "Nhập tên đề nghị.")
        if cleaned.get("delivery") == Delivery.MAIL and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", "Nhập địa chỉ thư điện tử để gửi mật khẩu, hoặc chọn hiện trên màn hình.")
        return cleaned

    def login(self) -> str:
        """The login name that will be given."""
        roles = {Role(value) for value in self.cleaned_data.get("roles", [])}
        return login_for(self.agency, self.cleaned_data.get("proposed_name", ""), roles)


class LockForm(forms.Form):
    """Why an account is locked (khoá)."""

    reason = PlainTextField(
        label="Lý do khoá",
        max_length=300,
        multiline=True,
        help_text="Người dùng đọc được lý do này khi đăng nhập.",
        error_messages={"required": "Nhập lý do khoá."},
    )
