"""What one may ask of the list of organisations."""

from __future__ import annotations

from typing import Any

from accounts.forms.filtering import ListFilter, OneOf, WordsFilter
from accounts.models import Agency, AgencyKind
from accounts.workflow import AgencyState


class AgencyFilter(ListFilter):
    """By name alone, to choose one (chọn đơn vị)."""

    tim = WordsFilter(label="Tên đơn vị")

    class Meta:
        model = Agency
        fields: list[str] = []


class OrganisationFilter(ListFilter):
    """By name, kind and state."""

    tim = WordsFilter(label="Tên tổ chức")
    loai = OneOf(label="Loại tổ chức", field_name="kind")
    trang_thai = OneOf(label="Trạng thái", field_name="state", choices=AgencyState)

    class Meta:
        model = Agency
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["loai"].offer(AgencyKind, self.queryset.values_list("kind", flat=True))
