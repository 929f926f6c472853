"""Biểu mẫu soạn thông báo: every button works without script, and nothing typed is lost."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.models import AdministrativeUnit
from accounts.roles import Role
from auctions.content import Content, LotContent, fields_of
from auctions.forms.draft import MOST_LOTS
from auctions.forms.sections import LOT_FIELDS, LOTS, NOT_TYPED, OF_PLACE, sections_of, side_by_side
from auctions.models import Draft, Notice
from auctions.terms import NoticeKind
from tests.accounts.factories import user_at
from tests.auctions.factories import (
    asset_owner,
    auction_content,
    auction_org,
    commune,
    draft_notice,
    lot,
    published_notice,
    publisher_at,
)
from tests.auctions.office import client_of, said, sent, url

pytestmark = pytest.mark.usefixtures("law")


def stored(notice: Notice) -> Draft:
    return Draft.objects.get(notice=notice)


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_field_of_the_field_table_stands_somewhere_in_the_form(kind: str):
    placed = {name for section in sections_of(kind) for entry in section.fields for name in side_by_side(entry)}
    in_lots = {name for entry in LOT_FIELDS for name in side_by_side(entry)} | set(OF_PLACE)
    of_agency = {"owner_name", "owner_address"} if kind == NoticeKind.SELECTION else set()

    assert {f.name for f in fields_of(Content, kind)} - NOT_TYPED - of_agency <= placed
    assert {f.name for f in fields_of(LotContent, kind)} <= in_lots
    assert LOTS in placed


@pytest.mark.parametrize(("agency", "kind"), [(auction_org, NoticeKind.AUCTION), (asset_owner, NoticeKind.SELECTION)])
def test_the_kind_of_a_new_notice_follows_from_the_unit_and_two_clicks_make_one(agency, kind):
    user = publisher_at(agency())
    client, page = client_of(user), reverse("auctions:office_new")
    form = client.get(page).context["form"]
    data = {"public_id": str(form["public_id"].value()), "agency": form.agencies[0].pk, "kind": "forged"}

    first = client.post(page, data)
    second = client.post(page, data)

    notice = Notice.objects.get()
    assert notice.kind == kind
    assert first["Location"] == second["Location"] == url("edit", notice)


def test_a_new_draft_begins_with_one_empty_lot_and_one_open_section():
    user = publisher_at(auction_org())
    client, page = client_of(user), reverse("auctions:office_new")
    form = client.get(page).context["form"]
    client.post(page, {"public_id": str(form["public_id"].value()), "agency": form.agencies[0].pk})

    drafted = said(client.get(url("edit", Notice.objects.get())))

    assert stored(Notice.objects.get()).content.lots == (LotContent(),)
    page = folded(drafted)
    assert [key for key in page if not page[key]] == ["tai-san", "lo-1"]
    assert [key for key in page if page[key]] == ["nguoi-co-tai-san", "thoi-gian", "dieu-kien", "lien-he", "tep"]


def test_sections_and_lots_with_nothing_left_to_do_are_folded_and_mistakes_are_not():
    notice = draft_notice(auction_content(lots=(lot(name="Lô A"), lot(name="Lô B"))))
    client = client_of(notice.created_by)
    assert set(folded(said(client.get(url("edit", notice)))).values()) == {True}

    client.post(url("edit", notice), sent(notice, act="save", lots__1__deposit="5", contact_phone="", posted_on="x"))
    page = folded(said(client.get(url("edit", notice))))

    assert {key for key, is_folded in page.items() if not is_folded} == {"tai-san", "lo-2", "thoi-gian"}


def folded(page: str) -> dict[str, bool]:
    """{key: whether it is folded} of the sections and lots."""
    parts = re.findall(r'<details (?:class="lot" )?data-fold="([^"]+)" ?(open)?', page)
    return {key: not is_open for key, is_open in parts}


def test_another_units_notice_cannot_be_begun():
    mine, foreign = auction_org(), auction_org()
    data = {"public_id": "0b3f5f1e-9a44-4b06-93a5-3f2d8a5f6a11", "agency": foreign.pk}

    answer = client_of(publisher_at(mine)).post(reverse("auctions:office_new"), data)

    assert answer.status_code == 422
    assert not Notice.objects.exists()


def test_what_cannot_be_read_stays_in_its_field_with_its_error():
    notice = draft_notice()
    client = client_of(notice.created_by)

    client.post(url("edit", notice), sent(notice, posted_on="31/02/2026", lots__0__deposit="-5", act="save"))
    page = said(client.get(url("edit", notice)))

    assert 'value="31/02/2026"' in page
    assert "Không có ngày 31/02/2026. Tháng 02/2026 có 28 ngày." in page
    assert 'value="-5"' in page
    assert "Số tiền không được âm." in page
    assert stored(notice).content.posted_on is None
    assert stored(notice).content.lots[0].name == lot().name


@pytest.mark.parametrize(
    ("name", "typed", "path"),
    [
        ("dossier_until", "17:00 20266", "dossier_until"),
        ("auction_at", "21/12/2026", "auction_at"),
        ("viewing_from", "29/02/2027", "viewing_from"),
        ("lots__0__area", "12,345", "lots.0.area"),
        ("lots__0__start_price", "một tỷ", "lots.0.start_price"),
        ("lots__0__asset_kind", "forged", "lots.0.asset_kind"),
        ("method", "forged", "method"),
    ],
)
def test_raw_text_is_kept_for_every_type_of_field(name: str, typed: str, path: str):
    notice = draft_notice()

    client_of(notice.created_by).post(url("edit", notice), sent(notice, act="save", **{name: typed}))

    assert stored(notice).unread == {path: typed}


@pytest.mark.parametrize("typed", ["1.500.000.000 đ", "1500000000", "1,500,000,000", "1 500 000 000 đồng"])
def test_prices_are_taken_as_vietnamese_type_them(typed: str):
    notice = draft_notice()

    client_of(notice.created_by).post(url("edit", notice), sent(notice, act="save", lots__0__start_price=typed))

    assert stored(notice).content.lots[0].start_price == Decimal(1_500_000_000)


def test_areas_and_dates_are_taken_as_typed():
    notice = draft_notice()
    data = sent(notice, act="save", lots__0__area="1.234,5 m2", posted_on="21122026", auction_at="8h30 ngày 4/1/2027")

    client_of(notice.created_by).post(url("edit", notice), data)

    content = stored(notice).content
    assert content.lots[0].area == Decimal("1234.5")
    assert f"{content.posted_on:%d/%m/%Y}" == "21/12/2026"
    assert f"{content.auction_at:%H:%M %d/%m/%Y}" == "08:30 04/01/2027"


def test_markup_in_every_text_field_stays_text():
    notice = draft_notice()
    data = {k: "<script>alert(1)</script>" if isinstance(v, str) and " " in v else v for k, v in sent(notice).items()}

    client = client_of(notice.created_by)
    client.post(url("edit", notice), data | {"act": "save", "note": "<script>alert(1)</script>"})

    for page in ("edit", "detail", "preview", "publish"):
        assert "<script>alert" not in said(client.get(url(page, notice)))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in said(client.get(url("preview", notice)))
    assert "<script>alert" not in said(client.get(reverse("auctions:office_list")))


def test_a_name_of_ten_thousand_letters_is_kept_and_refused_in_words():
    notice = draft_notice()
    client = client_of(notice.created_by)

    client.post(url("edit", notice), sent(notice, act="save", lots__0__name="Đ" * 10_000, title="Ề" * 10_000))

    assert stored(notice).content.lots[0].name == "Đ" * 10_000
    page = said(client.get(url("publish", notice)))
    assert "Nhập tối đa 1.000 ký tự" in page
    assert "Chưa đăng được thông báo này" in page
    assert client.get(reverse("auctions:office_list")).status_code == 200


def test_lots_are_added_copied_and_removed_by_submit_buttons():
    notice = draft_notice(auction_content(lots=(lot(name="Lô A"), lot(name="Lô B"))))
    client = client_of(notice.created_by)

    added = client.post(url("edit", notice), sent(notice, act="add-lot", note="vừa gõ"))
    assert added["Location"].endswith("#lo-3")
    client.post(url("edit", notice), sent(notice, act="copy-lot:1"))
    client.post(url("edit", notice), sent(notice, act="remove-lot:0"))

    content = stored(notice).content
    assert [each.name for each in content.lots] == ["Lô B", "", "Lô B"]
    assert content.note == "vừa gõ"


def test_what_was_typed_wrongly_moves_up_with_its_lot():
    notice = draft_notice(auction_content(lots=(lot(), lot(), lot())))
    client = client_of(notice.created_by)
    reason = {"ly-do:lots.2.deposit": "đã thoả thuận", "ly-do:lots.0.deposit": "mất theo lô"}

    data = sent(notice, act="remove-lot:0", lots__2__deposit="hai trăm", lots__0__area="x") | reason
    client.post(url("edit", notice), data)

    assert stored(notice).unread == {"lots.1.deposit": "hai trăm"}
    assert stored(notice).reasons == {"lots.1.deposit": "đã thoả thuận"}


def test_a_notice_has_no_more_lots_than_a_form_can_send():
    notice = draft_notice(auction_content(lots=(lot(name="Lô"),) * MOST_LOTS))
    client = client_of(notice.created_by)

    client.post(url("edit", notice), sent(notice, act="add-lot"))
    client.post(url("edit", notice), sent(notice) | {"lots-count": "9999"})

    assert len(stored(notice).content.lots) == MOST_LOTS
    assert f"tối đa {MOST_LOTS} lô" in said(client.get(url("edit", notice)))


@pytest.mark.parametrize("typed", ["Kinh Bắc", "kinh bac", "phuong kinh bac", "PHƯỜNG KINH BẮC"])
def test_a_commune_is_found_by_its_name_without_diacritics(typed: str):
    notice = draft_notice(Content(lots=(LotContent(name="Đất"),)))

    data = sent(notice, act="save", lots__0__province="24", lots__0__commune=typed)
    client_of(notice.created_by).post(url("edit", notice), data)

    place = stored(notice).content.lots[0]
    assert (place.commune_code, place.commune_name) == ("09169", "Phường Kinh Bắc")
    assert place.province_name == "Tỉnh Bắc Ninh"
    assert stored(notice).unread == {}


def test_a_doubtful_place_is_kept_and_offers_a_button_for_each_meaning():
    ward = commune()
    AdministrativeUnit.objects.filter(pk=ward.pk).update(search_path="phuong kinh bac tinh bac ninh")
    notice = draft_notice(Content(lots=(LotContent(name="Đất"),)))
    client = client_of(notice.created_by)

    client.post(url("edit", notice), sent(notice, act="check", lots__0__province="24", lots__0__commune="kinh"))
    page = said(client.get(url("edit", notice)))
    assert stored(notice).unread == {"lots.0.province": "24", "lots.0.commune": "kinh"}
    assert 'value="commune:0:09169"' in page
    assert "Phường Kinh Bắc, Tỉnh Bắc Ninh" in page

    client.post(url("edit", notice), sent(notice, act="commune:0:09169"))
    assert stored(notice).content.lots[0].commune_code == "09169"
    assert stored(notice).unread == {}


def test_a_forged_commune_code_places_nothing():
    commune()
    notice = draft_notice(Content(lots=(LotContent(name="Đất"),)))
    client = client_of(notice.created_by)

    for act in ("commune:0:99999", "commune:7:09169", "commune:x:y", "remove-lot:99", "copy-lot:-1", "remove-file:x"):
        assert client.post(url("edit", notice), sent(notice, act=act)).status_code == 302

    assert stored(notice).content.lots == (LotContent(name="Đất"),)


def test_land_is_immovable_without_anybody_saying_so():
    notice = draft_notice(Content(lots=(LotContent(name="Đất"),)))

    client_of(notice.created_by).post(url("edit", notice), sent(notice, act="save", lots__0__asset_kind="land_use"))

    assert stored(notice).content.lots[0].nature == "immovable"


def test_forged_fields_of_agency_kind_and_state_are_ignored():
    notice, foreign = draft_notice(), auction_org()
    data = sent(notice, act="save") | {
        "agency": str(foreign.pk), "kind": "selection", "state": "published", "code": "TB-2026-024-000001",
        "publisher_name": "Tên giả", "published_at": "2020-01-01", "criteria": "không thuộc loại này",
    }  # fmt: skip

    client_of(notice.created_by).post(url("edit", notice), data)

    fresh = Notice.objects.get()
    assert (fresh.agency, fresh.kind, fresh.state, fresh.code) == (notice.agency, "auction", "draft", None)
    assert stored(fresh).content.publisher_name == notice.agency.name
    assert stored(fresh).content.criteria == ""


def test_the_title_follows_the_lots_until_somebody_types_one():
    notice = draft_notice(auction_content(title="", lots=(lot(name="Nhà xưởng"),)))
    client = client_of(notice.created_by)

    assert sent(notice)["title"] == ""
    client.post(url("edit", notice), sent(notice, act="save", lots__0__name="Nhà xưởng và đất"))
    assert Notice.objects.get().title == "Nhà xưởng và đất"

    client.post(url("edit", notice), sent(notice, act="save", title="Tên riêng"))
    client.post(url("edit", notice), sent(notice, act="save", lots__0__name="Khác"))
    assert Notice.objects.get().title == "Tên riêng"


def test_an_editor_without_the_right_to_publish_is_not_offered_it():
    notice = draft_notice()
    editor = user_at(notice.agency, Role.AUCTION_EDITOR)

    page = said(client_of(editor).get(url("edit", notice)))

    assert "Đăng thông báo…" not in page
    assert "Lưu nháp" in page
    assert client_of(editor).get(url("publish", notice)).status_code == 403


def test_a_published_notice_without_a_draft_leads_to_its_page():
    notice = published_notice()

    answer = client_of(notice.created_by).get(url("edit", notice))

    assert answer["Location"] == url("detail", notice)


def test_the_form_of_twenty_lots_costs_a_handful_of_queries(django_assert_max_num_queries):
    notice = draft_notice(auction_content(lots=tuple(lot(name=f"Lô {i}") for i in range(20))))
    client = client_of(notice.created_by)

    with django_assert_max_num_queries(30):
        client.get(url("edit", notice))
