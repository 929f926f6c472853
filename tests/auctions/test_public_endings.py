"""Thông báo đã huỷ: no public page says or shows that it is still alive."""

from __future__ import annotations

import pytest
from django.test import Client

from auctions import services
from auctions.models import Notice
from core.templatetags.vn import vn_date
from tests.auctions.factories import published_notice
from tests.auctions.test_public_details import page

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def cancelled() -> Notice:
    notice = published_notice()
    services.cancel_auction(notice, by=notice.created_by, reason="Người có tài sản rút")
    return Notice.objects.get(pk=notice.pk)


@pytest.fixture
def withdrawn() -> Notice:
    notice = published_notice()
    services.withdraw(notice, by=notice.created_by, reason="Đăng nhầm")
    return Notice.objects.get(pk=notice.pk)


def test_a_standing_notice_names_the_version_in_force(client: Client):
    body = page(client, published_notice())

    assert ", đang hiệu lực." in body
    assert "Không diễn ra" not in body


@pytest.mark.parametrize("rest", ["", "in/", "ban-1/", "ban-2/"])
def test_no_version_of_a_cancelled_auction_is_called_in_force(client: Client, cancelled: Notice, rest: str):
    body = page(client, cancelled, rest)

    assert "đang hiệu lực" not in body
    assert "Cuộc đấu giá không diễn ra" in body
    assert "Hết hạn mua" not in body


def test_the_days_of_a_cancelled_auction_are_marked_as_not_taking_place(client: Client, cancelled: Notice):
    body = page(client, cancelled)

    assert '<li class="off">' in body
    assert '<li class="ended">' in body
    assert '<li class="now">' not in body
    assert '<li class="todo">' not in body
    assert "Không diễn ra" in body
    assert "Đã dừng" in body


def test_the_days_of_a_withdrawn_notice_hold_no_longer(client: Client, withdrawn: Notice):
    body = page(client, withdrawn)

    assert "đang hiệu lực" not in body
    assert "Không còn áp dụng" in body
    assert "Thông báo này không còn hiệu lực" in body
    assert "Không diễn ra" not in body


def test_the_page_made_before_the_end_is_not_shown_after_it(client: Client):
    notice = published_notice()
    assert "Không diễn ra" not in page(client, notice)
    services.cancel_auction(notice, by=notice.created_by, reason="Người có tài sản rút")

    assert "Không diễn ra" in page(client, Notice.objects.get())


def test_a_line_of_a_list_says_when_it_ended_instead_of_its_days(client: Client, cancelled: Notice):
    body = client.get("/thong-bao-dau-gia/").content.decode()

    assert f"Huỷ ngày {vn_date(cancelled.ended_at)}. Lý do: Người có tài sản rút" in body
    assert "Bán hồ sơ đến" not in body
    assert "</svg> Đấu giá" not in body
