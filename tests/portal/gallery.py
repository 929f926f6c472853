"""The long form that journeys of typing use; components and their samples are portal.design, the page /_design/."""

from __future__ import annotations

from pathlib import Path

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from core.forms import MoneyField, PlainTextField, VnDateField
from portal.design.catalogue import rendered

LONG = (Path(__file__).parent / "gallery_long_form.html").read_text()
accepted: list[str] = []  # titles that came with accepted long forms


class LongForm(forms.Form):
    """What a clerk types for half an hour."""

    title = PlainTextField(label="Tên tài sản", max_length=200)
    about = PlainTextField(label="Mô tả", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    price = MoneyField(label="Giá khởi điểm (đồng)")
    opens_on = VnDateField(label="Ngày mở cuộc đấu giá", required=False)
    nature = forms.ChoiceField(
        label="Bản chất", choices=[("m", "Động sản"), ("i", "Bất động sản")], widget=forms.RadioSelect, required=False
    )
    secret = forms.CharField(label="Mã bí mật", widget=forms.PasswordInput, required=False)


def long_form(request: HttpRequest) -> HttpResponse:
    """A long form behind the login, kept by the browser until it is accepted; counts what arrives."""
    form = LongForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        accepted.append(form.cleaned_data["title"])
        return redirect("/")
    return HttpResponse(rendered(LONG, request, {"form": form}))
