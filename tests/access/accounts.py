"""Answers of login, registration, account requests and the administration of accounts."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from accounts.models import AccountRequest, Agency, AgencyKind, User
from accounts.request_links import token_of
from accounts.services import requests as services
from accounts.services.locks import lock_agency, lock_user
from accounts.services.people import Person as NewPerson
from accounts.services.people import create_user
from tests.access.matrix import EVERYBODY, Person, Row, World, all_get
from tests.accounts.factories import AgencyFactory

PUBLIC = (
    "account_reset_password",
    "account_reset_password_done",
    "account_email_verification_sent",
    "signup_resend",
    "signup_communes",
    "request_account",
    "request_lookup",
)
POSTED_TO = ("account_reset_password", "signup_resend", "request_account", "request_lookup")  # shown again with errors
FORM_KEY = "6f0c7d0e-55f5-4d4e-9c0b-0d6f6a6f1a11"


def small_pdf() -> bytes:
    """One empty page."""
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    page = BytesIO()
    writer.write(page)
    return page.getvalue()


def started(world: World) -> AccountRequest:
    """A request a new organisation of the first province began."""
    data = services.Application(
        office=world.stp,
        kind=AgencyKind.AUCTION_ORG,
        organisation_name="Công ty Đấu giá hợp danh Mẫu Mới",
        proposed_name="maumoi",
        address="Số 0 đường Mẫu",
        legal_representative="Trần Thị Thử",
        phone="0222 000 0000",
        email="maumoi@example.vn",
    )
    return AccountRequest.objects.first() or services.start_request(data, form_key=uuid4())


def submitted(world: World) -> list[Any]:
    """The same with its letter handed in."""
    request = started(world)
    if not request.letter_id:
        scan = SimpleUploadedFile("cong-van.pdf", small_pdf(), "application/pdf")
        services.submit_request(request, letter=scan, letter_number="01/CV", letter_date=None)
        request.refresh_from_db()
    return [request.public_id]


def by_link(world: World) -> list[Any]:
    """The applicant's secret link, before the letter is handed in."""
    return [token_of(started(world))]


def handed_in_by_link(world: World) -> list[Any]:
    """The applicant's secret link, afterwards."""
    submitted(world)
    return [token_of(AccountRequest.objects.get())]


def locked_colleague(world: World) -> list[Any]:
    """The same user, locked by his office."""
    world.colleague.refresh_from_db()
    if world.colleague.is_active:
        lock_user(world.colleague, by=world.users[Person.STP_ADMIN], reason="thử")
    return colleague(world)


def new_colleague(world: World) -> list[Any]:
    """A user who was created and never activated."""
    person = NewPerson("Lê Văn Mẫu", "levanmau@example.vn", "")
    found = User.objects.filter(full_name=person.full_name).first()
    login = f"levanmau_tc_{world.organisation.pk}"
    return [(found or create_user(world.organisation, login=login, person=person)).public_id]


def colleague(world: World) -> list[Any]:
    """A user of the organisation who is nobody in the table."""
    return [world.colleague.public_id]


def locking_colleague(world: World) -> dict[str, Any]:
    """He is chosen in the list, to be locked."""
    return {"viec": "khoa", "chon": world.colleague.public_id}


def organisation(world: World) -> list[Any]:
    """The organisation itself."""
    return [world.organisation.public_id]


def locked_organisation(world: World) -> list[Any]:
    """Another organisation of the first province, locked by its office."""
    name = "Công ty Đấu giá hợp danh Mẫu Khoá"
    found = Agency.objects.filter(name=name).first() or AgencyFactory(parent=world.stp, name=name)
    if not found.is_locked:
        lock_agency(found, by=world.users[Person.STP_ADMIN], reason="thử")
    return [found.public_id]


NEW_USER = {
    "form_key": FORM_KEY, "full_name": "Nguyễn Văn Mẫu", "proposed_name": "mauhai", "email": "mauhai@example.vn",
    "phone": "", "roles": ["auction_editor"], "delivery": "man-hinh",
}  # fmt: skip

