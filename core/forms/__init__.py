"""Form rendering and the field types all apps share."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting

from core.forms.dates import VnDateField, VnDateTimeField
from core.forms.files import KeptFile, KeptFileField
from core.forms.money import MoneyField
from core.forms.text import PlainTextField

__all__ = [
    "KeptFile",
    "KeptFileField",
    "MoneyField",
    "PlainTextField",
    "PortalFormRenderer",
    "VnDateField",
    "VnDateTimeField",
]


class PortalFormRenderer(TemplatesSetting):
    """One look for every field: label, control, hint, error, law note (templates/forms/field.html)."""

    field_template_name = "forms/field.html"
