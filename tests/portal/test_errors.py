"""Error pages: what happened, what is kept, what to do, and a code that stands in the log."""

from __future__ import annotations

import re
import runpy
import sys

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from core.middleware import LONGEST_ADDRESS
from tests.accounts.factories import UserFactory
from tests.project import PROJECT


@login_not_required
def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("lộ bí mật")


@login_not_required
def without_database(request: HttpRequest) -> HttpResponse:
    raise OperationalError("connection refused")


@login_not_required
def form(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


handler403 = "portal.views.errors.permission_denied"
handler404 = "portal.views.errors.page_not_found"
handler500 = "portal.views.errors.server_error"
urlpatterns = [
    path("cam/", forbidden),
    path("hong/", broken),
    path("mat-csdl/", without_database),
    path("gui/", form),
    path("", include("portal.urls")),
]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(sys.modules[__name__].__name__)]


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


def heading(response: HttpResponse) -> str:
    return re.findall(r"(?s)<h1[^>]*>\s*(.*?)\s*</h1>", response.content.decode())[0]


def test_a_missing_right_says_who_can_grant_it(visitor: Client) -> None:
    response = visitor.get("/cam/")
    assert response.status_code == 403
    assert heading(response) == "Tài khoản của Ông/Bà không có quyền vào trang này"
    assert "quản trị tài khoản của đơn vị" in response.content.decode()


def test_a_missing_page_leads_on(visitor: Client) -> None:
    response = visitor.get("/khong-co/")
    assert response.status_code == 404
    assert heading(response) == "Không tìm thấy trang này"
    assert 'href="/"' in response.content.decode()


def test_an_expired_form_says_that_nothing_was_saved_and_leads_back(visitor: Client) -> None:
    visitor.force_login(UserFactory())
    response = visitor.post("/gui/?so=1", {"ten": "Đất ở"})
    assert response.status_code == 403
    assert heading(response) == "Phiên làm việc đã hết, nội dung chưa được gửi"
    assert 'href="/gui/?so=1"' in response.content.decode()


def test_a_failure_tells_nothing_but_a_code(visitor: Client) -> None:
    response = visitor.get("/hong/")
    assert response.status_code == 500
    assert heading(response) == "Hệ thống gặp sự cố, chưa làm xong việc vừa yêu cầu"
    assert "lộ bí mật" not in response.content.decode()
    assert re.search(r"<code>[0-9a-f]{8}</code>", response.content.decode())


def test_the_code_on_the_page_begins_the_request_id_in_the_log(
    visitor: Client, caplog: pytest.LogCaptureFixture
) -> None:
    page = visitor.get("/hong/").content.decode()
    code = re.findall(r"<code>([0-9a-f]{8})</code>", page)[0]
    logged = [record.msg for record in caplog.records if isinstance(record.msg, dict)]
    assert any(str(event.get("request_id", "")).startswith(code) for event in logged)


def test_without_database_the_site_asks_for_patience(visitor: Client) -> None:
    response = visitor.get("/mat-csdl/")
    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert heading(response) == "Cổng đang tạm ngừng, việc vừa gửi chưa được ghi"


def test_an_address_beyond_the_limit_gets_a_plain_page_in_vietnamese(client: Client) -> None:
    response = client.get("/thong-bao-dau-gia/", {"q": "x" * (LONGEST_ADDRESS + 1)})

    assert response.status_code == 414
    assert "Địa chỉ trang quá dài" in response.content.decode()


def test_no_server_refuses_an_address_before_that_limit() -> None:
    nginx = (PROJECT / "docker" / "nginx.conf").read_text()
    gunicorn = runpy.run_path(str(PROJECT / "gunicorn.conf.py"))

    assert f"large_client_header_buffers 4 {LONGEST_ADDRESS // 1024}k;" in nginx
    assert gunicorn["limit_request_line"] == 0  # none of its own
    assert gunicorn["limit_request_field_size"] >= LONGEST_ADDRESS
