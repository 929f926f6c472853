"""What rules only warn of: explained where it is decided, kept for a written reason, one box for each field."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from auctions.models import Draft, Notice, NoticeVersion
from tests.auctions.factories import auction_content, draft_notice, publisher_at
from tests.auctions.office import client_of, confirmed, said, sent, url

pytestmark = pytest.mark.usefixtures("law")
BOX = "ly-do:viewing_to"


@pytest.fixture
def one_day_of_viewing() -> Notice:
    """A draft that a rule warns of: two days of viewing are asked for."""
    return draft_notice(auction_content(viewing_to=auction_content().viewing_from))


@pytest.fixture
def last_minute_viewing() -> Notice:
    """A draft whose last day of viewing two rules warn of: it is the only one, and the day of the auction."""
    opening = auction_content().auction_at.date()
    return draft_notice(auction_content(viewing_from=opening, viewing_to=opening))


def test_the_page_that_asks_explains_the_warning_and_asks_for_the_reason_there(one_day_of_viewing: Notice):
    client = client_of(one_day_of_viewing.created_by)

    page = said(client.get(url("publish", one_day_of_viewing)))

    day = Draft.objects.get().content.viewing_from + timedelta(days=1)
    assert "Ít nhất 2 ngày liên tục, đang ghi 1 ngày." in page
    assert f"Ngày cuối sớm nhất là {day:%d/%m/%Y}." in page
    assert "Luật Đấu giá tài sản, Điều 36" in page
    assert "Lý do giữ ngày cuối xem tài sản" in page
    assert page.count(f'name="{BOX}"') == 1
    assert "Đăng thông báo này?" in page


def test_publishing_without_the_reason_is_refused_and_keeps_what_was_typed(one_day_of_viewing: Notice):
    client = client_of(one_day_of_viewing.created_by)
    data = confirmed(client, one_day_of_viewing)

    empty = client.post(url("publish", one_day_of_viewing), data | {BOX: "   "})
    too_long = client.post(url("publish", one_day_of_viewing), data | {BOX: "Đ" * 10_000})

    assert empty.status_code == too_long.status_code == 422
    assert "Ghi lý do giữ ngày cuối xem tài sản, hoặc quay lại sửa." in said(empty)
    assert "Nhập tối đa 2000 ký tự; hiện có 10000 ký tự." in said(too_long)
    assert "Đ" * 10_000 in said(too_long)
    assert not NoticeVersion.objects.exists()


def test_a_reason_typed_where_it_is_asked_is_published(one_day_of_viewing: Notice):
    notice = one_day_of_viewing
    client = client_of(notice.created_by)

    client.post(url("publish", notice), confirmed(client, notice, **{BOX: "Tài sản niêm phong"}))

    notice.refresh_from_db()
    assert "Lý do: Tài sản niêm phong" in said(Client().get(notice.get_absolute_url()))


def test_a_reason_written_in_the_draft_stands_in_the_box_already(one_day_of_viewing: Notice):
    notice = one_day_of_viewing
    client = client_of(notice.created_by)

    client.post(url("edit", notice), sent(notice) | {BOX: "Tài sản niêm phong"})

    assert confirmed(client, notice)[BOX] == "Tài sản niêm phong"
    assert client.post(url("publish", notice), confirmed(client, notice)).status_code == 302


def test_two_rules_on_one_day_are_both_named_and_ask_for_one_reason(last_minute_viewing: Notice):
    notice = last_minute_viewing
    client = client_of(notice.created_by)

    draft = said(client.get(url("edit", notice)))
    asked = said(client.get(url("publish", notice)))

    for page in (draft, asked):
        assert "ít nhất 1 ngày trước ngày mở cuộc đấu giá" in page
        assert "Ít nhất 2 ngày liên tục, đang ghi 1 ngày." in page
        assert page.count(f'name="{BOX}"') == 1
    client.post(url("publish", notice), confirmed(client, notice, **{BOX: "Việc gấp"}))
    explained = NoticeVersion.objects.get().explanations
    assert [each["reason"] for each in explained if each["field"] == "viewing_to"] == ["Việc gấp", "Việc gấp"]


def test_a_check_says_what_still_needs_a_reason_and_the_publish_button_leads_to_where_it_is_asked(
    one_day_of_viewing: Notice,
):
    notice = one_day_of_viewing
    client = client_of(notice.created_by)

    checked = said(client.post(url("edit", notice), sent(notice, act="check"), follow=True))
    pressed = client.post(url("edit", notice), sent(notice, act="publish"))

    assert "Còn 1 mục phải ghi lý do" in checked
    assert 'href="#id_viewing_to_ly-do"' in checked
    assert pressed["Location"] == url("publish", notice)


def test_after_a_colleague_saved_the_typed_reason_stays_and_the_second_press_publishes(one_day_of_viewing: Notice):
    notice = one_day_of_viewing
    client = client_of(notice.created_by)
    data = confirmed(client, notice, **{BOX: "Tài sản niêm phong"})
    client_of(publisher_at(notice.agency)).post(url("edit", notice), sent(notice, note="Thêm", tab="x"))

    refused = client.post(url("publish", notice), data)
    form = refused.context["form"]
    again = client.post(url("publish", notice), {name: str(form[name].value()) for name in form.fields})

    assert "đã lưu bản nháp này lúc" in said(refused)
    assert form[BOX].value() == "Tài sản niêm phong"
    assert again["Location"] == url("result", notice, 1)
