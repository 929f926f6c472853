"""Offices, organisations and requests for the tests about people; everything through the services."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from accounts.models import AccountRequest, Agency, AgencyKind, User
from accounts.roles import Role
from accounts.services import requests
from core.models import OutboxMessage
from tests.accounts.factories import AgencyFactory, user_at

PASSWORD = "mat-khau-mau-1"
NEW_PASSWORD = "chieu-nay-troi-mat"
USUAL = (Role.UNIT_ADMIN, Role.AUCTION_EDITOR, Role.AUCTION_PUBLISHER)


@dataclass(frozen=True)
class Office:
    """A Sở Tư pháp with its administrator."""

    agency: Agency
    admin: User


def make_ministry() -> tuple[Agency, User]:
    """The Ministry and its administrator."""
    agency = AgencyFactory(ministry=True)
    return agency, user_at(agency, Role.MINISTRY_ADMIN, username="quantri_btp")


def make_office(code: str, *, parent: Agency | None = None, suffix: str = "") -> Office:
    """A Sở Tư pháp of today; its province is not needed by most tests."""
    agency = AgencyFactory(
        stp=True,
        name=f"Sở Tư pháp tỉnh {code}",
        account_code=code,
        account_suffix=suffix or f"tinh{code}",
        parent=parent,
    )
    return Office(agency, user_at(agency, Role.STP_ADMIN, username=f"{code}_stp", full_name=f"Cán bộ {code}"))


def make_organisation(office: Office, name: str, *roles: Role, **fields: Any) -> User:
    """An organisation of the office with one user, `{name}_tc_{suffix}`."""
    agency = AgencyFactory(parent=office.agency, name=f"Công ty Đấu giá hợp danh {name}", unit=office.agency.unit)
    return user_at(agency, *(roles or USUAL), username=f"{name}_tc_{office.agency.account_suffix}", **fields)


def application(office: Agency, **changes: Any) -> requests.Application:
    """What an organisation types; every value can be changed."""
    values: dict[str, Any] = {
        "office": office,
        "kind": AgencyKind.AUCTION_ORG.value,
        "organisation_name": "Công ty Đấu giá hợp danh Mẫu Số Chín",
        "proposed_name": "mauso9",
        "address": "Số 0 đường Mẫu",
        "legal_representative": "Trần Thị Thử",
        "phone": "0222 000 0009",
        "email": "mauso9@example.vn",
    }
    return requests.Application(**{**values, **changes})


def submitted_request(office: Agency, **changes: Any) -> AccountRequest:
    """A request handed in with its letter."""
    request = requests.start_request(application(office, **changes), form_key=uuid4())
    requests.submit_request(request, letter=scan(), letter_number="01/CV-MS9", letter_date=date(2026, 11, 19))
    return request


def pdf_bytes(*, script: str = "") -> bytes:
    """A one-page PDF, with a script in it if asked."""
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    if script:
        action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(script)}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def scan(name: str = "cong-van.pdf", content: bytes | None = None) -> ContentFile:
    """The scan of a letter as an upload."""
    return ContentFile(pdf_bytes() if content is None else content, name=name)


# ------------------------------------------------------------------ what a person does and sees
def sign_in(client: Client, login: str, password: str = PASSWORD, **extra: Any) -> HttpResponse:
    """Log in at the office door."""
    return client.post("/dang-nhap/", {"login": login, "password": password, "door": "can-bo", **extra})


def signed_in(user: User) -> Client:
    """A browser in which `user` has just logged in by the page."""
    client = Client()
    response = sign_in(client, user.username)
    assert response.status_code == 302, text_of(response)
    return client


def text_of(response: HttpResponse) -> str:
    """What is readable on a page: no tags, one blank between words."""
    html = re.sub(r"(?s)<(script|style|head).*?</\1>", " ", response.content.decode())
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def messages_of(response: HttpResponse) -> str:
    """The messages a page shows on top, joined."""
    return " ".join(str(message) for message in response.context["messages"])


def form_key_on(response: HttpResponse) -> UUID:
    """The random key in the page's form."""
    found = re.search(r'name="form_key" value="([0-9a-f-]{36})"', response.content.decode())
    assert found, "no form key on the page"
    return UUID(found.group(1))


def mails_to(address: str) -> list[OutboxMessage]:
    """Mails queued to an address, oldest first."""
    return list(OutboxMessage.objects.filter(to=address).order_by("pk"))


def link_in(message: OutboxMessage) -> str:
    """The path of the first link in a mail."""
    found = re.search(r"https?://[^/\s]+(/\S+)", message.body)
    assert found, message.body
    return found.group(1)


def password_in(message: OutboxMessage) -> str:
    """The first password in a mail."""
    found = re.search(r"Mật khẩu lần đầu: (\S+)", message.body)
    assert found, message.body
    return found.group(1)


def days_ago(number: int) -> Any:
    """A moment some days back."""
    return timezone.now() - timezone.timedelta(days=number)
