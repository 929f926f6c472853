"""What an organisation types to ask for an account, and what a Sở Tư pháp types to decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from accounts import granting, naming
from accounts.forms.fields import AddressField, FormKeyField, PhoneField
from accounts.forms.filtering import ListFilter, OneOf, WordsFilter
from accounts.models import AccountRequest, Agency, AgencyKind
from accounts.queries.people import offices
from accounts.roles import Role
from accounts.workflow import RequestState
from core.forms import KeptFileField, PlainTextField, VnDateField
from core.storage import LETTER_SCAN

# What an organisation needs to publish on its own; the Sở may give less.
USUAL_ROLES = (Role.UNIT_ADMIN, Role.AUCTION_EDITOR, Role.AUCTION_PUBLISHER)

# Drafts are the applicant's own.
SHOWN_STATES = [
    (RequestState.SUBMITTED.value, "Chờ xem xét"),
    (RequestState.RETURNED.value, "Đã trả lại"),
    (RequestState.GRANTED.value, "Đã cấp"),
    (RequestState.REFUSED.value, "Đã từ chối"),
]


class OfficeField(forms.ModelChoiceField):
    """One of today's Sở Tư pháp, chosen by province."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            Agency.objects.none(), to_field_name="account_code", empty_label="Chọn tỉnh, thành phố", **kwargs
        )
        self.error_messages |= {
            "required": "Chọn tỉnh, thành phố nơi tổ chức đăng ký hoạt động.",
            "invalid_choice": "Không có Sở Tư pháp này. Chọn trong danh sách.",
        }

    def label_from_instance(self, agency: Agency) -> str:
        """The province; every letter goes to its Sở."""
        return agency.unit.name if agency.unit else agency.name


class ProposedNameField(PlainTextField):
    """A proposed name, tidied to the letters that login names have (tên đề nghị)."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
        super().__init__(label="Tên đề nghị", max_length=60, widget=forms.TextInput(attrs=attrs), **kwargs)
        self.error_messages["required"] = "Nhập tên đề nghị."

    def clean(self, value: Any) -> str:
        """Without diacritics, blanks and capitals; valid by the rules of naming."""
        name = naming.clean_proposed(super().clean(value))
        if name and (why := naming.why_not_proposed(name)):
            raise ValidationError(why, code="proposed")
        return name


class ApplicationForm(forms.Form):
    """The items of Annex 01 (công văn đăng ký tài khoản)."""

    kind = forms.ChoiceField(
        label="Loại tổ chức",
        choices=AccountRequest.KINDS,
        widget=forms.RadioSelect,
        initial=AgencyKind.AUCTION_ORG.value,
        error_messages={"required": "Chọn tổ chức hoặc chi nhánh."},
    )
    organisation_name = PlainTextField(
        label="Tên tổ chức đấu giá tài sản",
        max_length=300,
        help_text="Ghi đầy đủ như trong Giấy đăng ký hoạt động. Chi nhánh ghi tên chi nhánh.",
        error_messages={"required": "Nhập tên tổ chức đấu giá tài sản."},
    )
    office = OfficeField(
        label="Tỉnh, thành phố đăng ký hoạt động", help_text="Đề nghị được gửi đến Sở Tư pháp của tỉnh, thành phố này."
    )
    proposed_name = ProposedNameField(
        help_text="Chữ thường không dấu và chữ số, ví dụ mauso1. Tên đăng nhập gồm tên này và đuôi của tỉnh, "
        "ví dụ mauso1_tc_tinhbacninh.",
    )
    address = PlainTextField(label="Địa chỉ", max_length=300, error_messages={"required": "Nhập địa chỉ trụ sở."})
    legal_representative = PlainTextField(
        label="Người đại diện theo pháp luật",
        max_length=120,
        error_messages={"required": "Nhập họ và tên người đại diện theo pháp luật."},
    )
    phone = PhoneField(error_messages={"required": "Nhập số điện thoại."})
    email = AddressField(help_text="Sở Tư pháp gửi kết quả và mật khẩu lần đầu đến địa chỉ này.")
    form_key = FormKeyField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        active = Agency.objects.filter(pk__in=[office.pk for office in offices()])
        self.fields["office"].queryset = active.select_related("unit").order_by("unit__name")


class LetterForm(forms.Form):
    """The signed letter (công văn đã ký, đóng dấu)."""

    letter_number = PlainTextField(label="Số công văn", max_length=60, required=False, help_text="Ví dụ 12/CV-MS1.")
    letter_date = VnDateField(
        label="Ngày công văn", error_messages={"required": "Nhập ngày ghi trên công văn, ví dụ 19/11/2026."}
    )
    letter = KeptFileField(label="Bản quét công văn đã ký, đóng dấu", use=LETTER_SCAN)

    def clean_letter_date(self) -> Any:
        """Not after today."""
        day = self.cleaned_data["letter_date"]
        if day and day > timezone.localdate():
            raise ValidationError(
                f"Ngày công văn không thể sau hôm nay, {timezone.localdate():%d/%m/%Y}.", code="future"
            )
        return day


class LookupForm(forms.Form):
    """Finding a request again (tra cứu đề nghị)."""

    code = PlainTextField(
        label="Mã theo dõi",
        max_length=20,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": "Nhập mã theo dõi ghi trong thư của Cổng."},
    )
    email = AddressField(label="Địa chỉ thư điện tử ghi trong đề nghị")

    def clean_code(self) -> str:
        """Capitals, without the blanks and hyphens people add."""
        return str(self.cleaned_data["code"]).upper().replace(" ", "").replace("-", "")


class GrantForm(forms.Form):
    """The decision to grant: name, organisation, rights (cấp tài khoản)."""

    proposed_name = ProposedNameField()
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Tổ chức trên hệ thống",
        to_field_name="public_id",
        required=False,
        empty_label="Lập tổ chức mới theo đề nghị",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Tổ chức này không thuộc Sở. Chọn trong danh sách."},
    )
    roles = forms.MultipleChoiceField(
        label="Quyền",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một quyền.", "invalid_choice": "Không có quyền này."},
    )

    def __init__(
        self, *args: Any, request: AccountRequest, agencies: Any, proposed_name: str = "", **kwargs: Any
    ) -> None:
        initial = {
            "proposed_name": proposed_name[:60] or request.proposed_name,
            "roles": [role.value for role in USUAL_ROLES],
        }
        super().__init__(*args, initial=initial, **kwargs)
        allowed = granting.ROLES_BY_KIND[request.kind]
        self.fields["roles"].choices = [(role.value, role.label) for role in Role if role in allowed]
        self.fields["agency"].queryset = agencies
        if not agencies:
            del self.fields["agency"]


class ReasonForm(forms.Form):
    """A reason that goes to the applicant (lý do)."""

    note = PlainTextField(
        label="Lý do", max_length=1000, multiline=True, error_messages={"required": "Nhập lý do để tổ chức biết."}
    )


class RequestFilter(ListFilter):
    """The queue: those that wait, unless the address asks for another state."""

    tim = WordsFilter(label="Tên tổ chức, tên đề nghị, mã theo dõi")
    trang_thai = OneOf(label="Trạng thái", field_name="state", choices=SHOWN_STATES)

    class Meta:
        model = AccountRequest
        fields: list[str] = []

    def __init__(self, data: QueryDict, **kwargs: Any) -> None:
        super().__init__({"trang_thai": RequestState.SUBMITTED.value, **data.dict()}, **kwargs)
