"""Logging in: the two doors, old names, limits, answers that give nothing away."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import Agency, LoginAlias, User
from accounts.queries.people import current_agency, find_login
from accounts.roles import Role
from accounts.services import locks
from tests.accounts.arrange import PASSWORD, make_office, make_organisation, messages_of, sign_in, text_of
from tests.accounts.factories import AgencyFactory, UserFactory, user_at

pytestmark = pytest.mark.django_db


def test_the_login_page_has_the_two_doors_users_know(client: Client) -> None:
    page = text_of(client.get("/dang-nhap/"))
    assert "Người có tài sản đấu giá" in page
    assert "Cán bộ BTP/STP/TC đăng nhập TẠI ĐÂY" in page


def test_a_login_name_works_in_any_case_and_with_blanks_around(client: Client) -> None:
    office = make_office("bacninh")
    response = sign_in(client, "  BacNinh_STP ")
    assert response.status_code == 302
    assert client.get("/nghiep-vu/").context["user"] == office.admin


@pytest.mark.parametrize("typed", ["mauso1_tc_longan", "MAUSO1_TC_LONGAN", "mauso1_tc_tinhlongan"])
def test_both_readings_of_the_suffix_find_the_account(typed: str) -> None:
    user = make_organisation(make_office("longan"), "mauso1")
    assert user.username == "mauso1_tc_tinhlongan"
    assert find_login(typed) == user


def test_an_account_stored_under_the_short_suffix_is_found_by_the_long_one() -> None:
    user = make_organisation(make_office("longan", suffix="longan"), "mauso1")
    assert find_login("mauso1_tc_tinhlongan") == user


def test_another_reading_that_fits_two_accounts_finds_none() -> None:
    UserFactory(username="mauso1_tc_tinhmau")
    UserFactory(username="mauso1_tc_tpmau")
    assert find_login("mauso1_tc_mau") is None


def test_an_exact_name_wins_over_an_old_name_of_another_account() -> None:
    exact = UserFactory(username="mau_stp")
    assert find_login("mau_stp") == exact


def test_an_old_name_of_two_accounts_logs_in_to_neither(client: Client) -> None:
    for user in (UserFactory(), UserFactory()):
        LoginAlias.objects.create(name="cu_stp", user=user)
    assert find_login("cu_stp") is None
    assert "không đúng" in text_of(sign_in(client, "cu_stp"))


def said_after_login(client: Client, typed: str) -> str:
    return messages_of(client.get(sign_in(client, typed)["Location"]))


def test_who_comes_by_an_old_name_reads_for_which_unit_he_works(client: Client) -> None:
    office = make_office("tayninh")
    LoginAlias.objects.create(name="longan_stp", user=office.admin, reason="sáp nhập")
    assert said_after_login(client, "longan_stp") == (
        "longan_stp là tên đăng nhập cũ. Tên đăng nhập hiện nay: tayninh_stp. "
        f"Ông/Bà đang làm việc cho {office.agency.name}."
    )


def test_another_reading_of_the_suffix_is_not_called_an_old_name(client: Client) -> None:
    user = make_organisation(make_office("bacninh"), "mauso1")
    assert said_after_login(client, "mauso1_tc_bacninh") == (
        "mauso1_tc_bacninh là cách ghi khác của tên đăng nhập mauso1_tc_tinhbacninh. "
        f"Ông/Bà đang làm việc cho {user.agency}."
    )


def test_another_reading_of_an_old_name_is_called_an_old_name(client: Client) -> None:
    user = make_organisation(make_office("bacninh"), "mauso1")
    LoginAlias.objects.create(name="mauso1_tc_tinhbacgiang", user=user, reason="sáp nhập")
    assert "mauso1_tc_bacgiang là tên đăng nhập cũ." in said_after_login(client, "mauso1_tc_bacgiang")


def test_the_name_of_a_merged_commune_is_said_to_be_of_a_merged_unit(small_reference: None, client: Client) -> None:
    commune = Agency.objects.get(kind="commune", name__contains="Hà Huy Tập")
    user = user_at(commune, Role.STATS_COMPILER, username=f"{commune.account_code}_bc")
    assert said_after_login(client, "xathachtan_hth_tht_bc") == (
        "Đơn vị có tên đăng nhập xathachtan_hth_tht_bc đã được sáp nhập. "
        f"Tên đăng nhập hiện nay: {user.username}. Ông/Bà đang làm việc cho {commune.name}."
    )


@pytest.mark.parametrize("typed", ["bacninh_stp", " BACNINH_stp"])
def test_who_types_his_own_name_is_told_nothing(client: Client, typed: str) -> None:
    make_office("bacninh")
    assert said_after_login(client, typed) == ""


def test_a_merged_unit_counts_as_its_successor() -> None:
    successor = AgencyFactory(stp=True, name="Sở Tư pháp tỉnh Tây Ninh")
    merged = AgencyFactory(stp=True, name="Sở Tư pháp tỉnh Long An", successor=successor, active_to=date(2025, 7, 1))
    assert current_agency(user_at(merged, Role.STP_ADMIN)) == successor


def test_all_old_offices_lead_to_the_office_of_today(small_reference: None) -> None:
    assert find_login("longan_stp") == User.objects.get(username="tayninh_stp")
    assert find_login("bacgiang_stp") == User.objects.get(username="bacninh_stp")


def test_unknown_name_wrong_password_and_locked_account_get_one_answer(client: Client) -> None:
    make_office("hatinh")
    UserFactory(username="bikhoa", is_active=False)

    def answer(login: str) -> str:
        page = text_of(sign_in(Client(), login, "sai-hoan-toan-1"))
        return page.replace(login, "…")

    assert answer("hatinh_stp") == answer("khongcoai") == answer("bikhoa")
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in answer("khongcoai")


def test_five_wrong_passwords_close_the_account_to_all_its_names(client: Client) -> None:
    office = make_office("longan")
    make_organisation(office, "mauso1")
    names = [
        "mauso1_tc_tinhlongan",
        "mauso1_tc_longan",
        "MAUSO1_tc_tinhlongan",
        "mauso1_tc_longan ",
        "mauso1_tc_longan",
    ]
    for name in names:
        assert "không đúng" in text_of(sign_in(client, name, "sai-hoan-toan-1"))
    page = text_of(sign_in(client, "mauso1_tc_longan"))
    assert "Đăng nhập sai quá nhiều lần. Chờ 5 phút rồi thử lại." in page
    assert sign_in(Client(), "longan_stp").status_code == 302


def test_unknown_names_are_limited_like_known_ones(client: Client) -> None:
    for _ in range(5):
        sign_in(client, "khongcoai", "sai-hoan-toan-1")
    assert "Chờ 5 phút" in text_of(sign_in(client, "khongcoai", "sai-hoan-toan-1"))


def test_one_address_may_not_try_many_names(client: Client) -> None:
    for number in range(20):
        sign_in(client, f"ten{number}", "sai-hoan-toan-1")
    assert "Chờ 5 phút" in text_of(sign_in(client, "ten20", "sai-hoan-toan-1"))


def test_a_flood_of_posts_gets_a_page_that_says_to_wait(client: Client) -> None:
    office = make_office("bacninh")
    for _ in range(60):
        client.post("/dang-nhap/", {"login": "", "password": ""})
    response = sign_in(client, office.admin.username)
    assert response.status_code == 429
    assert "Chờ vài phút" in text_of(response)


def test_right_password_of_a_locked_account_reads_the_reason_and_whom_to_ask(client: Client) -> None:
    office = make_office("bacninh")
    user = make_organisation(office, "mauso1")
    locks.lock_user(user, by=office.admin, reason="Giấy đăng ký hoạt động hết hiệu lực")
    page = text_of(sign_in(client, user.username))
    assert "Tài khoản đã bị khoá từ ngày" in page
    assert "Lý do: Giấy đăng ký hoạt động hết hiệu lực." in page
    assert f"Liên hệ {office.agency.name} để được mở khoá." in page


@pytest.mark.parametrize(
    ("wanted", "lands"),
    [
        ("/nghiep-vu/phien-dang-nhap/", "/nghiep-vu/phien-dang-nhap/"),
        ("https://evil.example/", "/nghiep-vu/"),
        ("//evil.example/", "/nghiep-vu/"),
        ("javascript:alert(1)", "/nghiep-vu/"),
        ("", "/nghiep-vu/"),
    ],
)
def test_after_login_one_lands_on_this_site_only(client: Client, wanted: str, lands: str) -> None:
    make_office("bacninh")
    assert sign_in(client, "bacninh_stp", next=wanted)["Location"] == lands


def test_a_page_that_needs_a_login_is_reached_after_it(client: Client) -> None:
    make_office("bacninh")
    refused = client.get("/nghiep-vu/tai-khoan/?tim=mau")
    assert refused["Location"] == "/dang-nhap/?next=/nghiep-vu/tai-khoan/%3Ftim%3Dmau"
    page = client.get(refused["Location"])
    assert 'name="next" value="/nghiep-vu/tai-khoan/?tim=mau"' in page.content.decode()


def test_logging_out_takes_a_post_and_ends_the_session(client: Client) -> None:
    make_office("bacninh")
    sign_in(client, "bacninh_stp")
    assert "Đăng xuất?" in text_of(client.get("/dang-xuat/"))
    assert client.get("/nghiep-vu/").status_code == 200
    assert client.post("/dang-xuat/")["Location"] == "/"
    assert client.get("/nghiep-vu/").status_code == 302
    assert not Session.objects.exists()


def test_the_session_cookie_ends_with_the_browser(client: Client) -> None:
    make_office("bacninh")
    cookie = sign_in(client, "bacninh_stp").cookies["sessionid"]
    assert cookie["expires"] == ""
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_an_account_without_a_password_cannot_log_in(small_reference: None, client: Client) -> None:
    for password in ("", "!", PASSWORD):
        assert sign_in(client, "hatinh_stp", password).status_code == 200


def test_only_the_pages_of_allauth_that_are_used_exist(client: Client) -> None:
    for path in ("/accounts/login/", "/accounts/email/", "/email/", "/inactive/", "/login/code/", "/accounts/signup/"):
        assert client.get(path).status_code == 404
