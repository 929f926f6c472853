"""A Sở Tư pháp decides about requests: name, organisation, rights, reasons; two officers at once."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.test import Client

from accounts.models import AccountRequest, Agency, LoginAlias, User
from accounts.roles import Role
from accounts.services import requests
from accounts.workflow import WORKFLOW, RequestState
from core import worklist
from core.errors import AlreadyDone, DomainError, TransitionRefused
from tests.accounts.arrange import (
    USUAL,
    Office,
    application,
    mails_to,
    make_office,
    make_organisation,
    password_in,
    sign_in,
    signed_in,
    submitted_request,
    text_of,
)
from tests.accounts.factories import UserFactory, user_at
from tests.core.concurrency import together

QUEUE = "/nghiep-vu/de-nghi/"


@pytest.fixture
def office(db: None) -> Office:
    return make_office("bacninh")


@pytest.fixture
def row(office: Office) -> AccountRequest:
    return submitted_request(office.agency)


def grant(row: AccountRequest, by: User, name: str = "mauso9", **changes: Any) -> User:
    return requests.grant_request(row, by=by, proposed_name=name, **{"roles": set(USUAL), **changes})


# ------------------------------------------------------------------ granting
def test_granting_makes_organisation_account_rights_and_mail(
    office: Office, row: AccountRequest, client: Client
) -> None:
    user = grant(row, office.admin)
    assert user.username == "mauso9_tc_tinhbacninh"
    agency = user.agency
    assert agency
    assert (agency.name, agency.kind, agency.parent) == (row.organisation_name, "auction_org", office.agency)
    assert agency.legal_representative == row.legal_representative
    assert {membership.role for membership in user.memberships.all()} == set(USUAL)
    mail = mails_to(row.email)[-1]
    assert mail.is_secret
    assert "mauso9_tc_tinhbacninh" in mail.body
    assert sign_in(client, user.username, password_in(mail)).status_code == 302
    assert client.get("/nghiep-vu/")["Location"] == "/doi-mat-khau/"


def test_a_branch_becomes_a_branch(office: Office) -> None:
    row = submitted_request(office.agency, kind="auction_branch", organisation_name="Chi nhánh Mẫu tại Bắc Ninh")
    agency = grant(row, office.admin).agency
    assert agency
    assert (agency.kind, agency.parent) == ("auction_branch", office.agency)


def test_the_office_may_give_fewer_rights(office: Office, row: AccountRequest) -> None:
    user = grant(row, office.admin, roles={Role.AUCTION_EDITOR})
    assert [membership.role for membership in user.memberships.all()] == ["auction_editor"]


@pytest.mark.parametrize("roles", [set(), {Role.STP_ADMIN}, {Role.AUCTION_EDITOR, Role.MINISTRY_ADMIN}])
def test_rights_beyond_the_kind_are_refused(office: Office, row: AccountRequest, roles: set[Role]) -> None:
    with pytest.raises(DomainError, match="quyền"):
        grant(row, office.admin, roles=roles)
    row.refresh_from_db()
    assert row.state == RequestState.SUBMITTED
    assert not Agency.objects.filter(name=row.organisation_name).exists()


@pytest.mark.parametrize("asked", ["mauso9", "MauSo9"])
def test_a_proposed_name_any_province_has_is_not_free(office: Office, row: AccountRequest, asked: str) -> None:
    make_organisation(make_office("hatinh"), "MAUSO9")
    with pytest.raises(DomainError, match="đã có trên hệ thống: MAUSO9_tc_tinhhatinh") as refused:
        grant(row, office.admin, asked.lower())
    assert refused.value.field == "proposed_name"


def test_an_old_name_is_not_free_either(office: Office, row: AccountRequest) -> None:
    LoginAlias.objects.create(name="mauso9_tc_tinhbacninh", user=UserFactory())
    with pytest.raises(DomainError):
        grant(row, office.admin)


def test_a_variant_of_the_office_is_granted(office: Office, row: AccountRequest) -> None:
    make_organisation(office, "mauso9")
    assert grant(row, office.admin, "mauso9.bacninh").username == "mauso9.bacninh_tc_tinhbacninh"


def test_an_organisation_that_exists_gets_the_account(office: Office, row: AccountRequest) -> None:
    existing = make_organisation(office, "mauso2").agency
    user = grant(row, office.admin, agency=existing)
    assert user.agency == existing
    assert not Agency.objects.filter(name=row.organisation_name).exists()


def test_an_organisation_of_another_province_cannot_get_it(office: Office, row: AccountRequest) -> None:
    foreign = make_organisation(make_office("hatinh"), "mauso4").agency
    with pytest.raises(DomainError, match="không thuộc Sở"):
        grant(row, office.admin, agency=foreign)


# ------------------------------------------------------------------ deciding otherwise
def test_a_refusal_is_final_and_told_with_its_reason(office: Office, row: AccountRequest) -> None:
    requests.refuse_request(row, by=office.admin, note="Tổ chức đăng ký hoạt động ở tỉnh khác")
    assert "Tổ chức đăng ký hoạt động ở tỉnh khác" in mails_to(row.email)[-1].body
    with pytest.raises(TransitionRefused, match="Từ chối"):
        grant(row, office.admin)


@pytest.mark.parametrize("service", [requests.return_request, requests.refuse_request])
def test_a_decision_needs_a_reason(office: Office, row: AccountRequest, service: Any) -> None:
    with pytest.raises(TransitionRefused, match="Nhập lý do"):
        service(row, by=office.admin, note=" ")
    assert row.log.count() == 1


STEPS = [(state, step) for state in RequestState for step in WORKFLOW.transitions]


@pytest.mark.parametrize(("state", "step"), STEPS)
def test_every_step_is_allowed_and_logged_or_refused(office: Office, state: RequestState, step: str) -> None:
    row = in_state(office, state)
    by = None if step == "submit" else office.admin
    before = row.log.count()
    allowed = state in WORKFLOW.transitions[step].sources and (step != "submit" or row.letter_id)
    try:
        with WORKFLOW.perform(row, step, by=by, note="Thử") as locked:
            locked.granted_login = "x_tc_tinhbacninh"
            locked.number, locked.number_year, locked.submitted_at = locked.number or 9, 2026, locked.created_at
        done = True
    except (TransitionRefused, AlreadyDone):
        done = False
    assert done == bool(allowed)
    assert row.log.count() == before + done


def in_state(office: Office, state: RequestState) -> AccountRequest:
    if state == RequestState.DRAFT:
        return requests.start_request(application(office.agency), form_key=uuid4())
    row = submitted_request(office.agency)
    if state == RequestState.RETURNED:
        requests.return_request(row, by=office.admin, note="Thử")
    elif state == RequestState.REFUSED:
        requests.refuse_request(row, by=office.admin, note="Thử")
    elif state == RequestState.GRANTED:
        grant(row, office.admin)
    return row


# ------------------------------------------------------------------ own province only
def test_another_office_with_the_same_right_sees_and_decides_nothing(office: Office, row: AccountRequest) -> None:
    other = make_office("hatinh")
    with pytest.raises(PermissionDenied):
        grant(row, other.admin)
    with pytest.raises(PermissionDenied):
        requests.refuse_request(row, by=other.admin, note="Thử")
    browser = signed_in(other.admin)
    assert row.organisation_name not in text_of(browser.get(QUEUE))
    for path in ("", "cong-van/", "ten/", "tra-lai/", "tu-choi/"):
        assert browser.get(f"{QUEUE}{row.public_id}/{path}").status_code == 404
    assert (
        browser.post(f"{QUEUE}{row.public_id}/", {"proposed_name": "mauso9", "roles": ["unit_admin"]}).status_code
        == 404
    )


def test_a_statistics_user_of_the_same_office_may_not_decide(office: Office, row: AccountRequest) -> None:
    colleague = user_at(office.agency, Role.STATS_COMPILER)
    with pytest.raises(PermissionDenied):
        grant(row, colleague)
    assert signed_in(colleague).get(f"{QUEUE}{row.public_id}/").status_code == 404


def test_a_draft_is_nobodys_business_but_the_applicants(office: Office) -> None:
    draft = in_state(office, RequestState.DRAFT)
    assert signed_in(office.admin).get(f"{QUEUE}{draft.public_id}/").status_code == 404


# ------------------------------------------------------------------ pages
def test_the_queue_waits_in_menu_and_agenda(office: Office, row: AccountRequest) -> None:
    page = signed_in(office.admin).get("/nghiep-vu/")
    assert "Đề nghị cấp tài khoản chờ xem xét" in text_of(page)
    assert "Đề nghị cấp tài khoản 1 việc" in text_of(page)
    assert any(item.count == 1 for item in worklist.waiting_for(office.admin))
    assert row.organisation_name in text_of(signed_in(office.admin).get(QUEUE))


def test_the_letter_is_shown_inside_the_page_and_only_there(office: Office, row: AccountRequest) -> None:
    browser = signed_in(office.admin)
    page = browser.get(f"{QUEUE}{row.public_id}/")
    assert f'data-pdf="{QUEUE}{row.public_id}/cong-van/"' in page.content.decode()
    letter = browser.get(f"{QUEUE}{row.public_id}/cong-van/")
    assert letter["Content-Type"] == "application/pdf"
    assert letter["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in letter["Content-Security-Policy"]
    assert letter["Content-Disposition"].startswith("inline")
    assert b"".join(letter.streaming_content).startswith(b"%PDF-")
    saved = browser.get(f"{QUEUE}{row.public_id}/cong-van/?tai-ve=1")
    assert saved["Content-Disposition"].startswith("attachment")
    saved.close()


def test_the_page_says_what_is_taken_and_offers_variants(office: Office, row: AccountRequest) -> None:
    make_organisation(office, "mauso9")
    browser = signed_in(office.admin)
    page = text_of(browser.get(f"{QUEUE}{row.public_id}/"))
    assert "Đang dùng: mauso9_tc_tinhbacninh" in page
    assert "mauso9.bacninh" in page
    checked = text_of(browser.get(f"{QUEUE}{row.public_id}/ten/", {"proposed_name": "Mẫu Số 10"}))
    assert "Tên còn trống Tên đăng nhập sẽ là mauso10_tc_tinhbacninh" in checked
    chosen = browser.get(f"{QUEUE}{row.public_id}/?ten=mauso92")
    assert 'value="mauso92"' in chosen.content.decode()


def test_the_same_organisation_asking_twice_is_shown(office: Office, row: AccountRequest) -> None:
    existing = grant(row, office.admin).agency
    second = submitted_request(office.agency, email="khac@example.vn", phone="0222 999 9999", proposed_name="mauso10")
    page = signed_in(office.admin).get(f"{QUEUE}{second.public_id}/")
    assert f"Số {row.reference}: {row.organisation_name}" in text_of(page)
    assert f'value="{existing.public_id}"' in page.content.decode()


def test_granting_by_the_page_twice_grants_once(office: Office, row: AccountRequest) -> None:
    browser = signed_in(office.admin)
    data = {"proposed_name": "mauso9", "roles": ["unit_admin", "auction_editor"]}
    first, second = (browser.post(f"{QUEUE}{row.public_id}/", data) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert User.objects.filter(username__startswith="mauso9").count() == 1
    assert "Đã cấp tài khoản mauso9_tc_tinhbacninh" in text_of(browser.get(second["Location"]))


def test_a_decision_already_taken_by_a_colleague_is_told(office: Office, row: AccountRequest) -> None:
    colleague = user_at(office.agency, Role.STP_ADMIN)
    browser = signed_in(colleague)
    grant(row, office.admin)
    page = text_of(browser.post(f"{QUEUE}{row.public_id}/", {"proposed_name": "khac1", "roles": ["unit_admin"]}))
    assert "Không thực hiện được khi đang ở trạng thái “Đã cấp tài khoản”" in page
    page = text_of(browser.get(f"{QUEUE}{row.public_id}/tra-lai/"))
    assert "Đã cấp tài khoản" in page


# ------------------------------------------------------------------ at the same moment
@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_one_wins(office: Office) -> None:
    row = submitted_request(office.agency)
    colleague = user_at(office.agency, Role.STP_ADMIN)

    def decide(by: User, act: str) -> Any:
        own = AccountRequest.objects.get(pk=row.pk)
        return grant(own, by) if act == "grant" else requests.refuse_request(own, by=by, note="Thử")

    results = together(lambda: decide(office.admin, "grant"), lambda: decide(colleague, "refuse"))
    lost = [each for each in results if isinstance(each, Exception)]
    assert len(lost) == 1
    assert isinstance(lost[0], TransitionRefused)
    row.refresh_from_db()
    assert User.objects.filter(username__startswith="mauso9").count() == (row.state == RequestState.GRANTED)


@pytest.mark.django_db(transaction=True)
def test_one_name_asked_for_in_two_provinces_at_once_is_granted_once() -> None:
    offices = [make_office("bacninh"), make_office("hatinh")]
    rows = [submitted_request(office.agency, email=f"m{n}@example.vn") for n, office in enumerate(offices)]
    results = together(*[
        lambda row=row, office=office: grant(AccountRequest.objects.get(pk=row.pk), office.admin)
        for row, office in zip(rows, offices, strict=True)
    ])  # fmt: skip
    assert sorted(type(each).__name__ for each in results) == ["DomainError", "User"]
    assert User.objects.filter(username__istartswith="mauso9_tc_").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_database_itself_holds_names_unique_whatever_the_case(office: Office) -> None:
    def create(login: str) -> Any:
        return User.objects.create(username=login, full_name="Nguyễn Văn Mẫu")

    results = together(*[lambda login=login: create(login) for login in ("mau_tc_x", "MAU_TC_X", "Mau_tc_X")])
    assert sum(isinstance(each, User) for each in results) == 1
    assert sum(isinstance(each, IntegrityError) for each in results) == 2
