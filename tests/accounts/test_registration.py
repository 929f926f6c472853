"""Asset owners register, confirm and reset by mail; nobody learns which addresses are known."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.core import signing
from django.test import Client
from django.utils import timezone
from freezegun import freeze_time

from accounts.models import Agency, AgencyKind, User
from accounts.queries.units import communes_of, unit_on
from accounts.services import locks, people, registration
from accounts.services.passwords import Delivery
from accounts.tasks import clean_up
from core.errors import DomainError
from core.models import OutboxMessage
from tests.accounts.arrange import (
    NEW_PASSWORD,
    form_key_on,
    link_in,
    mails_to,
    make_office,
    make_organisation,
    messages_of,
    sign_in,
    text_of,
)

pytestmark = pytest.mark.django_db
ADDRESS = "chutaisan@example.vn"
PASSWORD = "buoi-sang-uong-tra"


@pytest.fixture(autouse=True)
def _units(small_reference: None) -> None:
    """Provinces, communes and offices to choose from."""


def typed(**changes: Any) -> dict[str, Any]:
    commune = communes_of(Agency.objects.get(account_code="bacninh").unit)[0]
    values = {
        "kind": "to-chuc",
        "organisation": "Trung tâm Phát triển quỹ đất Mẫu",
        "full_name": "Đặng Thị Mẫu",
        "province": "24",
        "commune": commune.code,
        "address": "Số 0 đường Mẫu",
        "phone": "0222 000 0001",
        "email": ADDRESS,
        "password1": PASSWORD,
        "password2": PASSWORD,
        "form_key": uuid4(),
    }
    return {**values, **changes}


def register(client: Client | None = None, **changes: Any) -> Any:
    return (client or Client()).post("/dang-ky/", typed(**changes))


def confirmed(**changes: Any) -> User:
    register(**changes)
    address = changes.get("email", ADDRESS).lower()
    Client().post(link_in(mails_to(address)[-1]))
    return User.objects.get(username=address)


# ------------------------------------------------------------------ the way it should go
def test_an_owner_registers_confirms_and_logs_in(client: Client) -> None:
    page = client.get("/dang-ky/")
    answer = register(client, form_key=form_key_on(page), email="ChuTaiSan@Example.vn")
    assert answer["Location"] == "/dang-ky/da-gui-thu/"
    assert "Cổng đã gửi thư" in text_of(client.get(answer["Location"]))
    user = User.objects.get(username=ADDRESS)
    assert not user.is_active
    (mail,) = mails_to(ADDRESS)
    assert mail.is_secret
    asked = client.get(link_in(mail))
    assert "Trung tâm Phát triển quỹ đất Mẫu" in text_of(asked)
    user.refresh_from_db()
    assert not user.is_active
    done = client.post(link_in(mail), follow=True)
    assert "Đã xác nhận địa chỉ thư điện tử" in messages_of(done)
    assert (
        client.post("/dang-nhap/", {"login": ADDRESS, "password": PASSWORD, "door": "chu-tai-san"}).status_code == 302
    )
    home = client.get("/nghiep-vu/")
    assert "Trung tâm Phát triển quỹ đất Mẫu" in text_of(home)


def test_the_owner_belongs_to_the_office_of_the_province() -> None:
    user = confirmed()
    agency = user.agency
    assert agency
    assert (agency.kind, agency.parent) == (AgencyKind.ASSET_OWNER, Agency.objects.get(account_code="bacninh"))
    assert agency.unit
    assert agency.unit.parent == unit_on("24", agency.active_from, "province")
    assert [membership.role for membership in user.memberships.all()] == ["asset_owner"]
    assert user.has_usable_password()


def test_a_natural_person_registers_under_his_own_name() -> None:
    user = confirmed(kind="ca-nhan", organisation="")
    assert user.agency
    assert (user.agency.name, user.agency.is_person) == ("Đặng Thị Mẫu", True)


def test_the_name_of_an_organisation_is_demanded_and_the_label_says_so(client: Client) -> None:
    page = client.get("/dang-ky/")
    assert "(nếu có)" not in text_of(page)
    form = client.post("/dang-ky/", {"kind": "to-chuc"}).context["form"]
    assert form.errors["organisation"] == ["Nhập tên cơ quan, tổ chức."]
    assert set(form.fields) - set(form.errors) == {"kind"}


def test_a_natural_person_need_not_care_for_what_stands_in_the_hidden_field() -> None:
    user = confirmed(kind="ca-nhan", organisation="x" * 1000)
    assert user.agency
    assert user.agency.name == "Đặng Thị Mẫu"


def test_until_the_confirmation_no_list_shows_the_owner() -> None:
    register()
    assert not Agency.objects.active_on(timezone.localdate()).filter(kind=AgencyKind.ASSET_OWNER).exists()
    Client().post(link_in(mails_to(ADDRESS)[-1]))
    assert Agency.objects.active_on(timezone.localdate()).filter(kind=AgencyKind.ASSET_OWNER).exists()


# ------------------------------------------------------------------ links
def test_before_the_confirmation_the_right_password_gets_a_hint(client: Client) -> None:
    register()
    page = text_of(sign_in(client, ADDRESS, PASSWORD))
    assert "Địa chỉ thư điện tử chưa được xác nhận" in page
    assert "Gửi lại thư xác nhận" in page
    assert "không đúng" in text_of(sign_in(client, ADDRESS, "sai-hoan-toan-1"))


def test_a_link_works_once() -> None:
    register()
    link = link_in(mails_to(ADDRESS)[-1])
    assert Client().post(link).status_code == 302
    again = Client().post(link)
    assert again.status_code == 410
    assert "Liên kết không dùng được" in text_of(Client().get(link))


def test_a_link_dies_after_three_days() -> None:
    with freeze_time("2026-11-20 08:00"):
        register()
        link = link_in(mails_to(ADDRESS)[-1])
    with freeze_time("2026-11-23 07:59"):
        assert Client().get(link).status_code == 200
    with freeze_time("2026-11-23 08:01"):
        assert Client().post(link).status_code == 410
    assert not User.objects.get(username=ADDRESS).is_active


@pytest.mark.parametrize("key", ["x", "a" * 10_000, "MQ:1abc:zzzz", "%00"])
def test_a_made_up_link_is_dead(key: str) -> None:
    assert Client().get(f"/dang-ky/xac-nhan/{key}/").status_code in {404, 410}


def test_a_link_of_another_purpose_is_dead() -> None:
    register()
    forged = signing.dumps(EmailAddress.objects.get().pk, salt="accounts.resumption")
    assert Client().post(f"/dang-ky/xac-nhan/{forged}/").status_code == 410


def test_the_mail_comes_again_but_not_at_once(client: Client) -> None:
    register()
    assert client.post("/dang-ky/gui-lai/", {"email": ADDRESS})["Location"] == "/dang-ky/da-gui-thu/"
    assert "Chờ 3 phút" in text_of(client.post("/dang-ky/gui-lai/", {"email": ADDRESS.upper()}))
    assert len(mails_to(ADDRESS)) == 2
    assert Client().post(link_in(mails_to(ADDRESS)[-1])).status_code == 302


def test_registering_again_before_confirming_replaces_the_first_try() -> None:
    register(full_name="Kẻ Mạo Danh")
    stranger = link_in(mails_to(ADDRESS)[-1])
    register(full_name="Đặng Thị Mẫu", password1=NEW_PASSWORD, password2=NEW_PASSWORD)
    assert Client().post(stranger).status_code == 410
    assert Client().post(link_in(mails_to(ADDRESS)[-1])).status_code == 302
    assert User.objects.get(username=ADDRESS).full_name == "Đặng Thị Mẫu"
    assert sign_in(Client(), ADDRESS, PASSWORD).status_code == 200
    assert sign_in(Client(), ADDRESS, NEW_PASSWORD).status_code == 302


def test_a_double_click_registers_once_and_its_link_lives() -> None:
    key = uuid4()
    for _ in range(2):
        assert register(form_key=key).status_code == 302
    (mail,) = mails_to(ADDRESS)
    assert Client().post(link_in(mail)).status_code == 302


# ------------------------------------------------------------------ nothing given away
def test_a_known_and_an_unknown_address_get_the_same_answer() -> None:
    confirmed()
    known, unknown = register(), register(email="moi@example.vn")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert known.content == unknown.content
    assert dict(known.cookies) == dict(unknown.cookies)
    pages = [Client().get(answer["Location"]).content for answer in (known, unknown)]
    assert pages[0] == pages[1]
    assert "đã có tài khoản" in mails_to(ADDRESS)[-1].subject
    assert "Xác nhận" in mails_to("moi@example.vn")[-1].subject
    assert User.objects.get(username=ADDRESS).check_password(PASSWORD)


def test_resending_says_the_same_for_any_address() -> None:
    confirmed()
    register(email="cho@example.vn")
    answers = [Client().post("/dang-ky/gui-lai/", {"email": f"{name}@example.vn"}) for name in ("cho", "la")]
    answers.append(Client().post("/dang-ky/gui-lai/", {"email": ADDRESS}))
    assert len({(answer.status_code, answer["Location"], answer.content) for answer in answers}) == 1
    assert not mails_to("la@example.vn")
    assert len(mails_to("cho@example.vn")) == 2


def test_an_official_may_use_his_address_as_an_owner_too(client: Client) -> None:
    official = make_organisation(make_office("mau"), "mauso1", email=ADDRESS)
    assert confirmed() != official
    assert sign_in(Client(), official.username).status_code == 302


# ------------------------------------------------------------------ form
def test_the_communes_follow_the_province_with_and_without_script(client: Client) -> None:
    options = client.get("/dang-ky/xa-phuong/", {"province": "24"}, headers={"HX-Request": "true"}).content.decode()
    assert options.count("<option") == 100
    assert "<html" not in options
    page = client.post("/dang-ky/", {"province": "42", "full_name": "Đặng Thị Mẫu", "doi-tinh": "1"}).content.decode()
    assert "Phường Hà Huy Tập" in page
    assert 'value="Đặng Thị Mẫu"' in page
    assert "Nhập số điện thoại" not in page


def test_a_commune_of_another_province_is_refused() -> None:
    page = register(province="42")
    assert "không thuộc tỉnh, thành phố đã chọn" in text_of(page)


def test_errors_keep_everything_but_the_passwords(client: Client) -> None:
    page = register(client, phone="1", password2="khac-hoan-toan-1")
    body = page.content.decode()
    assert 'value="Trung tâm Phát triển quỹ đất Mẫu"' in body
    assert "Hai lần nhập mật khẩu không giống nhau" in body
    assert "8 đến 15 chữ số" in body
    assert PASSWORD not in body
    assert "selected" in body.partition('name="commune"')[2].partition("</select>")[0]


@pytest.mark.parametrize("password", ["ngan", "matkhau@123", "dangthimau1", "Quydatmau12"])
def test_a_weak_password_is_refused(password: str) -> None:
    assert register(password1=password, password2=password).context["form"].errors["password1"]


def test_one_address_cannot_be_flooded_with_mail() -> None:
    for _ in range(5):
        register()
    assert "đăng ký nhiều lần" in text_of(register())
    assert len(mails_to(ADDRESS)) == 5


# ------------------------------------------------------------------ password by mail
def test_an_owner_resets_the_password_by_mail(client: Client) -> None:
    confirmed()
    browser = Client()
    sign_in(browser, ADDRESS, PASSWORD)
    assert client.post("/quen-mat-khau/", {"email": ADDRESS})["Location"] == "/quen-mat-khau/da-gui/"
    mail = mails_to(ADDRESS)[-1]
    assert mail.is_secret
    page = client.get(link_in(mail), follow=True)
    path = page.redirect_chain[-1][0]
    assert "gần giống" in text_of(client.post(path, {"password1": "chutaisan12", "password2": "chutaisan12"}))
    done = client.post(path, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}, follow=True)
    assert "Đã đặt mật khẩu mới" in messages_of(done)
    assert browser.get("/nghiep-vu/").status_code == 302
    assert sign_in(Client(), ADDRESS, NEW_PASSWORD).status_code == 302
    assert "không dùng được" in text_of(Client().get(link_in(mail), follow=True))


def test_resetting_says_the_same_for_any_address_and_mails_owners_only() -> None:
    confirmed()
    register(email="cho@example.vn")
    make_organisation(make_office("mau"), "mauso1", email="canbo@example.vn")
    before = OutboxMessage.objects.count()
    addresses = (ADDRESS, "cho@example.vn", "canbo@example.vn", "la@example.vn")
    answers = [Client().post("/quen-mat-khau/", {"email": address}) for address in addresses]
    assert len({(answer.status_code, answer["Location"], answer.content) for answer in answers}) == 1
    assert OutboxMessage.objects.count() == before + 1
    page = text_of(Client().get("/quen-mat-khau/"))
    assert "liên hệ Sở Tư pháp tỉnh, thành phố của mình" in page


def test_the_office_locks_an_owner_but_does_not_reset_his_password(client: Client) -> None:
    user = confirmed()
    admin = User.objects.get(username="bacninh_stp")
    User.objects.filter(pk=admin.pk).update(is_active=True)
    admin.refresh_from_db()
    with pytest.raises(DomainError, match="tự đặt lại mật khẩu bằng thư"):
        people.reset_password(user, by=admin, delivery=Delivery.SCREEN, form_key=uuid4())
    locks.lock_user(user, by=admin, reason="Đăng thông tin sai")
    assert "Đăng thông tin sai" in text_of(sign_in(client, ADDRESS, PASSWORD))
    client.post("/quen-mat-khau/", {"email": ADDRESS})
    assert "khoá" in mails_to(ADDRESS)[-1].subject


def test_registrations_nobody_confirmed_are_forgotten() -> None:
    kept = confirmed()
    register(email="bo@example.vn")
    assert registration.forget_unconfirmed(older_than_days=30) == 0
    assert registration.forget_unconfirmed(older_than_days=-1) == 1
    assert list(User.objects.filter(username__contains="@")) == [kept]
    assert Agency.objects.filter(kind=AgencyKind.ASSET_OWNER).count() == 1


def test_the_daily_clean_up_forgets_what_nobody_finished() -> None:
    register()
    User.objects.filter(username=ADDRESS).update(date_joined=timezone.now() - timedelta(days=31))
    clean_up()
    assert not User.objects.filter(username=ADDRESS).exists()