ROWS = (
    Row("account_login", "200 302 302 302 302 302 302 302 302"),
    Row("account_login", "200 302 302 302 302 302 302 302 302", method="post"),
    Row("account_logout", "302 200 200 200 200 200 200 200 200"),
    Row("account_logout", all_get(302), method="post"),
    Row("account_change_password", "login 200 200 200 200 200 200 200 200"),
    Row("account_change_password", "401 200 200 200 200 200 200 200 200", method="post"),
    Row("account_signup", "200 302 302 302 302 302 302 302 302"),
    Row("account_signup", "200 302 302 302 302 302 302 302 302", method="post"),
    *(Row(name, EVERYBODY, method="post") for name in POSTED_TO),
    Row("account_reset_password_from_key", EVERYBODY, args=lambda world: ["0", "sai"]),
    Row("account_reset_password_from_key", EVERYBODY, method="post", args=lambda world: ["0", "sai"]),
    Row("account_confirm_email", all_get(410), args=lambda world: ["sai"]),
    Row("account_confirm_email", all_get(410), method="post", args=lambda world: ["sai"]),
    Row("my_sessions", "login 200 200 200 200 200 200 200 200"),
    Row("my_sessions", "401 302 302 302 302 302 302 302 302", method="post"),
    Row("end_session", "401 302 302 302 302 302 302 302 302", method="post", args=lambda world: [0]),
    Row("request_own", EVERYBODY, args=by_link),
    Row("request_change", EVERYBODY, args=by_link),
    Row("request_own", EVERYBODY, method="post", args=by_link),
    Row("request_change", EVERYBODY, method="post", args=by_link),
    Row("request_letter", EVERYBODY, args=by_link),
    Row("request_own_scan", EVERYBODY, args=handed_in_by_link),
    Row("request_queue", "login 403 403 403 403 200 200 200 403"),
    Row("request_detail", "login 404 404 404 404 200 404 200 404", args=submitted),
    Row(
        "request_detail",
        "401 404 404 404 404 302 404 302 404",
        method="post",
        args=submitted,
        data={"proposed_name": "maumoi", "roles": ["unit_admin"]},
    ),
    Row("request_name", "login 404 404 404 404 200 404 200 404", args=submitted),
    Row("request_scan", "login 404 404 404 404 200 404 200 404", args=submitted),
    Row("request_return", "login 404 404 404 404 200 404 200 404", args=submitted),
    Row(
        "request_return",
        "401 404 404 404 404 302 404 302 404",
        method="post",
        args=submitted,
        data={"note": "thiếu chữ ký"},
    ),
    Row("request_refuse", "login 404 404 404 404 200 404 200 404", args=submitted),
    Row(
        "request_refuse",
        "401 404 404 404 404 302 404 302 404",
        method="post",
        args=submitted,
        data={"note": "không thuộc tỉnh"},
    ),
    Row("accounts_list", "login 403 200 403 200 200 200 200 200"),
    Row("account_add", "login 403 302 403 302 200 200 200 403"),
    Row("account_add_at", "login 404 404 404 200 200 404 200 404", args=organisation),
    Row("account_add_at", "401 404 404 404 302 302 404 302 404", method="post", args=organisation, data=NEW_USER),
    Row("accounts_bulk", "login 403 302 403 200 200 302 200 403", query=locking_colleague),
    # without a reason it is asked again where it may be done; where it may not, nobody was chosen
    Row("accounts_bulk", "401 403 302 403 200 200 302 200 403", method="post", query=locking_colleague),
    Row("first_passwords", "login 200 200 200 200 200 200 200 200", args=lambda world: [FORM_KEY]),
    Row("organisations", "login 403 200 403 200 200 200 200 200"),
    Row("organisation", "login 404 404 404 200 200 404 200 200", args=organisation),
    Row("organisation_lock", "login 404 404 404 403 200 404 200 403", args=organisation),
    Row(
        "organisation_lock",
        "401 404 404 404 403 302 404 302 403",
        method="post",
        args=organisation,
        data={"reason": "hết hiệu lực"},
    ),
    Row("organisation_unlock", "login 404 404 404 404 200 404 200 403", args=locked_organisation),
    Row("organisation_unlock", "401 404 404 404 404 302 404 302 403", method="post", args=locked_organisation),
    Row("account_detail", "login 404 404 404 200 200 404 200 200", args=colleague),
    Row("account_change", "login 404 404 404 200 200 404 200 403", args=colleague),
    Row(
        "account_change",
        "401 404 404 404 302 302 404 302 403",
        method="post",
        args=colleague,
        data={"full_name": "Trần Thị Thử", "email": "thu@example.vn"},
    ),
    Row("account_roles", "login 404 404 404 200 200 404 200 403", args=colleague),
    Row(
        "account_roles",
        "401 404 404 404 302 302 404 302 403",
        method="post",
        args=colleague,
        data={"roles": ["auction_editor"]},
    ),
    Row("account_lock", "login 404 404 404 200 200 404 200 403", args=colleague),
    Row(
        "account_lock",
        "401 404 404 404 302 302 404 302 403",
        method="post",
        args=colleague,
        data={"reason": "nghỉ việc"},
    ),
    Row("account_unlock", "login 404 404 404 200 200 404 200 403", args=locked_colleague),
    Row("account_unlock", "401 404 404 404 302 302 404 302 403", method="post", args=locked_colleague),
    Row("account_reset", "login 404 404 404 200 200 404 200 403", args=colleague),
    Row(
        "account_reset",
        "401 404 404 404 302 302 404 302 403",
        method="post",
        args=colleague,
        data={"delivery": "man-hinh", "form_key": FORM_KEY},
    ),
    Row("account_activate", "login 404 404 404 200 200 404 200 403", args=new_colleague),
    Row(
        "account_activate",
        "401 404 404 404 302 302 404 302 403",
        method="post",
        args=new_colleague,
        data={"delivery": "man-hinh", "form_key": FORM_KEY},
    ),
    Row("account_delete", "login 404 404 404 200 200 404 200 403", args=colleague),
    Row("account_delete", "401 404 404 404 302 302 404 302 403", method="post", args=colleague),
)
