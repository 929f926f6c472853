"""Danh sách công khai: filters, order, pages, and what it costs."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate

from accounts.models import AdministrativeUnit, UnitSuccession
from accounts.models.units import UnitKind
from auctions import services
from auctions.models import Notice
from auctions.queries import newest_published
from auctions.queries.remembered import forget
from tests.auctions.factories import (
    at,
    auction_content,
    auction_org,
    commune,
    draft_notice,
    lot,
    province,
    published_notice,
    publisher_at,
    selection_content,
)

pytestmark = pytest.mark.usefixtures("law")

AUCTIONS = "/thong-bao-dau-gia/"
SELECTIONS = "/lua-chon-to-chuc-dau-gia/"


def titles(client: Client, url: str = AUCTIONS, **asked: Any) -> list[str]:
    """Titles on the page, in order."""
    body = client.get(url, asked).content.decode()
    return [re.sub(r"<[^>]+>", "", text) for text in re.findall(r"<h3><a [^>]+>(.*?)</a></h3>", body)]


@pytest.fixture
def org_user() -> Any:
    return publisher_at(
        auction_org(name="Công ty Đấu giá hợp danh Mẫu Số Một", search_key="cong ty dau gia hop danh mau so mot")
    )


def publish(user: Any, title: str, **fields: Any) -> Notice:
    return published_notice(auction_content(title=title, **fields), agency=user.memberships.get().agency, by=user)


def test_everybody_sees_published_notices_and_nobody_a_draft(client: Client, org_user: Any):
    publish(org_user, "Đã đăng")
    draft_notice(auction_content(title="Bản nháp"))

    assert titles(client) == ["Đã đăng"]


def test_a_line_says_what_a_reader_decides_by(client: Client, org_user: Any):
    notice = publish(org_user, "Đất ở phường Kinh Bắc")
    body = client.get(AUCTIONS).content.decode()

    for text in (
        "3.615.000.000\xa0đ", "Giá khởi điểm, 01 lô", "Công ty Đấu giá hợp danh Mẫu Số Một", "Đang bán hồ sơ",
        "Phường Kinh Bắc, Tỉnh Bắc Ninh", f"Bán hồ sơ đến {notice.dossier_until:%d/%m/%Y}", "Có 1 thông báo",
        notice.get_absolute_url(),
    ):  # fmt: skip
        assert text in body


def test_kinds_have_their_own_lists(client: Client, org_user: Any):
    publish(org_user, "Đấu giá")
    published_notice(selection_content(title="Lựa chọn"), kind="selection")

    assert titles(client, AUCTIONS) == ["Đấu giá"]
    assert titles(client, SELECTIONS) == ["Lựa chọn"]


def test_filters_of_place_find_every_lot_not_only_the_first(client: Client, org_user: Any):
    hanoi = commune("00004", "Ba Đình", of=province("01", "Hà Nội"))
    publish(org_user, "Bắc Ninh")
    publish(org_user, "Cả hai", lots=(lot(), lot(commune_code=hanoi.code)))

    assert titles(client, tinh="01") == ["Cả hai"]
    assert titles(client, tinh=["01", "24"]) == ["Cả hai", "Bắc Ninh"]
    assert titles(client, tinh="01", xa="00004") == ["Cả hai"]
    assert titles(client, tinh="24", xa="00004") == ["Cả hai", "Bắc Ninh"]  # a commune of elsewhere filters nothing


def test_communes_are_offered_for_one_province(client: Client, org_user: Any):
    publish(org_user, "Một")

    assert "Phường Kinh Bắc</label>" in client.get(AUCTIONS, {"tinh": "24"}).content.decode()
    assert "Phường Kinh Bắc</label>" not in client.get(AUCTIONS).content.decode()


def test_filters_of_kind_price_day_and_publisher(client: Client, org_user: Any):
    cheap = lot(asset_kind="enforcement", start_price=Decimal(500_000_000), deposit=Decimal(50_000_000))
    publish(org_user, "Rẻ", lots=(cheap,))
    publish(org_user, "Muộn", opens_in=90)
    published_notice(
        auction_content(title="Nơi khác"), agency=auction_org(name="Trung tâm Thử", search_key="trung tam thu")
    )

    assert titles(client, loai="enforcement") == ["Rẻ"]
    assert titles(client, gia_den="1.000.000.000 đ") == ["Rẻ"]
    assert titles(client, gia_tu="1.000.000.000") == ["Nơi khác", "Muộn"]
    after = localdate() + timedelta(days=80)
    assert titles(client, ngay_tu=f"{after:%d/%m/%Y}") == ["Muộn"]
    assert titles(client, ngay_den=f"{after:%d%m%Y}") == ["Nơi khác", "Rẻ"]
    assert titles(client, don_vi="trung tâm thử") == ["Nơi khác"]


def test_filters_of_state_follow_the_day(client: Client, org_user: Any):
    today = localdate()
    long_ago = today - timedelta(days=100)
    publish(org_user, "Còn hạn")
    past = auction_content(title="Đã qua", today=long_ago)
    published_notice(past, agency=org_user.memberships.get().agency, by=org_user, at=at(long_ago))
    cancelled = publish(org_user, "Huỷ")
    services.cancel_auction(cancelled, by=org_user, reason="Người có tài sản rút")

    assert titles(client, tinh_trang="con-han") == ["Còn hạn"]
    assert titles(client, tinh_trang="da-qua") == ["Đã qua"]
    assert titles(client, tinh_trang="da-huy") == ["Huỷ"]
    assert titles(client, tinh_trang=["con-han", "da-huy"]) == ["Huỷ", "Còn hạn"]
    assert "Lý do: Người có tài sản rút" in client.get(AUCTIONS).content.decode()


def test_a_notice_about_to_close_says_how_many_days_are_left(client: Client, org_user: Any):
    posted = localdate() - timedelta(days=55)
    soon = at(localdate() + timedelta(days=2), 17, 0)
    content = auction_content(title="Gần hết hạn", today=posted, opens_in=70)
    notice = published_notice(content, agency=org_user.memberships.get().agency, by=org_user, at=at(posted))
    Notice.objects.filter(pk=notice.pk).update(dossier_until=soon)

    body = client.get(AUCTIONS, {"tinh_trang": "sap-het-han"}).content.decode()

    assert "Còn 2 ngày mua hồ sơ" in body


def test_orders_are_whitelisted(client: Client, org_user: Any):
    publish(org_user, "Đắt")
    cheap = lot(start_price=Decimal(100_000_000), deposit=Decimal(10_000_000))
    publish(org_user, "Rẻ", lots=(cheap,), opens_in=50)

    assert titles(client) == ["Rẻ", "Đắt"]
    assert titles(client, xep="gia-tang") == ["Rẻ", "Đắt"]
    assert titles(client, xep="gia-giam") == ["Đắt", "Rẻ"]
    assert titles(client, xep="ngay") == ["Rẻ", "Đắt"]
    assert titles(client, xep="han") == ["Rẻ", "Đắt"]
    assert titles(client, xep="password") == ["Rẻ", "Đắt"]


@pytest.mark.parametrize(
    "asked",
    [
        {"gia_tu": "-5"}, {"gia_tu": "nhiều"}, {"ngay_tu": "31/02/2026"}, {"ngay_den": "01/01/20266"}, {"tinh": "zz"},
        {"xa": "1"}, {"loai": "'; drop"}, {"tinh_trang": "x"}, {"trang": "x"}, {"trang": "-1"}, {"q": "\x00"},
        {"la": "1"},
    ],
)  # fmt: skip
def test_wrong_values_never_break_the_page(client: Client, org_user: Any, asked: dict[str, str]):
    publish(org_user, "Một")

    assert titles(client, **asked) == ["Một"]


def test_a_wrong_value_says_what_is_wrong(client: Client):
    body = client.get(AUCTIONS, {"ngay_tu": "31/02/2026", "gia_tu": "-5"}).content.decode()

    assert "Không có ngày 31/02/2026" in body
    assert "Số tiền không được âm." in body
    assert 'value="31/02/2026"' in body


def test_a_chip_drops_its_filter_and_keeps_the_others(client: Client, org_user: Any):
    publish(org_user, "Một")
    body = client.get(AUCTIONS, {"tinh": "24", "loai": "land_use", "q": "đất"}).content.decode()

    assert 'href="/thong-bao-dau-gia/?tinh=24&amp;q=%C4%91%E1%BA%A5t"' in body
    assert 'href="/thong-bao-dau-gia/?loai=land_use&amp;q=%C4%91%E1%BA%A5t"' in body


def test_nothing_found_says_which_filter_to_drop(client: Client, org_user: Any):
    publish(org_user, "Một")
    province("01", "Hà Nội")
    body = client.get(AUCTIONS, {"tinh": "01", "loai": "land_use"}).content.decode()

    assert "Không có thông báo nào phù hợp" in body
    assert "Bỏ Tỉnh Hà Nội</a>" in body
    assert "Bỏ Quyền sử dụng đất</a>" not in body


def test_a_mistyped_title_gets_a_suggestion(client: Client, org_user: Any):
    publish(org_user, "Dây chuyền sản xuất bánh kẹo")
    body = client.get(AUCTIONS, {"q": "day chuyenn san xuatt"}).content.decode()

    assert "Có phải Ông/Bà tìm" in body
    assert "Dây chuyền sản xuất bánh kẹo" in body


def test_the_code_of_the_other_kind_is_offered(client: Client):
    notice = published_notice(selection_content(title="Lựa chọn"), kind="selection")

    assert titles(client, AUCTIONS, q=notice.code) == ["Lựa chọn"]


def test_found_words_are_marked_and_html_is_not_run(client: Client, org_user: Any):
    publish(org_user, "Đất <script>alert(1)</script> & đai")
    body = client.get(AUCTIONS, {"q": "dat"}).content.decode()

    assert "<mark>Đất</mark> &lt;script&gt;alert(1)&lt;/script&gt; &amp; đai" in body
    assert "<script>alert" not in body


def test_htmx_gets_the_results_alone(client: Client, org_user: Any):
    publish(org_user, "Một")
    response = client.get(AUCTIONS, headers={"HX-Request": "true"})
    body = response.content.decode()

    assert body.lstrip().startswith('<section id="ket-qua"')
    assert 'id="loc-xa" hx-swap-oob="true"' in body
    assert "HX-Request" in response["Vary"]


def test_pages_and_the_capped_count(client: Client, org_user: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("auctions.queries.listing.PAGE_SIZE", 2)
    monkeypatch.setattr("auctions.queries.listing.MOST_COUNTED", 4)
    for number in range(6):
        publish(org_user, f"Số {number}")

    first = client.get(AUCTIONS, {"q": "số"}).content.decode()
    assert "Hơn 4 thông báo phù hợp" in first
    assert "?q=s%E1%BB%91&amp;trang=3" in first
    assert titles(client, q="số", trang="3") == ["Số 1", "Số 0"]
    assert "Có 6 thông báo phù hợp" in client.get(AUCTIONS, {"q": "số", "trang": "3"}).content.decode()
    assert "Có 6 thông báo" in client.get(AUCTIONS).content.decode()
    assert titles(client, q="số", trang="99999") == ["Số 1", "Số 0"]
    assert titles(client, trang="99999999999999999999") == ["Số 1", "Số 0"]
    assert "Không có trang 4; đây là trang cuối." in client.get(AUCTIONS, {"trang": "4"}).content.decode()


def test_an_empty_list_says_so(client: Client):
    assert "Chưa có thông báo nào được đăng" in client.get(AUCTIONS).content.decode()


def test_lists_cost_few_queries_however_long(client: Client, org_user: Any, django_assert_max_num_queries: Any):
    for number in range(5):
        publish(org_user, f"Số {number}")
    client.get(AUCTIONS, {"tinh": "24", "loai": "land_use"})  # places and kinds are remembered from here on

    with django_assert_max_num_queries(1):
        client.get(AUCTIONS, {"tinh": "24", "loai": "land_use", "q": "đất"})
    with django_assert_max_num_queries(1):
        client.get(AUCTIONS)


def test_the_newest_notices_for_the_home_page_still_stand(org_user: Any, django_assert_num_queries: Any):
    publish(org_user, "Cũ")
    withdrawn = publish(org_user, "Huỷ")
    services.withdraw(withdrawn, by=org_user, reason="Nhầm")
    publish(org_user, "Mới")

    with django_assert_num_queries(1):
        newest = newest_published("auction", 5)

    assert [notice.title for notice in newest] == ["Mới", "Cũ"]
    assert newest[0].price_text == "3.615.000.000\xa0đ"


def test_a_place_that_got_a_new_row_after_publication_is_still_found(client: Client, org_user: Any):
    publish(org_user, "Đăng trước khi tỉnh đổi loại")
    before = province()
    today = localdate()
    after = AdministrativeUnit.objects.create(
        code=before.code,
        level=before.level,
        kind=UnitKind.CITY,
        name=before.name,
        search_key=before.search_key,
        valid_from=today,
    )
    AdministrativeUnit.objects.filter(pk=before.pk).update(valid_to=today)
    UnitSuccession.objects.create(predecessor=before, successor=after, kind=UnitSuccession.Kind.RETYPE, is_primary=True)
    AdministrativeUnit.objects.filter(parent=before).update(parent=after)
    forget()

    assert titles(client, tinh=before.code) == ["Đăng trước khi tỉnh đổi loại"]
