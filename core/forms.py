"""Form rendering and field types all apps share."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class PortalFormRenderer(TemplatesSetting):
    """One look for every field: label, control, hint, error, law note (templates/forms/field.html)."""

    field_template_name = "forms/field.html"
