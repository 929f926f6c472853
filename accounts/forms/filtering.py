"""Filters of lists, all of them in the address: a value that cannot be used narrows nothing, and the page says so."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from core.forms import PlainTextField


class WordsFilter(django_filters.Filter):
    """Words to look for, with or without diacritics; the queryset has `search(text)`."""

    field_class = PlainTextField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=200, widget=forms.TextInput(attrs={"type": "search"}), **kwargs)

    def filter(self, queryset: Any, value: str) -> Any:
        """Rows that hold every word."""
        return queryset.search(value) if value else queryset


class OneOf(django_filters.ChoiceFilter):
    """One of some choices, or all."""

    def __init__(self, **kwargs: Any) -> None:
        errors = {"invalid_choice": "Không có lựa chọn “%(value)s”."}
        super().__init__(empty_label="Tất cả", error_messages=errors, **kwargs)

    def offer(self, choices: Any, present: QuerySet[Any]) -> None:
        """Offer only those of `choices` that stand in the one column of `present`."""
        found = set(present.order_by().distinct())
        self.extra["choices"] = [(value, label) for value, label in choices.choices if value in found]


class ListFilter(django_filters.FilterSet):
    """The filters of one list."""

    def in_use(self) -> list[tuple[str, str]]:
        """(name, what is shown of it) of each filter that narrows the list."""
        shown = []
        for name, value in self.form.cleaned_data.items():
            if value:
                field = self.form.fields[name]
                shown.append((name, f"{field.label}: {dict(getattr(field, 'choices', ())).get(value, value)}"))
        return shown
