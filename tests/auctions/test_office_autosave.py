"""Lưu nháp tự động: one answer brings every note up to date, and nobody's text is overwritten unseen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from auctions.models import Draft, Notice
from tests.auctions.factories import (
    asset_owner,
    at,
    auction_content,
    draft_notice,
    lot,
    publish,
    publisher_at,
    selection_content,
)
from tests.auctions.office import HTMX, client_of, said, sent, url

pytestmark = pytest.mark.usefixtures("law")


def stored(notice: Notice) -> Draft:
    return Draft.objects.get(notice=notice)


def save_as_colleague(notice: Notice, phone: str) -> None:
    data = sent(notice, tab="colleague", contact_phone=phone, act="save")
    client_of(publisher_at(notice.agency)).post(url("edit", notice), data)


def test_one_changed_day_brings_every_note_that_hangs_on_it():
    notice = draft_notice()
    early = f"{at(date(2026, 12, 1)):%H:%M %d/%m/%Y}"
    data = sent(notice, auction_at="08:30 21/12/2026", posted_on="16/12/2026", dossier_until="17:00 17/12/2026")

    answer = client_of(notice.created_by).post(url("edit", notice), data | {"viewing_to": early[6:]}, headers=HTMX)

    text = said(answer)
    for field in ("posted_on", "dossier_until", "deposit_until", "viewing_to"):
        assert f'<div id="id_{field}_law" hx-swap-oob="innerHTML">' in text
    assert "Chậm nhất 06/12/2026: ít nhất 15 ngày trước ngày mở cuộc đấu giá 21/12/2026" in text
    assert "Luật Đấu giá tài sản, Điều 35" in text
    assert "Thứ Hai 21/12/2026" in text
    assert answer["HX-Trigger"] == "draft-saved"


def test_skipped_days_are_named_one_by_one():
    notice = draft_notice()
    data = sent(notice, auction_at="08:30 21/12/2026", dossier_until="17:00 16/12/2026")

    text = said(client_of(notice.created_by).post(url("edit", notice), data, headers=HTMX))

    assert "Không tính 19/12–20/12 (thứ Bảy, Chủ nhật)" in text
    assert "<s>T7 19/12</s>" in text


def test_a_deposit_of_22_per_cent_is_explained_with_the_range_and_the_article():
    notice = draft_notice(auction_content(lots=(lot(start_price=Decimal(3_615_000_000)),)))

    data = sent(notice, lots__0__deposit="795.300.000")
    text = said(client_of(notice.created_by).post(url("edit", notice), data, headers=HTMX))

    assert "Vượt 20% giá khởi điểm. Nhập số từ 180.750.000 đ đến 723.000.000 đ." in text
    assert "Luật Đấu giá tài sản, Điều 39 khoản 1" in text


def test_what_looks_the_same_is_not_sent_again():
    notice = draft_notice()

    text = said(client_of(notice.created_by).post(url("edit", notice), sent(notice, note="Thêm"), headers=HTMX))

    assert "_law" not in text
    assert "_notes" not in text
    assert "Đã lưu nháp lúc" in text


def test_saving_what_is_stored_already_writes_nothing():
    notice = draft_notice()
    before = stored(notice).revision

    client_of(notice.created_by).post(url("edit", notice), sent(notice), headers=HTMX)

    assert stored(notice).revision == before


def test_a_warning_opens_a_place_for_its_reason_and_the_reason_is_kept():
    notice = draft_notice()
    client = client_of(notice.created_by)
    day = f"{stored(notice).content.viewing_from:%d/%m/%Y}"

    opened = said(client.post(url("edit", notice), sent(notice, viewing_to=day), headers=HTMX))
    assert 'name="ly-do:viewing_to"' in opened
    assert "Lý do giữ ngày cuối xem tài sản" in opened

    written = sent(notice) | {"ly-do:viewing_to": "Người có tài sản đồng ý"}
    again = said(client.post(url("edit", notice), written, headers=HTMX))
    assert "ly-do:" not in again  # nobody's cursor is taken away
    assert stored(notice).reasons == {"viewing_to": "Người có tài sản đồng ý"}


def test_a_colleagues_save_in_between_is_not_overwritten_and_the_message_says_whose_it_was():
    notice = draft_notice()
    mine = sent(notice, contact_phone="0222 111 1111", note="của tôi")
    save_as_colleague(notice, "0222 999 9999")
    colleague = stored(notice).saved_by.full_name

    text = said(client_of(notice.created_by).post(url("edit", notice), mine, headers=HTMX))

    assert "Chưa lưu được" in text
    assert f"{colleague} đã lưu bản nháp này lúc" in text
    assert "<del>0222 999 9999</del>" in text
    assert "<ins>0222 111 1111</ins>" in text
    assert stored(notice).content.contact_phone == "0222 999 9999"


def test_without_script_the_conflict_page_keeps_everything_typed_and_lets_the_person_decide():
    notice = draft_notice()
    client = client_of(notice.created_by)
    mine = sent(notice, contact_phone="0222 111 1111", posted_on="31/02/2026", act="save")
    save_as_colleague(notice, "0222 999 9999")

    refused = client.post(url("edit", notice), mine)
    page = said(refused)
    assert refused.status_code == 409
    assert 'value="0222 111 1111"' in page
    assert 'value="31/02/2026"' in page
    assert f'name="overwrite" value="{stored(notice).revision}"' in page
    assert 'target="_blank"' in page

    client.post(url("edit", notice), mine | {"overwrite": str(stored(notice).revision)})
    assert stored(notice).content.contact_phone == "0222 111 1111"
    assert stored(notice).unread == {"posted_on": "31/02/2026"}


def test_overwriting_counts_for_what_was_seen_only():
    notice = draft_notice()
    mine = sent(notice, contact_phone="0222 111 1111")
    save_as_colleague(notice, "0222 999 9999")
    seen = stored(notice).revision
    save_as_colleague(notice, "0222 888 8888")

    answer = client_of(notice.created_by).post(url("edit", notice), mine | {"overwrite": str(seen)})

    assert answer.status_code == 409
    assert stored(notice).content.contact_phone == "0222 888 8888"


def test_a_button_pressed_while_the_page_saves_itself_is_no_conflict():
    notice = draft_notice()
    client = client_of(notice.created_by)
    typed = sent(notice, note="đang g")
    button = sent(notice, note="đang gõ", act="save")

    client.post(url("edit", notice), typed, headers=HTMX)
    answer = client.post(url("edit", notice), button)

    assert answer.status_code == 302
    assert stored(notice).content.note == "đang gõ"


def test_a_late_automatic_save_does_not_undo_what_the_button_saved():
    notice = draft_notice()
    client = client_of(notice.created_by)
    late = sent(notice, note="đang g")

    client.post(url("edit", notice), sent(notice, note="đang gõ", act="save"))
    client.post(url("edit", notice), late, headers=HTMX)

    assert stored(notice).content.note == "đang gõ"


def test_an_answer_lost_on_the_way_does_not_make_the_page_quarrel_with_itself():
    notice = draft_notice()
    client = client_of(notice.created_by)
    first, second = sent(notice, note="một"), sent(notice, note="một hai")

    client.post(url("edit", notice), first, headers=HTMX)
    text = said(client.post(url("edit", notice), second, headers=HTMX))

    assert "Đã lưu nháp lúc" in text
    assert stored(notice).content.note == "một hai"


def test_two_tabs_of_one_person_are_two_pages():
    notice = draft_notice()
    client = client_of(notice.created_by)
    other = sent(notice, tab="t2", note="thẻ hai")

    client.post(url("edit", notice), sent(notice, note="thẻ một"), headers=HTMX)
    text = said(client.post(url("edit", notice), other, headers=HTMX))

    assert "Chưa lưu được" in text
    assert stored(notice).content.note == "thẻ một"


def test_a_double_click_on_save_shows_the_same_page():
    notice = draft_notice()
    client = client_of(notice.created_by)
    data = sent(notice, note="một lần", act="save")

    first, second = client.post(url("edit", notice), data), client.post(url("edit", notice), data)

    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert stored(notice).revision == 2


@pytest.mark.parametrize("revision", ["", "-1", "abc", "9" * 30, "²"])
def test_a_forged_revision_saves_nothing(revision: str):
    notice = draft_notice()

    answer = client_of(notice.created_by).post(url("edit", notice), sent(notice, note="x") | {"revision": revision})

    assert answer.status_code == 409
    assert stored(notice).content.note == ""


def test_typing_into_a_draft_that_was_published_elsewhere_shows_what_was_typed():
    notice = draft_notice()
    client, data = client_of(notice.created_by), sent(notice, note="gõ sau khi đăng", act="save")
    publish(notice)

    page, swapped = client.post(url("edit", notice), data), client.post(url("edit", notice), data, headers=HTMX)

    assert page.status_code == 409
    assert "gõ sau khi đăng" in said(page)
    assert "đã đăng hoặc đã xoá ở nơi khác" in said(swapped)


def test_buttons_of_lots_swap_the_lots_only():
    notice = draft_notice()

    answer = client_of(notice.created_by).post(url("edit", notice), sent(notice, act="add-lot"), headers=HTMX)

    text = said(answer)
    assert '<div id="lots" hx-swap-oob="innerHTML">' in text
    assert 'name="lots-1-name"' in text
    assert 'name="title"' not in text


def test_a_chosen_kind_of_asset_fills_in_what_follows_from_it():
    notice = draft_notice(auction_content(lots=(lot(nature="", asset_kind=""),)))

    data = sent(notice, lots__0__asset_kind="land_use")
    text = said(client_of(notice.created_by).post(url("edit", notice), data, headers=HTMX))

    assert '<div id="id_lots-0-nature_control" hx-swap-oob="innerHTML">' in text
    assert '<option value="immovable" selected>' in text


def test_a_selection_notice_checks_its_own_days():
    owner = asset_owner()
    notice = draft_notice(selection_content(), agency=owner, by=publisher_at(owner))

    soon = f"{stored(notice).content.dossier_from:%d/%m/%Y}"
    text = said(client_of(notice.created_by).post(url("edit", notice), sent(notice, decision_on=soon), headers=HTMX))

    assert '<div id="id_decision_on_law" hx-swap-oob="innerHTML">' in text
    assert 'name="ly-do:decision_on"' in text


def test_without_a_session_the_page_is_told_and_nothing_is_saved():
    notice = draft_notice()
    client, data = client_of(notice.created_by), sent(notice, note="gõ")
    client.logout()

    posted = client.post(url("edit", notice), data, headers=HTMX)
    fetched = client.get(url("edit", notice), headers=HTMX)

    for answer in (posted, fetched):
        assert answer.status_code == 401
        assert answer["X-Login"] == reverse("account_login")
    assert stored(notice).content.note == ""


def test_other_agencies_save_nothing():
    notice, stranger = draft_notice(), publisher_at(asset_owner())

    answer = client_of(stranger).post(url("edit", notice), sent(notice, note="lạ"), headers=HTMX)

    assert answer.status_code == 404
    assert stored(notice).content.note == ""
