"""Đăng thông báo: asks first, refuses in words, publishes once however often it is clicked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from auctions.content import Content, LotContent
from auctions.models import Draft, NoticeVersion
from tests.accounts.factories import user_at
from tests.auctions.factories import at, auction_content, auction_org, draft_notice, lot, published_notice, publisher_at
from tests.auctions.office import client_of, confirmed, said, sent, url

pytestmark = pytest.mark.usefixtures("law")


def test_publishing_asks_what_happens_and_then_shows_the_public_address():
    notice = draft_notice()
    client = client_of(notice.created_by)

    asked = said(client.get(url("publish", notice)))
    assert "Thông báo hiện ngay trên trang công khai" in asked
    assert "Không thu hồi được" in asked
    assert not NoticeVersion.objects.exists()

    result = client.post(url("publish", notice), confirmed(client, notice), follow=True)
    notice.refresh_from_db()
    page = said(result)
    assert result.redirect_chain == [(url("result", notice, 1), 302)]
    assert "Đã đăng thông báo" in page
    assert notice.get_absolute_url() in page
    assert NoticeVersion.objects.get().sha256 in page
    assert "Đăng lần 2" in page
    assert notice.title in said(Client().get(notice.get_absolute_url()))


def test_a_double_click_publishes_one_version_and_shows_one_result():
    notice = draft_notice()
    client = client_of(notice.created_by)
    data = confirmed(client, notice)

    first, second = client.post(url("publish", notice), data), client.post(url("publish", notice), data)

    assert first["Location"] == second["Location"] == url("result", notice, 1)
    assert NoticeVersion.objects.count() == 1


def test_two_tabs_publishing_the_same_draft_make_one_version():
    notice = draft_notice()
    one, other = client_of(notice.created_by), client_of(publisher_at(notice.agency))
    data, same = confirmed(one, notice), confirmed(other, notice)

    answers = [one.post(url("publish", notice), data), other.post(url("publish", notice), same)]

    assert {answer["Location"] for answer in answers} == {url("result", notice, 1)}
    assert NoticeVersion.objects.count() == 1


def test_nobody_publishes_what_he_has_not_seen():
    notice = draft_notice()
    client = client_of(notice.created_by)
    data = confirmed(client, notice)
    client_of(publisher_at(notice.agency)).post(url("edit", notice), sent(notice, title="Đổi tên", tab="x"))

    answer = client.post(url("publish", notice), data)

    assert answer.status_code == 422
    assert "đã lưu bản nháp này lúc" in said(answer)
    assert not NoticeVersion.objects.exists()


def test_a_forbidden_value_stops_publishing_with_a_link_to_its_field():
    notice = draft_notice(auction_content(lots=(lot(deposit=lot().start_price),)))
    client = client_of(notice.created_by)
    draft = Draft.objects.get()

    asked = said(client.get(url("publish", notice)))
    forced = client.post(url("publish", notice), {"draft_key": str(draft.key), "revision": draft.revision})

    assert "Vượt 20% giá khởi điểm" in asked
    assert f'href="{url("edit", notice)}?checked=1#id_lots-0-deposit"' in asked
    assert '<button class="btn btn-primary" type="submit">' not in asked
    assert forced.status_code == 422
    assert not NoticeVersion.objects.exists()


def test_what_could_not_be_read_stops_publishing():
    notice = draft_notice()
    client = client_of(notice.created_by)
    client.post(url("edit", notice), sent(notice, second_publication_on="31/02/2027"))
    draft = Draft.objects.get()

    forced = client.post(url("publish", notice), {"draft_key": str(draft.key), "revision": draft.revision})

    assert forced.status_code == 422
    assert "Ngày đăng lần 2: Không có ngày 31/02/2027" in said(forced)
    assert not NoticeVersion.objects.exists()


def test_the_publish_button_of_the_form_leads_back_to_what_is_missing():
    notice = draft_notice(auction_content(owner_name="", contact_phone=""))
    client = client_of(notice.created_by)

    answer = client.post(url("edit", notice), sent(notice, act="publish"), follow=True)

    assert answer.redirect_chain == [(f"{url('edit', notice)}?checked=1", 302)]
    page = said(answer)
    assert "Chưa đăng được, còn 2 mục phải sửa" in page
    assert '<a href="#id_owner_name">Ghi tên người có tài sản.</a>' in page


def test_the_summary_names_a_field_once():
    content = auction_content(lots=(lot(start_price=Decimal(0)),), title="Đ" * 501)
    notice = draft_notice(replace(content, dossier_until=at(content.dossier_from - timedelta(days=400))))
    client = client_of(notice.created_by)
    client.post(url("edit", notice), sent(notice, lots__0__area="-3", lots__0__step="x", posted_on="31/02/2027"))

    page = said(client.get(url("publish", notice)))

    for line in (
        ">Tên thông báo dài 501 ký tự.",
        ">Hạn nộp hồ sơ phải từ",
        ">Lô 1: Giá khởi điểm phải lớn hơn 0.",
        ">Lô 1: Diện tích không được âm.",
        ">Lô 1, bước giá: ",
        ">Ngày niêm yết: Không có ngày 31/02/2027.",
    ):
        assert line in page, line


def test_a_long_summary_shows_five_lines_and_folds_the_others():
    notice = draft_notice(Content(lots=(LotContent(),)))
    client = client_of(notice.created_by)

    for page in (said(client.get(url("publish", notice))), said(client.get(url("edit", notice) + "?checked=1"))):
        shown, _, folded = page[page.index("Chưa đăng được, còn") :].partition("<details")
        assert shown.count("<li>") == 5
        assert folded[: folded.index("</details>")].count("<li>") > 10


@pytest.mark.parametrize("data", [{}, {"draft_key": "x", "revision": "y"}, {"draft_key": str(uuid4()), "revision": 1}])
def test_forged_confirmations_publish_nothing(data: dict[str, Any]):
    notice = draft_notice()

    answer = client_of(notice.created_by).post(url("publish", notice), data)

    assert answer.status_code == 422
    assert not NoticeVersion.objects.exists()


def test_the_key_of_another_notice_publishes_neither():
    mine, foreign = draft_notice(), draft_notice()
    data = {"draft_key": str(foreign.draft.key), "revision": foreign.draft.revision}

    client_of(mine.created_by).post(url("publish", mine), data)

    assert not NoticeVersion.objects.exists()


def test_the_preview_is_the_public_page_with_a_banner_and_says_nothing_untrue():
    notice = draft_notice()
    client = client_of(notice.created_by)
    preview = said(client.get(url("preview", notice)))
    client.post(url("publish", notice), confirmed(client, notice))
    notice.refresh_from_db()
    public = said(Client().get(notice.get_absolute_url()))

    assert "Bản xem trước, chưa đăng" in preview
    assert "Mã (cấp khi đăng)" in preview
    lots = slice_between(public, '<h2 id="ts">', '<section aria-labelledby="pb">')
    assert lots in preview
    assert "TB-0000" not in preview


def test_the_preview_of_a_half_filled_draft_says_so_and_calls_nothing_over():
    notice = draft_notice(Content(lots=(LotContent(name="Xe ô tô"),)))

    page = said(client_of(notice.created_by).get(url("preview", notice)))

    assert "Chưa đăng được:" in page
    assert f'href="{url("edit", notice)}?checked=1"' in page
    assert "Đã hết hạn" not in page


def slice_between(text: str, start: str, end: str) -> str:
    return text[text.index(start) : text.index(end)].strip()


def test_the_second_publication_says_from_which_day_it_is_lawful():
    notice = published_notice()
    client = client_of(notice.created_by)

    page = said(client.get(url("second", notice)))
    forced = client.post(url("second", notice))

    assert "Hôm nay chưa đăng lần 2 được" in page
    assert "Sớm nhất" in page
    assert "Điều 57 khoản 1" in page
    assert forced.status_code == 422
    assert NoticeVersion.objects.count() == 1


def test_the_second_publication_is_made_once():
    past = auction_content().auction_at - timedelta(days=65)
    notice = published_notice(auction_content(today=past.date()), at=past)
    client = client_of(notice.created_by)

    assert "Đăng lần 2 thông báo này?" in said(client.get(url("second", notice)))
    first, second = client.post(url("second", notice)), client.post(url("second", notice))

    assert first["Location"] == second["Location"] == url("result", notice, 2)
    assert "Đã đăng lần 2" in said(client.get(first["Location"]))
    assert NoticeVersion.objects.count() == 2


@pytest.mark.parametrize("page", ["edit", "publish", "second", "change", "correct", "withdraw", "cancel", "copy"])
def test_another_agencys_notice_does_not_exist_and_an_editor_may_not_publish(page: str):
    notice = published_notice() if page in {"second", "change", "withdraw", "cancel"} else draft_notice()
    editor = user_at(notice.agency, Role.AUCTION_EDITOR)
    allowed = page in {"edit", "copy"}

    assert client_of(publisher_at(auction_org())).get(url(page, notice)).status_code == 404
    assert client_of(editor).get(url(page, notice)).status_code == (200 if allowed else 403)


def test_the_list_of_the_office_names_the_published_notice():
    notice = published_notice()

    page = said(client_of(notice.created_by).get(reverse("auctions:office_list")))

    assert notice.code in page
