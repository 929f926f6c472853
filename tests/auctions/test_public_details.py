"""Trang của một thông báo: what it says, its versions, its evidence, its files."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate

from auctions import services
from auctions.models import Notice
from tests.auctions.factories import (
    at,
    auction_content,
    draft_notice,
    lot,
    publish,
    published_notice,
    selection_content,
)
from tests.auctions.test_attachments import picture

pytestmark = pytest.mark.usefixtures("law")


def page(client: Client, notice: Notice, rest: str = "") -> str:
    response = client.get(f"{notice.get_absolute_url()}{rest}")
    assert response.status_code == 200
    return response.content.decode()


def correct(notice: Notice, reason: str = "Theo trích đo địa chính", **fields: Any) -> Notice:
    draft = services.start_correction(notice, by=notice.created_by)
    draft = services.save_draft(notice, replace(draft.content, **fields), revision=draft.revision, by=notice.created_by)
    services.correct(notice, by=notice.created_by, draft_key=draft.key, reason=reason)
    return Notice.objects.get(pk=notice.pk)


def test_the_page_says_everything_the_law_asks_for(client: Client):
    notice = published_notice(auction_content(lots=(lot(), lot(start_price=Decimal(10**9), deposit=Decimal(10**8)))))
    body = page(client, notice)

    for text in (
        notice.code, "Trung tâm Phát triển quỹ đất Mẫu", notice.agency.name, "120,5\xa0m²", "3.615.000.000\xa0đ",
        "Cộng 2 lô", "4.615.000.000\xa0đ", "823.000.000\xa0đ", "Bỏ phiếu trực tiếp", "trả giá lên", "0222 000 0000",
        "Giá hồ sơ 500.000\xa0đ", "Hết hạn mua, nộp hồ sơ: 17:00",
    ):  # fmt: skip
        assert text in body


def test_a_selection_notice_shows_criteria_and_no_deposit(client: Client):
    body = page(client, published_notice(selection_content(), kind="selection"))

    assert "Tiêu chí lựa chọn" in body
    assert "Tiền đặt trước" not in body


def test_the_timeline_explains_its_days_with_the_article(client: Client):
    day = localdate() - timedelta(days=10)
    notice = published_notice(auction_content(today=day), at=at(day))
    services.publish_second(notice, by=notice.created_by)
    body = page(client, Notice.objects.get())

    for text in (
        "Đăng lần 1", "Đăng lần 2", "Niêm yết", "Mở cuộc đấu giá", "Trả tiền đặt trước cho người không trúng đấu giá",
        "Luật Đấu giá tài sản, Điều 57 khoản 1.", "ít nhất 15 ngày trước ngày mở cuộc đấu giá",
    ):  # fmt: skip
        assert text in body


def test_a_correction_lists_exactly_what_changed(client: Client):
    notice = published_notice()
    corrected = correct(
        notice, lots=(replace(notice.versions.get().content.lots[0], area=Decimal("122.5")),), auction_place="Nơi khác"
    )
    body = page(client, corrected)

    assert "<del>120,5\xa0m²</del>" in body
    assert "<ins>122,5\xa0m²</ins>" in body
    assert body.count("<del>") == 2
    assert "Lý do: Theo trích đo địa chính" in body
    assert "Đã đính chính" in body
    assert "mục khác không thay đổi" in body


def test_an_old_version_keeps_its_text_at_its_address_with_a_banner(client: Client):
    notice = correct(published_notice(), auction_place="Nơi khác")
    old = page(client, notice, "ban-1/")

    assert "Bản 1 đã được thay, không còn hiệu lực" in old
    assert "Hội trường Uỷ ban nhân dân phường Kinh Bắc" in old
    assert 'content="noindex"' in old
    assert "Bản 2 đang hiệu lực" in page(client, notice, "ban-2/")
    assert client.get(f"{notice.get_absolute_url()}ban-3/").status_code == 404


def test_a_new_title_changes_the_address_and_old_ones_lead_on(client: Client):
    notice = published_notice()
    before = notice.get_absolute_url()
    corrected = correct(notice, title="Tên hoàn toàn khác")

    response = client.get(before)

    assert (response.status_code, response["Location"]) == (301, corrected.get_absolute_url())
    assert corrected.get_absolute_url() == f"/thong-bao-dau-gia/ten-hoan-toan-khac-{notice.code}/"
    assert client.get(f"{before}ban-1/")["Location"] == f"{corrected.get_absolute_url()}ban-1/"


def test_the_code_alone_is_an_address(client: Client):
    notice = published_notice()

    assert client.get(f"/thong-bao-dau-gia/{notice.code}/")["Location"] == notice.get_absolute_url()


def test_anyone_can_check_the_hash(client: Client):
    notice = published_notice()
    version = notice.versions.get()
    body = client.get(f"{notice.get_absolute_url()}ban-1/noi-dung.json").content

    assert hashlib.sha256(body).hexdigest() == version.sha256
    assert version.sha256 in page(client, notice)


def test_the_qr_code_is_a_picture_of_its_own(client: Client):
    response = client.get(f"{published_notice().get_absolute_url()}ban-1/qr.svg")

    assert response["Content-Type"] == "image/svg+xml"
    assert b'xmlns="http://www.w3.org/2000/svg"' in response.content
    assert "immutable" in response["Cache-Control"]


def test_a_cancelled_auction_stays_readable_with_reason_and_out_of_search_engines(client: Client):
    notice = published_notice()
    services.cancel_auction(notice, by=notice.created_by, reason="Người có tài sản rút")
    body = page(client, Notice.objects.get())

    assert "Đã huỷ cuộc đấu giá" in body
    assert "Lý do: Người có tài sản rút" in body
    assert 'content="noindex"' in body
    assert "Hết hạn mua" not in body
    assert "Đã huỷ cuộc đấu giá" in page(client, notice, "ban-1/")


def test_html_in_every_text_is_shown_not_run(client: Client):
    evil = "<script>alert(1)</script>"
    names = ("title", "owner_name", "auctioneer", "conditions", "registration", "note", "auction_place")
    texts = dict.fromkeys(names, evil)
    notice = published_notice(auction_content(**texts, lots=(lot(name=evil, quality=evil, address=evil),)))
    notice = correct(notice, reason=evil, media=f"{evil}\n{evil}")

    for rest in ("", "ban-1/", "in/"):
        body = page(client, notice, rest)
        assert "<script>alert" not in body
        assert "&lt;script&gt;alert(1)" in body


def test_the_print_view_has_no_menu_and_says_when_and_where(client: Client):
    body = page(client, published_notice(), "in/")

    assert 'aria-label="Chính"' not in body
    assert "In lúc" in body
    assert "Mã QR" in body


def test_reasons_for_kept_warnings_are_public(client: Client):
    content = auction_content()
    content = replace(content, viewing_to=content.viewing_from)
    notice = draft_notice(content)
    services.save_draft(
        notice, content, revision=1, by=notice.created_by,
        reasons={"viewing_to": "Tài sản chỉ mở cửa một ngày"},
    )  # fmt: skip
    publish(Notice.objects.get())

    assert "Lý do: Tài sản chỉ mở cửa một ngày" in page(client, Notice.objects.get())


def test_only_files_of_published_versions_can_be_had(client: Client):
    notice = draft_notice()
    services.attach_file(notice, picture("niêm yết.png"), kind="posting", by=notice.created_by)
    publish(notice)
    notice = Notice.objects.get()
    (file,) = notice.versions.get().files
    services.start_correction(notice, by=notice.created_by)
    draft_only = services.attach_file(notice, picture("nháp.png", 9), kind="other", by=notice.created_by)

    given = client.get(f"{notice.get_absolute_url()}tep/{file.file}/")
    assert given.status_code == 200
    assert hashlib.sha256(b"".join(given.streaming_content)).hexdigest() == file.sha256
    assert "filename*=utf-8''ni%C3%AAm%20y%E1%BA%BFt.png" in given["Content-Disposition"]
    assert client.get(f"{notice.get_absolute_url()}tep/{draft_only.file.public_id}/").status_code == 404
    assert f"tep/{file.file}/" in page(client, notice)


def test_a_draft_has_no_public_page(client: Client):
    draft_notice()

    assert client.get("/thong-bao-dau-gia/x-TB-2026-024-000001/").status_code == 404


def test_kinds_do_not_answer_for_each_other(client: Client):
    notice = published_notice(kind="selection")

    assert client.get(f"/thong-bao-dau-gia/{notice.slug}-{notice.code}/").status_code == 404


def test_a_notice_with_many_versions_costs_as_much_as_one(client: Client, django_assert_max_num_queries: Any):
    notice = published_notice()
    page(client, notice)  # rules and kinds are remembered from here on
    for number in range(3):
        notice = correct(notice, auction_place=f"Nơi {number}")

    with django_assert_max_num_queries(2):
        page(client, notice)


def test_what_all_lots_share_is_said_once_and_the_rest_with_its_name(client: Client):
    lots = (lot(quality="Góc hai mặt tiền"), lot(quality="Mặt đường 12 m"))
    body = page(client, published_notice(auction_content(lots=lots)))

    shared = "Chung cho cả 2 lô. Nơi có tài sản: Khu Mẫu, Phường Kinh Bắc, Tỉnh Bắc Ninh. Loại: Quyền sử dụng đất."
    shown = body.partition("<body")[2]  # the head tells machines the same
    assert shown.count("Phường Kinh Bắc, Tỉnh Bắc Ninh") == 1
    assert shared in shown
    assert "Chất lượng: Góc hai mặt tiền</span>" in body


def test_one_lot_says_quantity_and_quality_apart(client: Client):
    body = page(client, published_notice(auction_content(lots=(lot(quantity="01 thửa", quality="Theo hiện trạng"),))))

    assert "Số lượng: 01 thửa. Chất lượng: Theo hiện trạng" in body
    assert "Chung cho cả" not in body


def test_lots_without_areas_have_no_empty_column(client: Client):
    assert "Diện tích" not in page(client, published_notice(auction_content(lots=(lot(area=None), lot(area=None)))))


def test_the_print_view_has_its_evidence_before_the_lots(client: Client):
    notice = published_notice()
    body = page(client, notice, "in/")
    places = [
        body.index(text)
        for text in (
            "Đăng công khai",
            f"/thong-bao-dau-gia/{notice.code}/</dd>",
            notice.versions.get().sha256,
            "Diện tích",
        )
    ]

    assert places == sorted(places)
    assert "Liên hệ</dt>" in body
