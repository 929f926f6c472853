"""Each component and each kind of field, as a person or a screen reader finds it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.roles import Role
from portal.design.catalogue import rendered
from portal.design.samples import SampleForm
from tests.accounts.factories import AgencyFactory, user_at
from tests.project import PROJECT

pytestmark = pytest.mark.django_db  # every page asks for its banner
COMPONENTS = sorted((PROJECT / "templates" / "cotton").glob("*.html"))


@pytest.fixture
def request_here() -> HttpRequest:
    request = RequestFactory().get("/_design/?page=3")
    request.META["CSRF_COOKIE"] = "c" * 32
    return request


@pytest.fixture
def staff(client: Client, db: None) -> Client:
    """A browser of the Ministry's support, who may open the page of components."""
    client.force_login(user_at(AgencyFactory(ministry=True), Role.SUPPORT))
    return client


@pytest.fixture
def page(staff: Client) -> str:
    """The page of components."""
    return one_line(staff.get("/_design/?q=x").content.decode())


def part(request: HttpRequest, source: str, **context: Any) -> str:
    return rendered(source, request, context)


def one_line(html: str) -> str:
    return re.sub(r"\s+", " ", html)


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_each_component_opens_with_purpose_and_example(path: Any) -> None:
    opening = path.read_text().partition("{% endcomment %}")[0]
    assert opening.startswith("{% comment %}")
    assert f"<c-{path.stem}" in opening


def test_there_are_no_more_than_25_components() -> None:
    assert len(COMPONENTS) <= 25


def test_no_template_has_a_style_attribute_or_a_script_of_its_own() -> None:
    """The content security policy would drop both."""
    pages = [path for path in (PROJECT / "templates").rglob("*.html") if "pdf" not in path.parts]
    offence = re.compile(r"\sstyle=|\son\w+=\"|<script(?![^>]*\ssrc=)|hx-on|javascript:")
    assert [str(path.relative_to(PROJECT)) for path in pages if offence.search(path.read_text())] == []


def test_a_status_says_its_state_in_words(request_here: HttpRequest) -> None:
    html = part(request_here, '<c-status kind="bad">Đã khoá</c-status>')
    assert 'class="st bad"' in html
    assert "Đã khoá" in html


def test_the_error_summary_leads_to_each_field_and_keeps_what_was_typed(request_here: HttpRequest) -> None:
    form = SampleForm({"title": "Đất ở", "price": "-5", "opens_on": "31/02/2026"})
    html = one_line(part(request_here, '<c-errors :form="form" /><c-field :field="form.price" />', form=form))
    assert 'role="alert" tabindex="-1"' in html
    assert '<a href="#id_price">Giá khởi điểm (đồng): Số tiền không được âm.</a>' in html
    assert "Không có ngày 31/02/2026" in html
    assert '<a href="#id_nature">Bản chất: Mục này chưa nhập.</a>' in html
    assert 'value="-5"' in html


def test_a_form_without_errors_has_no_summary(request_here: HttpRequest) -> None:
    assert part(request_here, '<c-errors :form="form" />', form=SampleForm()).strip() == ""


def test_a_control_is_described_by_hint_error_and_law(request_here: HttpRequest) -> None:
    form = SampleForm({})
    html = part(request_here, '<c-field :field="form.title"><c-slot name="law">Luật</c-slot></c-field>', form=form)
    assert 'aria-describedby="id_title_helptext id_title_error id_title_law"' in html
    assert 'aria-invalid="true"' in html
    for described in ("id_title_helptext", "id_title_error", "id_title_law"):
        assert f'id="{described}"' in html


def test_a_label_belongs_to_its_control_and_optional_ones_say_so(request_here: HttpRequest) -> None:
    html = one_line(part(request_here, '<c-field :field="form.about" />', form=SampleForm()))
    assert (
        '<label class="form-label" for="id_about"> Mô tả <span class="optional muted">(nếu có)</span> </label>' in html
    )
    assert "(nếu có)" not in part(request_here, '<c-field :field="form.title" />', form=SampleForm())


def test_choices_are_a_named_group(request_here: HttpRequest) -> None:
    html = one_line(part(request_here, '<c-field :field="form.nature" />', form=SampleForm()))
    assert re.search(r'<fieldset class="choices" id="id_nature"', html)
    assert '<legend class="form-label"> Bản chất </legend>' in html
    assert html.count('id="id_nature"') == 1


def test_chips_say_that_they_drop_a_filter(page: str) -> None:
    assert '<span class="visually-hidden">Bỏ lọc </span>Bắc Ninh' in page


def test_pages_say_which_rows_are_shown(page: str) -> None:
    assert "41–60 trong 430 thông báo" in page
    assert 'href="?q=x&amp;page=4"' in page
    assert 'aria-current="page"><span class="visually-hidden">Trang </span>3</a>' in page


def test_a_difference_is_marked_as_deletion_and_insertion(page: str) -> None:
    assert "<del>96,0 m²</del>" in page
    assert "<ins>98,0 m²</ins>" in page
    assert "Không có" in page
    assert "Đã bỏ" in page


def test_confirming_is_a_form_with_a_way_back(staff: Client) -> None:
    html = one_line(staff.get(reverse("design_ask")).content.decode())
    assert "csrfmiddlewaretoken" in html
    assert "Không, quay lại" in html
    assert "<h1>Huỷ hồ sơ mẫu 0001?</h1>" in html


def test_html_in_content_is_shown_as_text(request_here: HttpRequest) -> None:
    evil = "<script>alert(1)</script>"
    html = part(
        request_here,
        '<c-pagehead :title="evil" :sub="evil" /><c-kv :items="pairs" /><c-message :title="evil">{{ evil }}</c-message>'
        '<c-empty :title="evil" /><c-diff :rows="rows" />',
        evil=evil,
        pairs=[(evil, evil)],
        rows=[{"label": evil, "old": evil, "new": evil}],
    )
    assert evil not in html
    assert html.count("&lt;script&gt;") == 10
