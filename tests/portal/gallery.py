"""Every component of the design on one page, with invented content; rendered and looked at by tests only."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace as Thing
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.utils.safestring import mark_safe
from django_cotton.compiler_regex import CottonCompiler

from core.forms import MoneyField, PlainTextField, VnDateField, VnDateTimeField

FOLDER = Path(__file__).parent
GALLERY, CONFIRM, LONG = (
    (FOLDER / name).read_text() for name in ("gallery.html", "gallery_confirm.html", "gallery_long_form.html")
)
accepted: list[str] = []  # titles that came with accepted long forms
QR = mark_safe('<svg viewBox="0 0 8 8" role="img" aria-label="Mã QR"><path d="M0 0h3v3H0zM5 5h3v3H5z"/></svg>')


class SampleForm(forms.Form):
    """One field of each kind."""

    title = PlainTextField(label="Tên tài sản", max_length=200, help_text="Ghi như trong hợp đồng.")
    about = PlainTextField(label="Mô tả", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    price = MoneyField(label="Giá khởi điểm (đồng)")
    opens_on = VnDateField(label="Ngày mở cuộc đấu giá")
    closes_at = VnDateTimeField(label="Hạn nộp hồ sơ")
    kind = forms.ChoiceField(label="Loại tài sản", choices=[("", "Chọn loại"), ("land", "Quyền sử dụng đất")])
    nature = forms.ChoiceField(
        label="Bản chất", choices=[("m", "Động sản"), ("i", "Bất động sản")], widget=forms.RadioSelect
    )
    ways = forms.MultipleChoiceField(
        label="Hình thức",
        choices=[("a", "Trực tiếp"), ("b", "Gián tiếp")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    password = forms.CharField(label="Mật khẩu", widget=forms.PasswordInput)
    letter = forms.FileField(label="Văn bản đề nghị (PDF)", required=False)
    agreed = forms.BooleanField(label="Tôi chịu trách nhiệm về nội dung")


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


def sample_context(data: dict[str, Any] | None = None) -> dict[str, Any]:
    """Content for the gallery; `data` binds the form."""
    page = Paginator(range(430), 20).page(3)
    return {
        "form": SampleForm(data),
        "page": page,
        "chips": [Thing(label="Bắc Ninh", url="?a=1"), Thing(label="Đang bán hồ sơ", url="?b=1")],
        "options": [
            Thing(value="a", label="Đang bán hồ sơ", count=96, selected=True),
            Thing(value="b", label="Đã huỷ", count=0, selected=False),
            Thing(value="c", label="Không đếm", count=None, selected=False),
        ],
        "days": [Thing(label="T6 18/12", counts=True), Thing(label="T7 19/12", counts=False)],
        "milestones": [
            Thing(state="done", when="16/11/2026", what="Đăng lần 1", why="Trước ngày mở cuộc đấu giá 15 ngày."),
            Thing(state="now", when="16/11 – 17/12/2026", what="Bán hồ sơ", why=""),
            Thing(state="todo", when="08:30 ngày 21/12/2026", what="Mở cuộc đấu giá", why=""),
            Thing(state="late", when="24/12/2026", what="Trả tiền đặt trước", why="3 ngày làm việc.", also="Luật cũ."),
            Thing(state="ended", when="20/11/2026", what="Huỷ cuộc đấu giá", why=""),
            Thing(state="stopped", when="16/11 – 17/12/2026", what="Bán hồ sơ", why=""),
            Thing(state="off", when="08:30 ngày 21/12/2026", what="Mở cuộc đấu giá", why=""),
            Thing(state="void", when="24/12/2026", what="Quyết định lựa chọn", why=""),
        ],
        "steps": [
            Thing(state="done", label="Đã gửi đề nghị"),
            Thing(state="current", label="Sở Tư pháp xem xét"),
            Thing(state="todo", label="Cấp tài khoản"),
        ],
        "changes": [
            Thing(label="Lô 2, diện tích", old="96,0 m²", new="98,0 m²"),
            Thing(label="Bước giá", old="", new="30.000.000 đ"),
            Thing(label="Ghi chú", old="Xem giờ hành chính", new=""),
        ],
        "qr": QR,
        "pairs": [("Người có tài sản", "Trung tâm mẫu"), ("Nơi có tài sản", "Phường Kinh Bắc")],
        "day": date(2026, 12, 17),
    }


def rendered(source: str, request: HttpRequest, context: dict[str, Any]) -> str:
    """A template given as text, with components, rendered as a page of the portal."""
    return engines["django"].from_string(CottonCompiler().process(source)).render(context, request)


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """The gallery; a POST binds the form, so an empty one shows all errors."""
    return HttpResponse(rendered(GALLERY, request, sample_context(request.POST if request.method == "POST" else None)))


@login_not_required
def refused(request: HttpRequest) -> HttpResponse:
    """The gallery with a refused form."""
    return HttpResponse(rendered(GALLERY, request, sample_context({"price": "-5", "opens_on": "31/02/2026"})))


def long_form(request: HttpRequest) -> HttpResponse:
    """A long form behind the login, kept by the browser until it is accepted; counts what arrives."""
    form = LongForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        accepted.append(form.cleaned_data["title"])
        return redirect("/")
    return HttpResponse(rendered(LONG, request, {"form": form}))


@login_not_required
def confirm(request: HttpRequest) -> HttpResponse:
    """A page that asks before an act."""
    return HttpResponse(rendered(CONFIRM, request, {}))
