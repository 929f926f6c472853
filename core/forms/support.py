"""Forms of core's own screens: filtering the outbox, editing the table of days off."""

from __future__ import annotations

from typing import Any

from django import forms

from core.forms.dates import VnDateField
from core.forms.text import PlainTextField
from core.holidays import DayEntry
from core.models import CalendarDay, OutboxMessage


class OutboxFilterForm(forms.Form):
    """Which messages to show (lọc thư đi); lives in the address of the page."""

    state = forms.ChoiceField(
        label="Trạng thái", choices=[("", "Tất cả"), *OutboxMessage.State.choices], required=False
    )
    to = PlainTextField(label="Người nhận", max_length=254, required=False)
    since = VnDateField(label="Lập từ ngày", required=False)
    until = VnDateField(label="Đến hết ngày", required=False)

    def clean(self) -> dict[str, Any]:
        """The first day is not after the last."""
        data: dict[str, Any] = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and since > until:
            self.add_error("until", f"Nhập ngày từ {since:%d/%m/%Y} trở đi.")
        return data


class DayForm(forms.Form):
    """One day off or make-up day (ngày nghỉ, ngày làm bù)."""

    date = VnDateField(label="Ngày")
    kind = forms.ChoiceField(
        label="Loại",
        choices=[(CalendarDay.Kind.OFF, "Nghỉ"), (CalendarDay.Kind.WORK, "Làm bù (thứ Bảy hoặc Chủ nhật đi làm)")],
    )
    name = PlainTextField(label="Tên ngày", max_length=120, help_text="Ví dụ: Quốc khánh; Làm bù cho ngày 31/08/2026.")
    basis = forms.ChoiceField(label="Căn cứ", choices=CalendarDay.Basis.choices)
    document = PlainTextField(
        label="Số, ngày văn bản", max_length=200, required=False, help_text="Cần có khi căn cứ là văn bản chính thức."
    )

    def clean(self) -> dict[str, Any]:
        """An official day names its document."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("basis") == CalendarDay.Basis.OFFICIAL and not data.get("document") and "document" in data:
            self.add_error("document", "Nhập số, ngày văn bản. Ví dụ: Thông báo 1234/TB-BNV ngày 20/10/2026.")
        return data

    def entry(self) -> DayEntry:
        """What the person said about the day."""
        return DayEntry(**self.cleaned_data)


class ConfirmYearForm(forms.Form):
    """By which document a year's plan is the official one (xác nhận lịch nghỉ chính thức)."""

    document = PlainTextField(
        label="Số, ngày văn bản", max_length=200, help_text="Ví dụ: Thông báo 1234/TB-BNV ngày 20/10/2026."
    )
