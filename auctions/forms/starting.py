"""Beginning a notice: new, or from an old one (bắt đầu soạn)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from accounts.models import Agency, AgencyKind
from auctions.services.guards import PUBLISHES


class AgencyChoice(forms.ModelChoiceField):
    """A unit, named together with the kind of notice it publishes."""

    def label_from_instance(self, obj: Agency) -> str:
        return f"{obj.name}: {PUBLISHES[AgencyKind(obj.kind)].label.lower()}"


class NewNoticeForm(forms.Form):
    """For which unit. `public_id` makes a second click lead to the first draft."""

    agency = AgencyChoice(
        queryset=Agency.objects.none(),
        label="Đơn vị đăng",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Chọn đơn vị đăng thông báo."},
    )
    public_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, agencies: Sequence[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = agencies
        field = self.fields["agency"]
        field.queryset = Agency.objects.filter(pk__in=[agency.pk for agency in agencies]).order_by("name", "pk")
        if len(agencies) == 1:
            field.initial = agencies[0]
            field.widget = forms.HiddenInput()
