"""Dates and times as Vietnamese offices write them: 21/12/2026, 17:00 ngày 21/12/2026."""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_DATE = re.compile(r"([0-9]{1,2})\s*[/.\- ]\s*([0-9]{1,2})\s*[/.\- ]\s*([0-9]+)")
_DIGITS = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME = r"(?P<hour>[0-9]{1,2})\s*(?::|h|giờ)\s*(?P<minute>[0-9]{1,2})?(?:\s*(?:phút|p)|:00)?"
_TIME_FIRST = re.compile(rf"{_TIME}[\s,]+(?:ngày\s+)?(?P<date>[0-9].*)")
_DATE_FIRST = re.compile(rf"(?:ngày\s+)?(?P<date>[0-9/.\- ]*[0-9])(?:[\s,]+|t)(?:lúc\s+)?{_TIME}")
_WRONG_DATE = "Nhập ngày theo mẫu ngày/tháng/năm, ví dụ 21/12/2026."


def parse_date(text: str) -> date:
    """The date in `text`; ValidationError in Vietnamese says what is wrong with it."""
    text = text.strip()
    if iso := _ISO.fullmatch(text):
        year, month, day = iso.groups()
    elif match := _DATE.fullmatch(text) or _DIGITS.fullmatch(text):
        day, month, year = match.groups()
    else:
        raise ValidationError(_WRONG_DATE, code="invalid")
    return _checked(int(day), int(month), year)


def _checked(day: int, month: int, year_text: str) -> date:
    year = int(year_text) if len(year_text) == 4 else 0
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValidationError(
            f"Năm “{year_text[:12]}” không đúng. Nhập năm bốn chữ số, từ {_FIRST_YEAR} đến {_LAST_YEAR}.", code="year"
        )
    if not 1 <= month <= 12:
        raise ValidationError(f"Không có tháng {month:02d}. Nhập tháng từ 01 đến 12.", code="month")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise ValidationError(
            f"Không có ngày {day:02d}/{month:02d}/{year}. Tháng {month:02d}/{year} có {last} ngày.", code="day"
        )
    return date(year, month, day)


class VnDateInput(forms.DateInput):
    """A text control for dd/mm/yyyy; script may complete typed digits on leaving it."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "placeholder": "dd/mm/yyyy", **(attrs or {})}
        super().__init__({"data-date": "", **attrs}, format="%d/%m/%Y")


class VnDateTimeInput(forms.DateTimeInput):
    """A text control for "17:00 21/12/2026"."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        attrs = {"autocomplete": "off", "placeholder": "giờ:phút ngày/tháng/năm", **(attrs or {})}
        super().__init__({"data-datetime": "", **attrs}, format="%H:%M %d/%m/%Y")


class VnDateField(forms.Field):
    """A date typed as dd/mm/yyyy, d/m/yyyy or ddmmyyyy (ngày), years 1900 to 2100.

    `min_value`/`max_value` are dates, both inclusive.
    """

    widget = VnDateInput
    default_error_messages = {
        "min_value": "Nhập ngày từ %(limit)s trở đi.",
        "max_value": "Nhập ngày không quá %(limit)s.",
    }

    def __init__(self, *, min_value: date | None = None, max_value: date | None = None, **kwargs: Any) -> None:
        self.min_value, self.max_value = min_value, max_value
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        """The date, or None when nothing was typed."""
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, datetime):
            return value.date()
        return value if isinstance(value, date) else parse_date(unicodedata.normalize("NFC", str(value)))

    def validate(self, value: date | None) -> None:
        """Required and within the limits."""
        super().validate(value)
        if value is None:
            return
        if self.min_value is not None and value < self.min_value:
            raise self._limit("min_value", self.min_value)
        if self.max_value is not None and value > self.max_value:
            raise self._limit("max_value", self.max_value)

    def _limit(self, code: str, limit: date) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params={"limit": f"{limit:%d/%m/%Y}"})


class VnDateTimeField(forms.Field):
    """A moment typed as "17:00 21/12/2026" or "17:00 ngày 21/12/2026" (thời điểm); aware, in the portal's time zone."""

    widget = VnDateTimeInput
    default_error_messages = {
        "invalid": "Nhập giờ và ngày theo mẫu giờ:phút ngày/tháng/năm, ví dụ 17:00 21/12/2026.",
        "no_time": "Nhập cả giờ, ví dụ 17:00 %(day)s.",
        "time": "Không có %(time)s. Nhập giờ từ 00:00 đến 23:59.",
    }

    def prepare_value(self, value: Any) -> Any:
        """Local time for the control; typed text stays as it was typed."""
        return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value

    def to_python(self, value: Any) -> datetime | None:
        """The moment, or None when nothing was typed."""
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, datetime):
            return value if timezone.is_aware(value) else timezone.make_aware(value)
        text = " ".join(unicodedata.normalize("NFC", str(value)).casefold().split())
        match = _TIME_FIRST.fullmatch(text) or _DATE_FIRST.fullmatch(text)
        if not match:
            raise self._without_time(text)
        day = parse_date(match["date"])
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        if hour > 23 or minute > 59:
            shown = f"{hour:02d}:{minute:02d}"
            raise ValidationError(self.error_messages["time"], code="time", params={"time": shown})
        return timezone.make_aware(datetime.combine(day, time(hour, minute)))

    def _without_time(self, text: str) -> ValidationError:
        try:
            day = parse_date(text.removeprefix("ngày "))
        except ValidationError as error:
            if error.code != "invalid":
                return error
            return ValidationError(self.error_messages["invalid"], code="invalid")
        return ValidationError(self.error_messages["no_time"], code="no_time", params={"day": f"{day:%d/%m/%Y}"})
