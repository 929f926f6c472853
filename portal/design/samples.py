"""Invented content for the samples of components: forms, lists, dates. No real persons, no real files."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace as Thing
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.safestring import mark_safe

from core.forms import KeptFileField, MoneyField, PlainTextField, VnDateField, VnDateTimeField
from core.models import Job
from core.storage import LETTER_SCAN

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


class UploadForm(forms.Form):
    """One scanned letter."""

    letter = KeptFileField(label="Bản quét công văn", use=LETTER_SCAN)


class ReasonForm(forms.Form):
    """What an act that cannot be undone asks for."""

    reason = PlainTextField(label="Lý do", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


def context(request: HttpRequest) -> dict[str, Any]:
    """What the samples name. Forms get ids of their own, because several stand on one page."""
    wrong = {"price": "-5", "opens_on": "31/02/2026"}
    return {
        "form": SampleForm(auto_id="mau_%s"),
        "refused": SampleForm(wrong, auto_id="loi_%s"),
        "barred": _barred(),
        "upload_form": UploadForm(auto_id="tep_%s"),
        "reason_form": ReasonForm(auto_id="hoi_%s"),
        "page": Paginator(range(430), 20).page(3),
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
        ],
        "ended": [
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
        "jobs": _jobs(),
        "request": request,
    }


def _barred() -> SampleForm:
    form = SampleForm(initial={"title": "Đất ở phường Kinh Bắc"}, auto_id="khoa_%s")
    form.fields["title"].disabled = True
    return form


def _jobs() -> dict[str, Job]:
    begun = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
    known = {"public_id": UUID(int=0), "total": 120, "lease_until": begun, "started_at": begun}
    states = Job.State
    return {
        "queued": Job(**{**known, "started_at": None}),
        "running": Job(**known, state=states.RUNNING, done=45),
        "done": Job(**known, state=states.DONE, done=120, finished_at=begun),
        "failed": Job(**known, state=states.FAILED, done=45, finished_at=begun, error="Máy xử lý bị dừng giữa chừng."),
    }
