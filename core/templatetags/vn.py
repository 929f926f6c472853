"""Template filters and tags for what Vietnamese offices write: money, numbers, weekdays; icons, form controls."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, NamedTuple

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.template import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from core.meta import Data
from core.text import begins_with_name
from core.words import number_in_words

register = template.Library()

NBSP = "\u00a0"
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


# ------------------------------------------------------------------ numbers and money
def _decimal(value: Any) -> Decimal | None:
    if value is None or value == "":
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


@register.filter(is_safe=True)
def number(value: Any) -> str:
    """Number as Vietnamese write it: 1234567.5 -> "1.234.567,5"; "" for nothing. Zeros after the comma are kept."""
    parsed = _decimal(value)
    if parsed is None:
        return ""
    return f"{parsed:,f}".translate(str.maketrans(",.", ".,"))


@register.filter(is_safe=True)
def money(value: Any) -> str:
    """Sum of đồng: 1500000000 -> "1.500.000.000 đ", the space does not break; "" for nothing."""
    parsed = _decimal(value)
    if parsed is None:
        return ""
    whole = parsed.to_integral_value() if parsed == parsed.to_integral_value() else parsed
    return f"{number(whole)}{NBSP}đ"


@register.filter(is_safe=True)
def in_words(value: Any) -> str:
    """Sum of đồng in words: 1500000000 -> "Một tỷ năm trăm triệu đồng"; "" for nothing or fractions."""
    parsed = _decimal(value)
    if parsed is None or parsed != parsed.to_integral_value():
        return ""
    return capital(f"{number_in_words(int(parsed))} đồng")


# ------------------------------------------------------------------ days
def _local(value: Any) -> Any:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.filter(is_safe=True)
def vn_date(value: date | datetime | None) -> str:
    """Day as 17/12/2026, with zeros, in Vietnam's time; "" for nothing."""
    day = _local(value)
    return f"{day:%d/%m/%Y}" if isinstance(day, date) else ""


@register.filter(is_safe=True)
def vn_datetime(value: datetime | None) -> str:
    """Moment as "17:00 ngày 17/12/2026" in Vietnam's time; "" for nothing."""
    moment = _local(value)
    return f"{moment:%H:%M} ngày {moment:%d/%m/%Y}" if isinstance(moment, datetime) else ""


@register.filter(is_safe=True)
def weekday_date(value: date | datetime | None) -> str:
    """Day with its weekday: "thứ Năm 17/12/2026"; "" for nothing."""
    day = _local(value)
    return f"{WEEKDAYS[day.weekday()]} {day:%d/%m/%Y}" if isinstance(day, date) else ""


@register.filter(is_safe=False)
def capital(value: Any) -> str:
    """First letter in upper case, the rest as it is (`capfirst` for values that are not text too)."""
    text = str(value or "")
    return text[:1].upper() + text[1:]


# ------------------------------------------------------------------ icons
@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Icon of Bootstrap Icons from the built sprite; hidden from assistive technology unless it has a label."""
    return _icon(str(name), str(label))


@lru_cache(maxsize=1024)
def _icon(name: str, label: str) -> SafeString:
    # Lists show four icons a row, and finding the sprite's address takes longer than the rest of the row.
    source = f"{static('build/icons.svg')}#{name}"
    if label:
        return format_html('<svg class="i" role="img" aria-label="{}"><use href="{}"></use></svg>', label, source)
    return format_html('<svg class="i" aria-hidden="true"><use href="{}"></use></svg>', source)


# ------------------------------------------------------------------ forms
CONTROL_CLASSES = {
    "select": "form-select",
    "selectmultiple": "form-select",
    "checkbox": "form-check-input",
    "radioselect": "form-check-input",
    "checkboxselectmultiple": "form-check-input",
}


def _widget_kind(field: BoundField) -> str:
    return "file" if getattr(field.field.widget, "input_type", "") == "file" else field.widget_type


@register.filter
def widget_kind(field: BoundField) -> str:
    """Kind of control a field has, as templates/forms/field.html tells them apart ("checkbox", "select", "file"…)."""
    return _widget_kind(field)


@register.simple_tag(takes_context=True)
def control(context: Context, field: BoundField) -> SafeString:
    """The input of a bound field with the theme's classes, described by its hint, its error and the law note.

    The law note's id is the template variable `law_id`, where there is one (see templates/cotton/field.html).
    """
    classes = [field.field.widget.attrs.get("class", ""), CONTROL_CLASSES.get(_widget_kind(field), "form-control")]
    if field.errors:
        classes.append("is-invalid")
    attrs: dict[str, str | bool] = {"class": " ".join(filter(None, classes))}
    if not field.use_fieldset:
        described = " ".join(filter(None, [field.aria_describedby or "", context.get("law_id", "")]))
        if described:
            attrs["aria-describedby"] = described
    return field.as_widget(attrs=attrs)


class FormError(NamedTuple):
    """One line of an error summary: the field it leads to ("" for the whole form) and what is wrong.

    `label` is "" when the message names the field itself.
    """

    anchor: str
    label: str
    message: str


@register.simple_tag
def form_errors(form: Any = None, forms: Iterable[Any] = ()) -> list[FormError]:
    """All errors of a form, or of several forms and formsets, in the order of the page."""
    lines: list[FormError] = []
    for each in ([form] if form is not None else []) + list(forms):
        if hasattr(each, "forms"):  # a formset
            lines += [FormError("", "", str(message)) for message in each.non_form_errors()]
            for part in each.forms:
                lines += _errors_of(part)
        else:
            lines += _errors_of(each)
    return lines


def _errors_of(form: Any) -> list[FormError]:
    lines = [FormError("", "", str(message)) for message in form.non_field_errors()]
    for field in form:
        anchor = field.id_for_label or field.auto_id
        lines += [
            FormError(anchor, _label_before(str(message), str(field.label)), str(message)) for message in field.errors
        ]
    return lines


def _label_before(message: str, label: str) -> str:
    return "" if begins_with_name(message, label) else label


# ------------------------------------------------------------------ pages of lists
@register.simple_tag
def page_numbers(page: Page[Any]) -> list[int | None]:
    """Numbers to show for a page object; None stands for a gap."""
    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [each if isinstance(each, int) else None for each in shown]


@register.simple_tag(takes_context=True)
def page_url(context: Context, param: str, number: int) -> str:
    """This address with another page number; the first page is the address without one."""
    query = context["request"].GET.copy()
    query.pop(param, None)
    if number > 1:
        query[param] = str(number)
    return f"?{query.urlencode()}" if query else context["request"].path


# ------------------------------------------------------------------ what machines read
_IN_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@register.filter
def ld_json(data: Data) -> SafeString:
    """schema.org data as a script element that no browser runs; no text in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPT)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  escaped above
