"""The table of days off and make-up days, year by year."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import FormView, TemplateView

from core import holidays, queries
from core.errors import DomainError
from core.forms.support import ConfirmYearForm, DayForm
from core.models import CalendarDay, CalendarYear


class ReferenceView(PermissionRequiredMixin, View):
    """A page of whoever keeps the reference data; a national right, so the user's own permissions decide."""

    permission_required = "accounts.manage_reference"
    raise_exception = True


def year_url(year: int) -> str:
    """The page of one year."""
    return f"{reverse('calendar')}?nam={year}"


class CalendarYearView(ReferenceView, TemplateView):
    """Days of one year and whether its plan is the announced one (ngày nghỉ, ngày làm bù)."""

    template_name = "core/calendar_year.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        years = queries.years_of_calendar(today)
        asked = self.request.GET.get("nam", "")
        year = int(asked) if asked.isascii() and asked.isdigit() and int(asked) in years else today.year
        return super().get_context_data(
            year=year,
            years=[(each, year_url(each)) for each in years],
            days=list(queries.days_of(year)),
            confirmed=CalendarYear.objects.select_related("confirmed_by").filter(year=year).first(),
            missing_year=holidays.missing_plan_year(today),
            **kwargs,
        )


class DayFormView(ReferenceView, FormView):  # type: ignore[type-arg]
    """The form of one day; `save` says which service takes it."""

    template_name = "core/calendar_day.html"
    form_class = DayForm

    def save(self, form: DayForm) -> CalendarDay:
        raise NotImplementedError

    def form_valid(self, form: DayForm) -> HttpResponse:
        day = attempt(form, self.save, form)
        if day is None:
            return self.form_invalid(form)
        messages.success(self.request, f"Đã lưu ngày {day.date:%d/%m/%Y}. Các thời hạn tính theo lịch mới từ bây giờ.")
        return redirect(year_url(day.date.year))


class EnterDayView(DayFormView):
    """Enter a day (thêm ngày nghỉ, ngày làm bù)."""

    extra_context = {"heading": "Thêm ngày nghỉ, ngày làm bù", "day": None}

    def get_initial(self) -> dict[str, Any]:
        return {"kind": CalendarDay.Kind.OFF, "basis": CalendarDay.Basis.OFFICIAL}

    def save(self, form: DayForm) -> CalendarDay:
        return holidays.enter_day(form.entry(), by=self.request.user)


class ChangeDayView(DayFormView):
    """Change a day (sửa ngày nghỉ, ngày làm bù)."""

    @cached_property
    def day(self) -> CalendarDay:
        return get_object_or_404(CalendarDay, public_id=self.kwargs["public_id"], is_removed=False)

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.day, name) for name in DayForm.base_fields}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(heading=f"Sửa ngày {self.day.date:%d/%m/%Y}", day=self.day, **kwargs)

    def save(self, form: DayForm) -> CalendarDay:
        return holidays.change_day(self.day, form.entry(), by=self.request.user)


class RemoveDayView(ReferenceView):
    """Ask, then take a day off the list (xoá ngày nghỉ, ngày làm bù)."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        day = get_object_or_404(CalendarDay, public_id=public_id, is_removed=False)
        return render(request, "core/calendar_remove.html", {"day": day, "back": year_url(day.date.year)})

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        day = get_object_or_404(CalendarDay, public_id=public_id)
        holidays.remove_day(day, by=request.user)
        messages.success(request, f"Đã xoá ngày {day.date:%d/%m/%Y} khỏi danh sách.")
        return redirect(year_url(day.date.year))


class ConfirmYearView(ReferenceView, FormView):  # type: ignore[type-arg]
    """State that a year's list is the announced one (xác nhận lịch nghỉ chính thức)."""

    template_name = "core/calendar_confirm.html"
    form_class = ConfirmYearForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        year = self.kwargs["year"]
        days = list(queries.days_of(year))
        return super().get_context_data(year=year, days=days, back=year_url(year), **kwargs)

    def form_valid(self, form: ConfirmYearForm) -> HttpResponse:
        year = self.kwargs["year"]
        confirmed = attempt(form, holidays.confirm_year, year, form.cleaned_data["document"], by=self.request.user)
        if confirmed is None:
            return self.form_invalid(form)
        messages.success(self.request, f"Đã xác nhận lịch nghỉ chính thức năm {year}.")
        return redirect(year_url(year))


class WithdrawYearView(ReferenceView):
    """Ask, then take the confirmation back (bỏ xác nhận lịch nghỉ)."""

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        confirmed = get_object_or_404(CalendarYear, year=year)
        return render(request, "core/calendar_withdraw.html", {"confirmed": confirmed, "back": year_url(year)})

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        holidays.withdraw_year(year)
        messages.success(request, f"Đã bỏ xác nhận lịch nghỉ năm {year}.")
        return redirect(year_url(year))


def attempt(form: Form, service: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """What the service returns, or None after its refusal has been put beside the field it belongs to."""
    try:
        return service(*args, **kwargs)
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
        return None
