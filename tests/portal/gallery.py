"""Every component of the design on one page, with invented content; rendered and looked at by tests only."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace as Thing
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.utils.safestring import mark_safe
from django_cotton.compiler_regex import CottonCompiler

from core.forms import MoneyField, PlainTextField, VnDateField, VnDateTimeField

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
            Thing(state="late", when="24/12/2026", what="Trả tiền đặt trước", why="3 ngày làm việc."),
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


@login_not_required
def confirm(request: HttpRequest) -> HttpResponse:
    """A page that asks before an act."""
    return HttpResponse(rendered(CONFIRM, request, {}))


GALLERY = """
{% extends "base_public.html" %}
{% block title %}Bộ thành phần{% endblock %}
{% block breadcrumb %}<c-breadcrumb :items="[('Trang chủ', '/')]" here="Bộ thành phần" />{% endblock %}
{% block content %}
<c-pagehead title="Bộ thành phần" sub="Nội dung giả lập">
  <c-slot name="acts"><a class="btn btn-plain" href="#"><c-icon name="printer" />In</a><a class="btn btn-primary" href="#">Thêm</a></c-slot>
  <p><c-status kind="ok">Đang bán hồ sơ</c-status> <c-status kind="warn">Còn 2 ngày</c-status>
  <c-status kind="bad">Quá hạn</c-status> <c-status kind="note">Bản 2</c-status> <c-status kind="out">Nháp</c-status></p>
</c-pagehead>
<c-errors :form="form" />
<c-message kind="note" title="Ghi chú"><p>Lịch làm việc năm 2027 đã ban hành.</p></c-message>
<c-message kind="ok" live="status">Đã lưu.</c-message>
<c-message kind="warn" title="Hết hạn mua hồ sơ: 17:00 {{ day|weekday_date }}"><p>Còn 17 ngày làm việc.</p></c-message>
<c-message kind="bad">Chưa gửi được.</c-message>
<div class="split split--l">
  <form class="facets" method="get"><c-facet legend="Tình trạng" name="tt" :options="options" />
  <button class="btn btn-primary w-100">Áp dụng bộ lọc</button></form>
  <div>
    <c-chips :items="chips" clear_url="?" />
    <article class="hit"><div><h2 class="h3"><a href="#">Quyền sử dụng <mark>đất ở</mark> 03 lô</a></h2>
    <p class="meta"><span>Công ty Mẫu</span><span>Đấu giá 21/12/2026</span></p></div>
    <div class="side-fig"><b>{{ 9711000000|money }}</b><c-status kind="ok">Đang bán hồ sơ</c-status></div></article>
    <c-pagination :page="page" noun="thông báo" />
    <c-empty title="Không có thông báo nào phù hợp"><p>Thử bỏ bớt bộ lọc <a href="#">Bắc Ninh</a>.</p></c-empty>
  </div>
</div>
<form method="post" data-bulk>{% csrf_token %}
  <c-bulk noun="tài khoản"><button class="btn btn-plain btn-sm" name="act" value="lock">Khoá…</button></c-bulk>
  <c-table caption="Danh sách tài khoản">
    <c-slot name="head"><td><input class="form-check-input" type="checkbox" data-bulk-all aria-label="Chọn tất cả trong trang"></td>
    <th scope="col">Tên đăng nhập</th><th scope="col">Trạng thái</th><th scope="col" class="num">Số tiền</th></c-slot>
    <tr><td><input class="form-check-input" type="checkbox" data-bulk-row aria-label="Chọn mau_tc_tinhbacninh"></td>
    <th scope="row"><a href="#">mau_tc_tinhbacninh</a></th><td data-l="Trạng thái"><c-status kind="ok">Đang dùng</c-status></td>
    <td class="num" data-l="Số tiền">{{ 1500000|money }}</td></tr>
    <tr><td><input class="form-check-input" type="checkbox" data-bulk-row aria-label="Chọn thu_tc_tinhbacninh"></td>
    <th scope="row"><a href="#">thu_tc_tinhbacninh</a></th><td data-l="Trạng thái"><c-status kind="bad" icon="lock-fill">Đã khoá</c-status></td>
    <td class="num" data-l="Số tiền">{{ 250000000|money }}</td></tr>
  </c-table>
</form>
<form method="post" class="sheet" data-keep="gallery" data-unsaved novalidate enctype="multipart/form-data">{% csrf_token %}
  <h2>Biểu mẫu</h2>
  <c-field :field="form.title" />
  <c-field :field="form.about" />
  <c-field :field="form.price" width="money"><c-slot name="law"><c-law kind="bad" source="Điều 39, khoản 1">Từ 5% đến 20%.</c-law></c-slot></c-field>
  <c-field :field="form.opens_on" width="date"><c-slot name="law"><c-law kind="ok" source="Điều 35" url="#" :days="days">Đạt, sớm 20 ngày.</c-law></c-slot></c-field>
  <c-field :field="form.closes_at" width="moment"><c-slot name="law"><c-law kind="warn" source="Điều 57, khoản 1">Nếu giữ, phải ghi lý do.</c-law></c-slot></c-field>
  <c-field :field="form.kind" />
  <c-field :field="form.nature" />
  <c-field :field="form.ways" />
  <c-field :field="form.password" width="short" />
  <c-field :field="form.letter" />
  <c-field :field="form.agreed" />
  <c-savebar state="Đã lưu nháp lúc 14:37"><button class="btn btn-plain" name="act" value="view">Xem trước</button>
  <button class="btn btn-primary" name="act" value="send">Gửi…</button></c-savebar>
</form>
<div class="split"><div>
  <h2>Hồ sơ</h2>
  <c-steps :items="steps" />
  <c-kv :items="pairs"><dt>Nơi nhận</dt><dd>Trụ sở</dd></c-kv>
  <h2>Khác biệt</h2>
  <c-diff :rows="changes" old="Bản 1 (16/11/2026)" new="Bản 2 (19/11/2026)" />
  <section class="sheet"><h2>Bằng chứng</h2><c-proof :qr="qr" time="09:12:44 ngày 19/11/2026" hash="7d3f19c2a0b455e1c91e04fa" url="http://localhost/x" /></section>
</div><aside aria-label="Các mốc"><section class="sheet"><h2>Các mốc</h2><c-timeline :items="milestones" /></section></aside></div>
{% endblock %}
"""

CONFIRM = """
{% extends "base_public.html" %}
{% block title %}Khoá tài khoản{% endblock %}
{% block content %}
<c-confirm title="Khoá tài khoản mau_tc_tinhbacninh?" act="Khoá tài khoản" back="/">
  <p>Phiên đang mở kết thúc ngay. Thông báo đã đăng vẫn công khai. Có thể mở khoá lại.</p>
</c-confirm>
{% endblock %}
"""
