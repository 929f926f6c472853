"""What administrators may do to accounts, and what they may not."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts import granting
from accounts.models import AccountEvent, Agency, AgencyKind, User, UserState
from accounts.roles import Role
from accounts.services import locks, people, set_membership
from accounts.services.passwords import Delivery
from core.errors import AlreadyDone, DomainError
from tests.accounts.arrange import (
    USUAL,
    Office,
    mails_to,
    make_ministry,
    make_office,
    make_organisation,
    sign_in,
    signed_in,
    text_of,
)
from tests.accounts.factories import AgencyFactory, user_at

pytestmark = pytest.mark.django_db


def add(agency: Agency, by: User, *roles: Role, **changes: Any) -> User:
    values: dict[str, Any] = {
        "login": "mauso1b_tc_tinhbacninh",
        "person": people.Person("Lê Văn Thử", "thu@example.vn", "0222 000 0002"),
        "roles": set(roles or (Role.AUCTION_EDITOR,)),
        "delivery": Delivery.SCREEN,
        "form_key": uuid4(),
    }
    return people.add_user(agency, by=by, **{**values, **changes})


def journal(user: User) -> list[str]:
    return [event.get_action_display() for event in AccountEvent.objects.filter(subject_id=user.pk).order_by("pk")]


# ------------------------------------------------------------------ adding, activating
def test_an_added_account_waits_for_its_first_password(office: Office, user: User) -> None:
    added = add(user.agency, office.admin)
    assert added.state == UserState.FIRST_PASSWORD
    assert journal(added) == ["Tạo tài khoản", "Kích hoạt"]
    assert {membership.role for membership in added.memberships.all()} == {Role.AUCTION_EDITOR}


def test_an_account_can_be_added_now_and_activated_later(office: Office, user: User) -> None:
    added = add(user.agency, office.admin, delivery=Delivery.LATER)
    assert added.state == UserState.INACTIVE
    people.activate_user(added, by=office.admin, delivery=Delivery.MAIL, form_key=uuid4())
    assert added.state == UserState.FIRST_PASSWORD
    assert mails_to("thu@example.vn")


def test_a_double_click_on_add_makes_one_account(office: Office, user: User) -> None:
    key = uuid4()
    assert add(user.agency, office.admin, form_key=key) == add(user.agency, office.admin, form_key=key)
    assert User.objects.filter(username="mauso1b_tc_tinhbacninh").count() == 1


@pytest.mark.parametrize("login", ["mauso1_tc_tinhbacninh", "MAUSO1_tc_TINHBACNINH"])
def test_a_taken_name_is_refused_in_any_case(office: Office, user: User, login: str) -> None:
    with pytest.raises(DomainError, match="đã được dùng") as refused:
        add(user.agency, office.admin, login=login)
    assert refused.value.field == "proposed_name"


def test_mailing_a_password_needs_an_address(office: Office, user: User) -> None:
    with pytest.raises(DomainError, match="chưa có địa chỉ thư điện tử"):
        add(user.agency, office.admin, person=people.Person("Lê Văn Thử"), delivery=Delivery.MAIL)
    assert not User.objects.filter(username="mauso1b_tc_tinhbacninh").exists()


# ------------------------------------------------------------------ locking
def test_a_lock_ends_open_sessions_at_once_and_says_why(
    office: Office, user: User, django_capture_on_commit_callbacks: Any
) -> None:
    browser = signed_in(user)
    assert browser.get("/nghiep-vu/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        locks.lock_user(user, by=office.admin, reason="Giấy đăng ký hoạt động hết hiệu lực")
    page = browser.get("/nghiep-vu/", follow=True)
    assert page.redirect_chain[0][0].startswith("/dang-nhap/")
    assert "đã bị khoá. Lý do: Giấy đăng ký hoạt động hết hiệu lực" in text_of(page)
    assert "đã bị khoá" not in text_of(browser.get("/dang-nhap/"))
    assert sign_in(browser, user.username).status_code == 200
    assert "Giấy đăng ký hoạt động hết hiệu lực" in mails_to(user.email)[-1].body


def test_a_session_the_portal_never_listed_ends_too(office: Office, user: User, client: Any) -> None:
    client.force_login(user, backend="accounts.backends.LoginNameBackend")
    assert client.get("/nghiep-vu/").status_code == 200
    locks.lock_user(user, by=office.admin, reason="Thử")
    assert client.get("/nghiep-vu/").status_code == 302


def test_a_lock_needs_a_reason(office: Office, user: User) -> None:
    with pytest.raises(DomainError, match="Nhập lý do khoá"):
        locks.lock_user(user, by=office.admin, reason="  ")


def test_an_unlocked_account_logs_in_with_its_old_password(office: Office, user: User, client: Any) -> None:
    locks.lock_user(user, by=office.admin, reason="Thử")
    locks.unlock_user(user, by=office.admin)
    assert user.state == UserState.IN_USE
    assert sign_in(client, user.username).status_code == 302
    assert journal(user) == ["Khoá", "Mở khoá"]


def test_locking_twice_is_one_lock_and_the_second_hears_of_the_first(office: Office, user: User) -> None:
    locks.lock_user(user, by=office.admin, reason="Thử")
    with pytest.raises(AlreadyDone, match="Ông/Bà đã khoá tài khoản mauso1_tc_tinhbacninh lúc"):
        locks.lock_user(user, by=office.admin, reason="Thử")
    with pytest.raises(DomainError, match="đã bị khoá từ trước"):
        locks.lock_user(user, by=user_at(office.agency, Role.STP_ADMIN), reason="Thử")
    assert len(mails_to(user.email)) == 1


# ------------------------------------------------------------------ protections
def test_nobody_locks_demotes_deletes_or_resets_himself(office: Office) -> None:
    me = office.admin
    acts = [
        lambda: locks.lock_user(me, by=me, reason="Thử"),
        lambda: people.set_roles(me, by=me, roles=set()),
        lambda: people.delete_user(me, by=me),
        lambda: people.reset_password(me, by=me, delivery=Delivery.SCREEN, form_key=uuid4()),
    ]
    for act in acts:
        with pytest.raises(DomainError, match="của mình"):
            act()


def test_the_office_may_lock_the_only_administrator_of_an_organisation(office: Office, user: User) -> None:
    locks.lock_user(user, by=office.admin, reason="Thử")
    assert user.state == UserState.LOCKED


def test_the_last_administrator_of_the_ministry_stays() -> None:
    ministry, admin = make_ministry()
    second = user_at(ministry, Role.MINISTRY_ADMIN)
    people.set_roles(second, by=admin, roles={Role.SUPPORT})
    set_membership(second, ministry, {Role.MINISTRY_ADMIN})
    User.objects.filter(pk=admin.pk).update(is_active=False)  # as if somebody had locked him a moment ago
    for act in (
        lambda: locks.lock_user(second, by=admin, reason="Thử"),
        lambda: people.set_roles(second, by=admin, roles={Role.SUPPORT}),
    ):
        with pytest.raises((DomainError, PermissionDenied)):
            act()


def test_who_lost_his_rights_a_moment_ago_may_not_act(office: Office, user: User) -> None:
    second = user_at(office.agency, Role.STP_ADMIN)
    assert second.is_active
    locks.lock_user(second, by=office.admin, reason="Thử")
    with pytest.raises(PermissionDenied):
        locks.lock_user(user, by=second, reason="Thử")


def test_only_an_account_never_used_can_be_deleted(office: Office, user: User, client: Any) -> None:
    added = add(user.agency, office.admin)
    public_id, pk = added.public_id, added.pk
    people.delete_user(added, by=office.admin)
    assert not User.objects.filter(public_id=public_id).exists()
    assert AccountEvent.objects.filter(subject_id=pk).latest("pk").subject_login == "mauso1b_tc_tinhbacninh"
    sign_in(client, user.username)
    user.refresh_from_db()
    with pytest.raises(DomainError, match="Khoá tài khoản"):
        people.delete_user(user, by=office.admin)


# ------------------------------------------------------------------ roles
def test_an_office_gives_its_organisations_the_roles_of_their_kind(office: Office, user: User) -> None:
    assert granting.grantable_roles(office.admin, user.agency) == frozenset(USUAL)
    with pytest.raises(DomainError, match="không có thẩm quyền"):
        people.set_roles(user, by=office.admin, roles={Role.STP_ADMIN})
    with pytest.raises(DomainError, match="không có thẩm quyền"):
        people.set_roles(user, by=office.admin, roles={Role.MINISTRY_ADMIN})


def test_a_unit_administrator_grants_only_what_he_holds(office: Office) -> None:
    admin = make_organisation(office, "mauso1", Role.UNIT_ADMIN, Role.AUCTION_EDITOR)
    other = user_at(admin.agency, Role.AUCTION_EDITOR)
    with pytest.raises(DomainError, match="Đăng thông báo đấu giá"):
        people.set_roles(other, by=admin, roles={Role.AUCTION_PUBLISHER})
    people.set_roles(other, by=admin, roles={Role.UNIT_ADMIN})
    assert {membership.role for membership in other.memberships.all()} == {Role.UNIT_ADMIN}


def test_a_unit_administrator_cannot_take_a_role_he_does_not_hold(office: Office) -> None:
    admin = make_organisation(office, "mauso1", Role.UNIT_ADMIN)
    other = user_at(admin.agency, Role.AUCTION_PUBLISHER)
    with pytest.raises(DomainError, match="không có thẩm quyền"):
        people.set_roles(other, by=admin, roles=set())


def test_the_ministry_administers_the_offices() -> None:
    ministry, admin = make_ministry()
    office = make_office("bacninh", parent=ministry)
    assert Role.STP_ADMIN in granting.grantable_roles(admin, office.agency)
    locks.lock_user(office.admin, by=admin, reason="Thử")
    assert office.admin.state == UserState.LOCKED


def test_a_commune_has_no_checker() -> None:
    assert Role.STATS_CHECKER not in granting.ROLES_BY_KIND[AgencyKind.COMMUNE]
    assert Role.STATS_CHECKER in granting.ROLES_BY_KIND[AgencyKind.DISTRICT_OFFICE]


def test_every_kind_of_agency_says_which_roles_it_may_have() -> None:
    assert set(granting.ROLES_BY_KIND) == set(AgencyKind)


def test_roles_take_effect_at_the_next_click(office: Office, user: User) -> None:
    admin = make_organisation(office, "mauso2")
    other = user_at(admin.agency, Role.AUCTION_EDITOR)
    browser = signed_in(other)
    assert browser.get("/nghiep-vu/tai-khoan/").status_code == 403
    people.set_roles(other, by=office.admin, roles={Role.UNIT_ADMIN})
    assert browser.get("/nghiep-vu/tai-khoan/").status_code == 200


# ------------------------------------------------------------------ data, journal
def test_changed_data_are_in_the_journal_by_name_not_by_value(office: Office, user: User) -> None:
    people.change_user(user, by=office.admin, person=people.Person("Trần Thị Mới", user.email, "0222 000 0003"))
    event = AccountEvent.objects.get(subject=user)
    assert event.detail == "họ và tên, điện thoại"
    assert user.full_name == "Trần Thị Mới"


def test_saving_without_a_change_leaves_no_trace(office: Office, user: User) -> None:
    people.change_user(user, by=office.admin, person=people.Person(user.full_name, user.email, user.phone))
    assert journal(user) == []


def test_the_journal_cannot_be_rewritten(office: Office, user: User) -> None:
    locks.lock_user(user, by=office.admin, reason="Thử")
    for act in (lambda: AccountEvent.objects.update(detail="khác"), lambda: AccountEvent.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_every_change_of_an_account_is_in_its_history(office: Office, user: User) -> None:
    locks.lock_user(user, by=office.admin, reason="Thử")
    history = User.pgh_event_model.objects.filter(pgh_obj=user).order_by("pgh_id")  # type: ignore[attr-defined]
    assert [row.is_active for row in history][-2:] == [True, False]


def test_a_locked_user_cannot_be_active_in_the_database(user: User) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        User.objects.filter(pk=user.pk).update(locked_at=timezone.now())


def test_the_state_on_the_screen_is_the_state_of_the_filter(office: Office, user: User) -> None:
    add(user.agency, office.admin)
    add(user.agency, office.admin, login="x_tc_tinhbacninh", delivery=Delivery.LATER)
    locks.lock_user(make_organisation(office, "mauso3"), by=office.admin, reason="Thử")
    AgencyFactory()
    for state in UserState:
        assert {each.state for each in User.objects.in_state(state)} <= {state}
    assert sum(User.objects.in_state(state).count() for state in UserState) == User.objects.count()
