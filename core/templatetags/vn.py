"""Template filters for what Vietnamese offices write: money, numbers, weekdays."""

from __future__ import annotations

from django import template

register = template.Library()
