"""The pages of account administration: list, detail, acts; and what stays invisible beyond one's own province."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Agency, User
from accounts.roles import Role
from accounts.scoping import agency_ids_with, can
from accounts.services import locks, people
from tests.accounts.arrange import (
    Office,
    days_ago,
    form_key_on,
    make_ministry,
    make_office,
    make_organisation,
    sign_in,
    signed_in,
    text_of,
)
from tests.accounts.factories import AgencyFactory, user_at

pytestmark = pytest.mark.django_db
LIST = "/nghiep-vu/tai-khoan/"
ACTS = ["sua", "quyen", "khoa", "mo-khoa", "mat-khau", "kich-hoat", "xoa"]


def names_on(response: Any) -> list[str]:
    return [account.username for account in response.context["page_obj"]]


# ------------------------------------------------------------------ own province only
def test_an_office_sees_the_accounts_of_its_province_only(office: Office, user: User) -> None:
    other = make_organisation(make_office("hatinh"), "mauso4")
    response = signed_in(office.admin).get(LIST)
    assert names_on(response) == ["bacninh_stp", "mauso1_tc_tinhbacninh"]
    assert other.username not in text_of(response)


@pytest.mark.parametrize("act", ["", *(f"{act}/" for act in ACTS)])
def test_another_province_does_not_exist_for_the_same_role_with_the_same_right(office: Office, act: str) -> None:
    other = make_organisation(make_office("hatinh"), "mauso4")
    browser = signed_in(office.admin)
    path = f"{LIST}{other.public_id}/{act}"
    assert browser.get(path).status_code == 404
    if act:
        assert browser.post(path, {"reason": "Thử", "delivery": "man-hinh", "form_key": uuid4()}).status_code == 404
    other.refresh_from_db()
    assert other.is_active
    assert other.check_password("mat-khau-mau-1")


def test_a_bulk_act_leaves_other_provinces_alone(office: Office, user: User) -> None:
    other = make_organisation(make_office("hatinh"), "mauso4")
    browser = signed_in(office.admin)
    path = f"{LIST}nhieu/?viec=khoa&chon={other.public_id}&chon={user.public_id}"
    page = browser.get(path)
    assert "1 tài khoản" in text_of(page)
    assert other.username not in text_of(page)
    browser.post(path, {"reason": "Thử"})
    assert [User.objects.get(pk=each.pk).is_active for each in (other, user)] == [True, False]


def test_nobody_adds_an_account_to_another_province(office: Office) -> None:
    other = make_organisation(make_office("hatinh"), "mauso4")
    path = f"{LIST}them/{other.agency.public_id}/"
    assert signed_in(office.admin).get(path).status_code == 404


def test_a_unit_administrator_sees_his_own_unit_only(office: Office, user: User) -> None:
    make_organisation(office, "mauso2")
    browser = signed_in(user)
    assert names_on(browser.get(LIST)) == ["mauso1_tc_tinhbacninh"]
    assert browser.get(f"{LIST}{office.admin.public_id}/").status_code == 404


@pytest.mark.parametrize("role", [Role.AUCTION_EDITOR, Role.AUCTION_PUBLISHER])
def test_who_publishes_notices_administers_nothing(office: Office, role: Role) -> None:
    browser = signed_in(make_organisation(office, "mauso1", role))
    for path in (LIST, f"{LIST}them/", f"{LIST}nhieu/?viec=khoa", "/nghiep-vu/de-nghi/"):
        assert browser.get(path).status_code == 403, path
    assert 'href="/nghiep-vu/tai-khoan/"' not in browser.get("/nghiep-vu/").content.decode()


def test_support_sees_every_account_and_changes_none(office: Office, user: User) -> None:
    ministry, _ = make_ministry()
    browser = signed_in(user_at(ministry, Role.SUPPORT))
    detail = browser.get(f"{LIST}{user.public_id}/")
    assert detail.status_code == 200
    assert "Khoá…" not in text_of(detail)
    for act in ACTS:
        assert browser.get(f"{LIST}{user.public_id}/{act}/").status_code == 403
        assert browser.post(f"{LIST}{user.public_id}/{act}/", {"reason": "Thử"}).status_code == 403


def test_the_ministry_sees_the_whole_country(office: Office, user: User) -> None:
    make_organisation(make_office("hatinh"), "mauso4")
    _, admin = make_ministry()
    assert len(names_on(signed_in(admin).get(LIST))) == User.objects.count()


def test_an_account_without_an_agency_is_not_taken_for_the_agency_with_its_number(office: Office) -> None:
    number = 1_000_000_000  # no sequence comes this far in a test
    AgencyFactory(pk=number, parent=office.agency)
    lone = User.objects.create(pk=number, username="lac", full_name="Không đơn vị")
    assert number in (agency_ids_with(office.admin, "manage_accounts") or [])
    assert not can(office.admin, "manage_accounts", lone)
    assert signed_in(office.admin).get(f"{LIST}{lone.public_id}/").status_code == 404


# ------------------------------------------------------------------ list
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("dang thi mau", ["mauso1_tc_tinhbacninh"]),
        ("ĐẶNG", ["mauso1_tc_tinhbacninh"]),
        ("Đặng thị", ["mauso1_tc_tinhbacninh"]),
        ("mauso1_tc", ["mauso1_tc_tinhbacninh"]),
        ("cong ty dau gia mauso1", ["mauso1_tc_tinhbacninh"]),
        ("khong co ai", []),
        ("%", ["bacninh_stp", "mauso1_tc_tinhbacninh"]),
    ],
)
def test_search_needs_no_diacritics(office: Office, user: User, text: str, found: list[str]) -> None:
    assert names_on(signed_in(office.admin).get(LIST, {"tim": text})) == found


def test_filters_live_in_the_url_and_each_can_be_dropped(office: Office, user: User) -> None:
    locks.lock_user(make_organisation(office, "mauso2"), by=office.admin, reason="Thử")
    browser = signed_in(office.admin)
    response = browser.get(LIST, {"trang_thai": "da-khoa", "loai": "auction_org", "quyen": "unit_admin"})
    assert names_on(response) == ["mauso2_tc_tinhbacninh"]
    assert {chip["label"] for chip in response.context["chips"]} == {
        "Trạng thái: Đã khoá",
        "Loại đơn vị: Tổ chức đấu giá tài sản",
        "Quyền: Quản trị đơn vị",
    }
    state = next(chip for chip in response.context["chips"] if "Trạng thái" in chip["label"])
    assert names_on(browser.get(LIST + state["url"])) == ["mauso1_tc_tinhbacninh", "mauso2_tc_tinhbacninh"]


def test_nonsense_in_the_url_narrows_nothing_and_is_pointed_out(office: Office, user: User) -> None:
    query = {"trang_thai": "x", "loai": "y", "quyen": "z", "sap-xep": "password", "trang": "abc", "tim": "mauso1"}
    response = signed_in(office.admin).get(LIST, query)
    assert names_on(response) == [user.username]
    page = text_of(response)
    assert "Danh sách chưa lọc theo mục ghi lỗi ở trên." in page
    for value in "xyz":
        assert f"Không có lựa chọn “{value}”." in page


@pytest.mark.parametrize("path", [LIST, "/nghiep-vu/to-chuc/", "/nghiep-vu/de-nghi/", f"{LIST}them/"])
def test_five_thousand_letters_are_too_many_to_look_for(office: Office, path: str) -> None:
    for number in (1, 2):
        make_organisation(office, f"mauso{number}")
    page = signed_in(office.admin).get(path, {"tim": "ế" * 5000})
    assert page.status_code == 200
    assert "Nhập tối đa 200 ký tự; hiện có 5000 ký tự." in text_of(page)


def test_a_page_beyond_the_last_is_the_last(office: Office) -> None:
    for number in range(30):
        make_organisation(office, f"mau{number}")
    browser = signed_in(office.admin)
    assert browser.get(LIST, {"trang": 99999}).context["page_obj"].number == 2
    assert browser.get("/nghiep-vu/to-chuc/", {"trang": 99999}).context["page_obj"].number == 2


def test_filters_offer_only_what_occurs_in_the_list(office: Office, user: User) -> None:
    make_organisation(make_office("hatinh"), "mauso4", Role.STATS_CHECKER)
    form = signed_in(office.admin).get(LIST).context["filter"].form
    offered = {name: [value for value, _ in form.fields[name].choices] for name in ("loai", "quyen")}
    assert offered == {
        "loai": ["", "stp", "auction_org"],
        "quyen": ["", "stp_admin", "unit_admin", "auction_editor", "auction_publisher"],
    }


def test_nobody_can_choose_himself_for_an_act_upon_many(office: Office, user: User) -> None:
    page = signed_in(office.admin).get(LIST).content.decode()
    assert f'name="chon" value="{user.public_id}"' in page
    assert f'name="chon" value="{office.admin.public_id}"' not in page


@pytest.mark.parametrize("act", ["account_lock", "account_roles", "account_delete", "account_reset"])
def test_by_the_address_of_an_act_upon_himself_one_is_told_no_and_gets_no_form(office: Office, act: str) -> None:
    page = signed_in(office.admin).get(reverse(act, args=[office.admin.public_id])).content.decode()
    assert "của mình" in page
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]


def test_the_list_sorts_by_last_login_never_last(office: Office, user: User) -> None:
    User.objects.filter(pk=user.pk).update(last_login=days_ago(100))
    never = make_organisation(office, "mauso2")
    browser = signed_in(office.admin)
    assert names_on(browser.get(LIST, {"sap-xep": "-vao"})) == ["bacninh_stp", user.username, never.username]
    assert names_on(browser.get(LIST, {"sap-xep": "vao"})) == [never.username, user.username, "bacninh_stp"]
    assert "90 ngày không vào" in text_of(browser.get(LIST))


def test_a_long_list_comes_in_pages_with_few_queries(office: Office, django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        make_organisation(office, f"mau{number}")
    browser = signed_in(office.admin)
    browser.get(LIST)
    with django_assert_max_num_queries(20):
        response = browser.get(LIST)
    assert len(names_on(response)) == 25
    assert "1–25 trong 31 tài khoản" in text_of(response)
    assert len(names_on(browser.get(LIST, {"trang": 2}))) == 6


# ------------------------------------------------------------------ acts by page
def test_an_office_adds_a_user_whose_password_is_shown_once(office: Office, user: User) -> None:
    browser = signed_in(office.admin)
    path = f"{LIST}them/{user.agency.public_id}/"
    page = browser.get(path)
    assert "_tc_tinhbacninh" in text_of(page)
    data = {
        "form_key": form_key_on(page),
        "proposed_name": "Mẫu Số 1B",
        "full_name": "Lê Văn Thử",
        "email": "",
        "phone": "",
        "roles": ["auction_editor"],
        "delivery": "man-hinh",
    }
    answers = [browser.post(path, data) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    shown = browser.get(answers[1]["Location"])
    assert "mauso1b_tc_tinhbacninh" in text_of(shown)
    assert User.objects.filter(agency=user.agency).count() == 2


def test_what_was_typed_stays_when_something_is_missing(office: Office, user: User) -> None:
    browser = signed_in(office.admin)
    path = f"{LIST}them/{user.agency.public_id}/"
    page = browser.post(path, {"proposed_name": "thu1", "full_name": "Lê Văn Thử", "delivery": "thu"})
    body = page.content.decode()
    assert 'value="Lê Văn Thử"' in body
    assert "Chọn ít nhất một quyền." in body
    assert "Nhập địa chỉ thư điện tử để gửi mật khẩu" in body


def test_a_unit_administrator_goes_straight_to_his_own_unit(office: Office, user: User) -> None:
    assert signed_in(user).get(f"{LIST}them/")["Location"] == f"{LIST}them/{user.agency.public_id}/"


def test_a_commune_account_is_named_by_code_and_role(small_reference: None) -> None:
    stp = User.objects.get(username="hatinh_stp")
    stp.is_active = True
    stp.set_password("mat-khau-mau-1")
    stp.save()
    commune = Agency.objects.get(kind="commune", name__contains="Hà Huy Tập")
    browser = signed_in(stp)
    path = f"{LIST}them/{commune.public_id}/"
    data = {"form_key": form_key_on(browser.get(path)), "full_name": "Trần Thị Thử", "roles": ["stats_bc"]}
    answer = browser.post(path, {**data, "delivery": "sau"})
    assert answer.status_code == 302, text_of(answer)
    assert User.objects.filter(agency=commune, username=f"{commune.account_code}_bc").exists()


def test_the_detail_page_shows_rights_history_and_old_names(office: Office, user: User) -> None:
    user.aliases.create(name="mauso1_tc_cu", reason="thử")
    people.change_user(user, by=office.admin, person=people.Person("Tên Mới", user.email, user.phone))
    page = text_of(signed_in(office.admin).get(f"{LIST}{user.public_id}/"))
    for shown in (
        "Đăng thông báo đấu giá",
        "Thay đổi thông tin",
        "Cán bộ bacninh",
        "mauso1_tc_cu",
        "Sở Tư pháp tỉnh bacninh",
    ):
        assert shown in page


def test_locking_by_the_page_asks_first_and_then_says_it_is_done(office: Office, user: User) -> None:
    browser = signed_in(office.admin)
    path = f"{LIST}{user.public_id}/khoa/"
    page = text_of(browser.get(path))
    assert "Thông báo, hồ sơ đã đăng giữ nguyên" in page
    assert "Nhập lý do khoá." in text_of(browser.post(path, {"reason": ""}))
    done = browser.post(path, {"reason": "Thử"}, follow=True)
    assert f"Đã khoá tài khoản {user.username}." in text_of(done)
    again = browser.post(path, {"reason": "Thử"}, follow=True)
    assert f"Ông/Bà đã khoá tài khoản {user.username} lúc" in text_of(again)
    assert again.redirect_chain[0][0] == f"{LIST}{user.public_id}/"
    assert [message.level_tag for message in again.context["messages"]] == ["info"]


def test_roles_one_may_not_grant_stay_when_others_change(office: Office) -> None:
    admin = make_organisation(office, "mauso1", Role.UNIT_ADMIN, Role.AUCTION_EDITOR)
    other = user_at(admin.agency, Role.AUCTION_PUBLISHER, Role.AUCTION_EDITOR)
    signed_in(admin).post(f"{LIST}{other.public_id}/quyen/", {"roles": ["unit_admin"]})
    assert {membership.role for membership in other.memberships.all()} == {"auction_publisher", "unit_admin"}


def test_a_forged_role_is_refused(office: Office, user: User) -> None:
    browser = signed_in(office.admin)
    for forged in ("ministry_admin", "stp_admin", "nonsense"):
        page = browser.post(f"{LIST}{user.public_id}/quyen/", {"roles": [forged]})
        assert "Không có quyền này." in text_of(page)
    assert not user.has_perm("accounts.manage_accounts")


def test_a_bulk_act_reports_each_refusal_and_does_the_rest(office: Office, user: User) -> None:
    second = make_organisation(office, "mauso2")
    locks.lock_user(second, by=user_at(office.agency, Role.STP_ADMIN), reason="Thử")
    browser = signed_in(office.admin)
    chosen = "&".join(f"chon={each.public_id}" for each in (user, second, office.admin))
    page = text_of(browser.post(f"{LIST}nhieu/?viec=khoa&{chosen}", {"reason": "Thử"}, follow=True))
    assert "đã thực hiện với 1 tài khoản" in page
    assert "mauso2_tc_tinhbacninh: Tài khoản đã bị khoá từ trước." in page
    assert "bacninh_stp: Ông/Bà không tự khoá" in page


def test_a_bulk_reset_shows_all_passwords_once(office: Office, user: User) -> None:
    second = make_organisation(office, "mauso2")
    browser = signed_in(office.admin)
    path = f"{LIST}nhieu/?viec=dat-lai-mat-khau&chon={user.public_id}&chon={second.public_id}"
    data = {"form_key": form_key_on(browser.get(path)), "delivery": "man-hinh"}
    answers = [browser.post(path, data)["Location"] for _ in range(2)]
    shown = browser.get(answers[1])
    passwords = dict(shown.context["passwords"])
    assert set(passwords) == {user.username, second.username}
    assert sign_in(Client(), second.username, passwords[second.username]).status_code == 302


def test_a_bulk_act_without_rows_goes_back_to_the_list(office: Office) -> None:
    browser = signed_in(office.admin)
    for query in ("", "?viec=khoa", "?viec=khoa&chon=x", "?viec=nonsense"):
        answer = browser.get(f"{LIST}nhieu/{query}", follow=True)
        assert "Chọn ít nhất một tài khoản" in text_of(answer)


def test_sessions_are_listed_and_can_be_ended_from_afar(user: User) -> None:
    here, there = signed_in(user), signed_in(user)
    page = here.get("/nghiep-vu/phien-dang-nhap/")
    ids = [session.pk for session, _ in page.context["sessions"] if session.session_key != here.session.session_key]
    assert len(page.context["sessions"]) == 2
    stranger = signed_in(make_organisation(make_office("hatinh"), "mauso4"))
    stranger.post(reverse("end_session", args=ids))
    assert there.get("/nghiep-vu/").status_code == 200
    here.post(reverse("end_session", args=ids))
    assert there.get("/nghiep-vu/").status_code == 302
    assert here.get("/nghiep-vu/").status_code == 200


def test_all_other_sessions_can_be_ended_at_once(user: User) -> None:
    here, *others = (signed_in(user) for _ in range(3))
    page = here.post("/nghiep-vu/phien-dang-nhap/", follow=True)
    assert "Đã kết thúc 2 phiên đăng nhập khác." in text_of(page)
    assert [browser.get("/nghiep-vu/").status_code for browser in (here, *others)] == [200, 302, 302]
