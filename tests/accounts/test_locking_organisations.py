"""An office locks an organisation with all its users, and unlocks it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.test import Client

from accounts.models import AccountEvent, Agency, User, UserState
from accounts.roles import Role
from accounts.scoping import can
from accounts.services import locks, people, requests, set_membership
from accounts.services.passwords import Delivery
from core.errors import AlreadyDone, DomainError, TransitionRefused
from tests.accounts.arrange import (
    PASSWORD,
    Office,
    mails_to,
    make_ministry,
    make_office,
    make_organisation,
    messages_of,
    sign_in,
    signed_in,
    submitted_request,
    text_of,
)
from tests.accounts.factories import AgencyFactory, user_at
from tests.core.concurrency import together

pytestmark = pytest.mark.django_db
LIST = "/nghiep-vu/to-chuc/"
REASON = "Giấy đăng ký hoạt động hết hiệu lực"


@pytest.fixture
def agency(user: User) -> Agency:
    assert user.agency is not None
    return user.agency


def state_of(user: User) -> UserState:
    return User.objects.get(pk=user.pk).state


def page_of(agency: Agency) -> str:
    return f"{LIST}{agency.public_id}/"


# ------------------------------------------------------------------ what a lock does
def test_every_session_of_every_user_ends_and_says_why_and_whom_to_call(
    office: Office, user: User, agency: Agency, django_capture_on_commit_callbacks: Any
) -> None:
    Agency.objects.filter(pk=office.agency.pk).update(phone="0222 000 0000")
    colleague = user_at(agency, Role.AUCTION_EDITOR)
    browsers = [signed_in(user), signed_in(user), signed_in(colleague)]
    with django_capture_on_commit_callbacks(execute=True):
        locks.lock_agency(agency, by=office.admin, reason=REASON)
    for browser in browsers:
        page = browser.get("/nghiep-vu/", follow=True)
        assert page.redirect_chain[0][0] == "/dang-nhap/?next=/nghiep-vu/"
        assert messages_of(page) == (
            f"{agency.name} và các tài khoản của tổ chức đã bị khoá. Lý do: {REASON}. "
            f"Liên hệ {office.agency.name} (điện thoại 0222 000 0000) để được mở khoá."
        )


def test_a_form_sent_from_a_locked_session_is_answered_with_the_reason(
    office: Office, user: User, agency: Agency, django_capture_on_commit_callbacks: Any
) -> None:
    browser = signed_in(user)
    with django_capture_on_commit_callbacks(execute=True):
        locks.lock_agency(agency, by=office.admin, reason=REASON)
    page = browser.post(f"/nghiep-vu/tai-khoan/them/{agency.public_id}/", {"full_name": "Lê Văn Thử"})
    assert page.status_code == 401
    assert f"Lý do: {REASON}." in text_of(page)


def test_who_has_the_right_password_reads_that_the_organisation_is_locked(
    office: Office, user: User, agency: Agency
) -> None:
    locks.lock_agency(agency, by=office.admin, reason=REASON)
    page = text_of(sign_in(Client(), user.username))
    assert f"{agency.name} và các tài khoản của tổ chức đã bị khoá từ ngày" in page
    assert f"Lý do: {REASON}. Liên hệ {office.agency.name} để được mở khoá." in page


def test_who_has_a_wrong_password_learns_nothing_of_the_lock(office: Office, user: User, agency: Agency) -> None:
    locks.lock_agency(agency, by=office.admin, reason=REASON)
    answers = [text_of(sign_in(Client(), name, "sai-hoan-toan-1")) for name in (user.username, "khongcoai")]
    assert answers[0].replace(user.username, "…") == answers[1].replace("khongcoai", "…")


def test_each_account_is_in_its_journal_and_its_person_gets_a_mail(office: Office, user: User, agency: Agency) -> None:
    locks.lock_agency(agency, by=office.admin, reason=REASON)
    locks.unlock_agency(agency, by=office.admin)
    events = AccountEvent.objects.filter(subject=user).order_by("pk")
    assert [(event.get_action_display(), event.detail, event.actor) for event in events] == [
        ("Khoá", f"cùng tổ chức: {REASON}", office.admin),
        ("Mở khoá", "cùng tổ chức", office.admin),
    ]
    locked, unlocked = mails_to(user.email)
    assert f"{agency.name} và các tài khoản của tổ chức" in locked.body
    assert "được mở khoá" in unlocked.subject


def test_the_log_says_who_locked_and_unlocked_when_and_why(office: Office, agency: Agency) -> None:
    locks.lock_agency(agency, by=office.admin, reason=REASON)
    locks.unlock_agency(agency, by=office.admin)
    assert [(row.step, row.note, row.by) for row in agency.log.all()] == [
        ("lock", REASON, office.admin),
        ("unlock", "", office.admin),
    ]
    with pytest.raises(DatabaseError), transaction.atomic():
        agency.log.update(note="khác")


def test_who_works_for_it_from_another_unit_loses_his_rights_there_only(office: Office, agency: Agency) -> None:
    other = make_organisation(office, "mauso2")
    set_membership(other, agency, {Role.AUCTION_PUBLISHER})
    locks.lock_agency(agency, by=office.admin, reason=REASON)
    fresh = User.objects.get(pk=other.pk)
    assert [can(fresh, "publish_notices", each) for each in (agency, other.agency)] == [False, True]
    assert can(office.admin, "view_notices", agency)


# ------------------------------------------------------------------ what it stops, what unlocking brings back
def test_unlocking_brings_back_exactly_those_whom_the_lock_took(office: Office, user: User, agency: Agency) -> None:
    before, never = user_at(agency, Role.AUCTION_EDITOR), people.create_user(
        agency, login="moi_tc_tinhbacninh", person=people.Person("Lê Văn Thử")
    )  # fmt: skip
    locks.lock_user(before, by=office.admin, reason="Nghỉ việc")
    assert locks.lock_agency(agency, by=office.admin, reason=REASON) == [user]
    assert [state_of(each) for each in (user, before, never)] == [
        UserState.LOCKED,
        UserState.LOCKED,
        UserState.INACTIVE,
    ]
    assert locks.unlock_agency(agency, by=office.admin) == [user]
    assert [state_of(each) for each in (user, before, never)] == [
        UserState.IN_USE,
        UserState.LOCKED,
        UserState.INACTIVE,
    ]
    assert User.objects.get(pk=before.pk).locked_reason == "Nghỉ việc"
    assert sign_in(Client(), user.username).status_code == 302


@pytest.mark.parametrize("who", ["with the organisation", "by himself"])
def test_nobody_is_unlocked_alone_while_his_organisation_is_locked(
    office: Office, user: User, agency: Agency, who: str
) -> None:
    if who == "by himself":
        locks.lock_user(user, by=office.admin, reason="Nghỉ việc")
    locks.lock_agency(agency, by=office.admin, reason=REASON)
    with pytest.raises(DomainError, match="Mở khoá tổ chức trước"):
        locks.unlock_user(User.objects.get(pk=user.pk), by=office.admin)


def test_no_account_of_a_locked_organisation_can_be_activated(office: Office, agency: Agency) -> None:
    waiting = people.create_user(agency, login="moi_tc_tinhbacninh", person=people.Person("Lê Văn Thử"))
    locks.lock_agency(agency, by=office.admin, reason=REASON)
    with pytest.raises(DomainError, match="đang bị khoá"):
        people.activate_user(waiting, by=office.admin, delivery=Delivery.SCREEN, form_key=uuid4())
    added = {"by": office.admin, "person": people.Person("Trần Thị Thử"), "roles": {Role.AUCTION_EDITOR}}
    with pytest.raises(DomainError, match="đang bị khoá"):
        people.add_user(agency, login="a_tc_tinhbacninh", delivery=Delivery.SCREEN, form_key=uuid4(), **added)
    later = people.add_user(agency, login="b_tc_tinhbacninh", delivery=Delivery.LATER, form_key=uuid4(), **added)
    assert later.state == UserState.INACTIVE


def test_no_further_account_is_granted_to_a_locked_organisation(office: Office, agency: Agency) -> None:
    request = submitted_request(office.agency)
    locks.lock_agency(agency, by=office.admin, reason=REASON)
    with pytest.raises(DomainError, match="đang bị khoá") as refused:
        requests.grant_request(
            request, by=office.admin, proposed_name="mauso9", roles={Role.AUCTION_EDITOR}, agency=agency
        )
    assert refused.value.field == "agency"


# ------------------------------------------------------------------ who may, and when not
def test_a_second_click_is_told_of_the_first_and_others_are_refused(office: Office, user: User, agency: Agency) -> None:
    locks.lock_agency(agency, by=office.admin, reason=REASON)
    with pytest.raises(AlreadyDone):
        locks.lock_agency(agency, by=office.admin, reason=REASON)
    with pytest.raises(TransitionRefused):
        locks.lock_agency(agency, by=user_at(office.agency, Role.STP_ADMIN), reason=REASON)
    assert AccountEvent.objects.filter(subject=user).count() == 1


def test_a_lock_needs_a_reason(office: Office, user: User, agency: Agency) -> None:
    with pytest.raises(TransitionRefused, match="Nhập lý do"):
        locks.lock_agency(agency, by=office.admin, reason="  ")
    assert state_of(user) == UserState.IN_USE


def test_its_own_administrator_and_other_provinces_may_not_lock_it(user: User, agency: Agency) -> None:
    for stranger in (user, make_office("hatinh").admin, make_organisation(make_office("tayninh"), "mauso4")):
        with pytest.raises(PermissionDenied):
            locks.lock_agency(agency, by=stranger, reason=REASON)


def test_the_ministry_locks_organisations_but_no_office() -> None:
    ministry, admin = make_ministry()
    office = make_office("bacninh", parent=ministry)
    locks.lock_agency(AgencyFactory(asset_owner=True, parent=office.agency), by=admin, reason=REASON)
    with pytest.raises(TransitionRefused, match="Cơ quan nhà nước thì khoá từng tài khoản"):
        locks.lock_agency(office.agency, by=admin, reason=REASON)


def test_the_state_cannot_be_written_past_the_workflow(agency: Agency) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Agency.objects.filter(pk=agency.pk).update(state="gone")


@pytest.mark.django_db(transaction=True)
def test_a_lock_and_an_activation_at_one_moment_leave_nobody_inside(office: Office, agency: Agency) -> None:
    waiting = people.create_user(agency, login="moi_tc_tinhbacninh", person=people.Person("Lê Văn Thử"))
    together(
        lambda: locks.lock_agency(Agency.objects.get(pk=agency.pk), by=office.admin, reason=REASON),
        lambda: people.activate_user(waiting, by=office.admin, delivery=Delivery.SCREEN, form_key=uuid4()),
        lambda: locks.lock_agency(Agency.objects.get(pk=agency.pk), by=office.admin, reason=REASON),
    )
    assert Agency.objects.get(pk=agency.pk).is_locked
    assert not User.objects.filter(agency=agency, is_active=True).exists()
    assert agency.log.count() == 1


# ------------------------------------------------------------------ pages
def test_the_page_that_asks_names_the_users_and_counts_the_notices(office: Office, user: User, agency: Agency) -> None:
    page = text_of(signed_in(office.admin).get(f"{page_of(agency)}khoa/"))
    for shown in (f"Khoá tổ chức: {agency.name}", user.username, user.full_name, "Thông báo đang công khai"):
        assert shown in page
    assert "0 thông báo, vẫn công khai" in page


def test_locking_and_unlocking_by_the_page(office: Office, user: User, agency: Agency) -> None:
    browser = signed_in(office.admin)
    assert "Nhập lý do khoá." in text_of(browser.post(f"{page_of(agency)}khoa/", {"reason": " "}))
    done = browser.post(f"{page_of(agency)}khoa/", {"reason": REASON}, follow=True)
    assert f"Đã khoá {agency.name} cùng 1 tài khoản." in messages_of(done)
    assert f"Lý do: {REASON}" in text_of(done)
    assert "Mở khoá tổ chức…" in text_of(done)
    again = browser.post(f"{page_of(agency)}khoa/", {"reason": REASON}, follow=True)
    assert [message.level_tag for message in again.context["messages"]] == ["info"]
    assert "Không thực hiện được khi đang ở trạng thái “Đã khoá”" in text_of(browser.get(f"{page_of(agency)}khoa/"))
    assert "Tổ chức đang bị khoá" in text_of(browser.get(f"/nghiep-vu/tai-khoan/{user.public_id}/"))
    assert "Tổ chức đã khoá" in text_of(browser.get("/nghiep-vu/tai-khoan/"))
    done = browser.post(f"{page_of(agency)}mo-khoa/", follow=True)
    assert f"Đã mở khoá {agency.name} cùng 1 tài khoản." in messages_of(done)
    assert user.check_password(PASSWORD)


def test_the_list_has_the_organisations_of_the_province_with_their_state(office: Office, agency: Agency) -> None:
    make_organisation(make_office("hatinh"), "mauso4")
    second = AgencyFactory(parent=office.agency, name="Công ty Đấu giá hợp danh Mẫu Hai")
    locks.lock_agency(agency, by=office.admin, reason=REASON)
    browser = signed_in(office.admin)
    assert set(browser.get(LIST).context["page_obj"]) == {agency, second}
    assert list(browser.get(LIST, {"trang_thai": "locked"}).context["page_obj"]) == [agency]
    assert list(browser.get(LIST, {"tim": "dau gia mau hai"}).context["page_obj"]) == [second]


def test_an_organisations_own_administrator_sees_its_page_without_the_button(user: User, agency: Agency) -> None:
    browser = signed_in(user)
    page = browser.get(page_of(agency))
    assert page.status_code == 200
    assert "Khoá tổ chức…" not in text_of(page)
    assert browser.post(f"{page_of(agency)}khoa/", {"reason": REASON}).status_code == 403


def test_another_province_does_not_exist(agency: Agency) -> None:
    browser = signed_in(make_office("hatinh").admin)
    for path in ("", "khoa/", "mo-khoa/"):
        assert browser.get(page_of(agency) + path).status_code == 404
        assert browser.post(page_of(agency) + path, {"reason": REASON}).status_code in (404, 405)
    assert not Agency.objects.get(pk=agency.pk).is_locked
