"""An organisation asks for an account: form, letter, scan, link, tracking code."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from pypdf import PdfReader

from accounts.models import AccountRequest
from accounts.request_links import token_of
from accounts.services import requests
from accounts.workflow import RequestState
from core.errors import DomainError
from tests.accounts.arrange import (
    Office,
    application,
    form_key_on,
    link_in,
    mails_to,
    make_office,
    pdf_bytes,
    scan,
    submitted_request,
    text_of,
)

pytestmark = pytest.mark.django_db
START = "/de-nghi-cap-tai-khoan/"
TYPED = {
    "kind": "auction_org",
    "organisation_name": "Công ty Đấu giá hợp danh Mẫu Số Chín",
    "proposed_name": "mauso9",
    "address": "Số 0 đường Mẫu",
    "legal_representative": "Trần Thị Thử",
    "phone": "0222 000 0009",
    "email": "MauSo9@example.vn",
}


@pytest.fixture
def office(office_with_units: Office) -> Office:
    return office_with_units


def start(client: Client, **changes: Any) -> Any:
    data = {**TYPED, "office": "bacninh", "form_key": uuid4(), **changes}
    return client.post(START, {name: value for name, value in data.items() if value is not None})


def lines_of(answer: Any) -> list[str]:
    """Lines of text of a PDF."""
    return [
        line.strip()
        for page in PdfReader(io.BytesIO(answer.content)).pages
        for line in page.extract_text().splitlines()
    ]


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


# ------------------------------------------------------------------ form
def test_an_organisation_comes_from_the_form_to_a_number_of_its_office(office: Office, client: Client) -> None:
    page = client.get(START)
    assert page.status_code == 200
    own = start(client, form_key=form_key_on(page))["Location"]
    row = AccountRequest.objects.get()
    assert (row.state, row.agency, row.email) == (RequestState.DRAFT, office.agency, "mauso9@example.vn")
    (mail,) = mails_to("mauso9@example.vn")
    assert row.code in mail.body
    assert mail.is_secret
    assert row.code in text_of(client.get(link_in(mail)))
    answer = client.post(
        own, {"letter_number": "12/CV-MS9", "letter_date": "19/11/2026", "letter": upload("cong văn.pdf", pdf_bytes())}
    )
    assert answer.status_code == 302, text_of(answer)
    row.refresh_from_db()
    assert (row.state, row.number, row.letter_date) == (RequestState.SUBMITTED, 1, date(2026, 11, 19))
    shown = text_of(client.get(own))
    assert f"Đã nộp, số đề nghị {row.reference}" in shown
    assert "Nộp bản quét công văn" not in shown
    assert row.reference in mails_to("mauso9@example.vn")[-1].body


def test_the_form_offers_todays_provinces_only(office: Office, client: Client) -> None:
    page = client.get(START).content.decode()
    assert 'value="bacninh"' in page
    assert 'value="bacgiang"' not in page


def test_what_was_typed_stays_and_each_error_says_what_to_enter(office: Office, client: Client) -> None:
    page = start(client, phone="12", proposed_name="stp", office=None)
    body = page.content.decode()
    assert TYPED["organisation_name"] in body
    for message in ("Chọn tỉnh, thành phố", "8 đến 15 chữ số", "từ dành riêng"):
        assert message in body
    assert not AccountRequest.objects.exists()


def test_a_proposed_name_loses_its_diacritics_and_blanks(office: Office, client: Client) -> None:
    start(client, proposed_name="Mẫu Số 9")
    assert AccountRequest.objects.get().proposed_name == "mauso9"


def test_a_double_click_makes_one_request_and_one_mail(office: Office, client: Client) -> None:
    key = uuid4()
    first, second = start(client, form_key=key), start(client, form_key=key)
    assert first.status_code == second.status_code == 302
    assert AccountRequest.objects.count() == 1
    assert len(mails_to("mauso9@example.vn")) == 1


def test_one_address_cannot_flood_an_office(office: Office, client: Client) -> None:
    for _ in range(5):
        assert start(client).status_code == 302
    assert "Chờ một giờ" in text_of(start(client))
    assert start(client, email="khac@example.vn").status_code == 302


def test_no_label_says_of_a_demanded_item_that_it_may_be_missing(office: Office, client: Client) -> None:
    assert "(nếu có)" not in text_of(client.get(START))
    form = client.post(START, {}).context["form"]
    assert set(form.errors) == set(form.fields)


# ------------------------------------------------------------------ letter
def test_the_letter_can_be_looked_at_before_anything_is_kept(office: Office, client: Client) -> None:
    shown = start(client, **{"xem-truoc": "1"})
    assert shown["Content-Type"] == "application/pdf"
    assert shown["Content-Disposition"].startswith("inline")
    text = lines_of(shown)
    assert "- Tài khoản đăng nhập: mauso9" in text
    assert "Bản xem trước, chưa lập đề nghị" in text
    assert not AccountRequest.objects.exists()
    refused = start(client, email="", **{"xem-truoc": "1"})
    assert "Nhập địa chỉ thư điện tử." in text_of(refused)


def test_a_changed_letter_can_be_looked_at_before_it_is_saved(office: Office, client: Client) -> None:
    request = requests.start_request(application(office.agency), form_key=uuid4())
    path = f"{START}{token_of(request)}/sua/"
    data = {**TYPED, "office": "bacninh", "form_key": uuid4(), "address": "Số 9 đường Mẫu", "xem-truoc": "1"}
    assert "- Địa chỉ: Số 9 đường Mẫu" in lines_of(client.post(path, data))
    request.refresh_from_db()
    assert request.address == "Số 0 đường Mẫu"


def test_the_subject_of_the_letter_stands_in_three_whole_lines(office: Office, client: Client) -> None:
    name = "Công ty Đấu giá hợp danh Mẫu có tên rất dài để khối bên trái phải chia thành nhiều dòng khác nhau"
    lines = lines_of(start(client, organisation_name=name, **{"xem-truoc": "1"}))
    first = lines.index("V/v đăng ký tài khoản sử dụng")
    assert lines[first + 1 : first + 3] == ["Cổng thông tin quốc gia", "về đấu giá tài sản"]


def test_the_letter_has_the_wording_of_annex_01(office: Office, client: Client) -> None:
    request = requests.start_request(application(office.agency), form_key=uuid4())
    answer = client.get(f"{START}{token_of(request)}/cong-van.pdf")
    assert answer["Content-Type"] == "application/pdf"
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).split())
    for part in (
        "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "V/v đăng ký tài khoản sử dụng",
        "Cổng thông tin quốc gia về đấu giá tài sản",
        "Kính gửi: Sở Tư pháp",
        "Thực hiện Công văn số 956/BTP-BTTP ngày 17/3/2020 của Bộ Tư pháp về việc triển khai Cổng thông tin điện tử "
        "quốc gia về đấu giá tài sản tại các địa phương, Công ty Đấu giá hợp danh Mẫu Số Chín đăng ký cấp tài khoản sử "
        "dụng Cổng thông tin điện tử quốc gia về đấu giá tài sản để thực hiện thông báo công khai việc đấu giá tài sản "
        "theo quy định của Luật đấu giá tài sản với nội dung như sau:",
        "- Tên tổ chức đấu giá tài sản: Công ty Đấu giá hợp danh Mẫu Số Chín",
        "- Tài khoản đăng nhập: mauso9",
        "- Địa chỉ: Số 0 đường Mẫu",
        "- Người đại diện theo pháp luật: Trần Thị Thử",
        "- Điện thoại: 0222 000 0009",
        "Địa chỉ email: mauso9@example.vn",
        "Trân trọng cảm ơn./.",
        "Nơi nhận:",
        "- Lưu: VT.",
        "(Ký, đóng dấu, ghi rõ họ tên)",
    ):
        assert part in text, part
    assert "NGƯỜI ĐẠI DIỆN THEO PHÁP LUẬT" in text.upper()


def test_a_link_that_was_tampered_with_leads_nowhere(office: Office, client: Client) -> None:
    request = requests.start_request(application(office.agency), form_key=uuid4())
    token = token_of(request)
    for path in (f"{START}{token[:-1]}x/", f"{START}{request.public_id.hex}/", f"{START}{request.public_id}:1:x/sua/"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "Liên kết của đề nghị không đúng" in text_of(answer)
    page = client.get(f"{START}{token}/")
    assert page["Referrer-Policy"] == "same-origin"
    assert page["X-Robots-Tag"] == "noindex"


# ------------------------------------------------------------------ scan
@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("cong-van.pdf", b"MZ\x90\x00" + b"\x00" * 2000, "không đúng với tên tệp"),
        ("cong-van.exe", pdf_bytes(), "không đúng với nội dung"),
        ("cong-van.pdf", b"", "rỗng"),
        ("cong-van.pdf", b"%PDF-1.7\n" + b"0" * (11 * 1024 * 1024), "vượt mức 10"),
        ("cong-van.pdf", pdf_bytes(script="app.alert(1)"), "mã lệnh"),
    ],
    ids=["exe named pdf", "pdf named exe", "empty", "too large", "with a script"],
)
def test_a_bad_scan_is_refused_with_the_reason(
    office: Office, client: Client, name: str, content: bytes, message: str
) -> None:
    own = start(client)["Location"]
    page = client.post(own, {"letter_date": "19/11/2026", "letter_number": "7/CV", "letter": upload(name, content)})
    assert message in text_of(page)
    assert 'value="7/CV"' in page.content.decode()
    assert AccountRequest.objects.get().state == RequestState.DRAFT


def test_a_good_scan_survives_a_wrong_date(office: Office, client: Client) -> None:
    own = start(client)["Location"]
    page = client.post(own, {"letter_date": "31/02/2026", "letter": upload("công văn ký.pdf", pdf_bytes())})
    assert "Không có ngày 31/02/2026" in text_of(page)
    assert "Đã nhận: công văn ký.pdf" in text_of(page)
    kept = re.search(r'name="letter-kept" value="([^"]+)"', page.content.decode())
    assert kept
    answer = client.post(own, {"letter_date": "19/11/2026", "letter-kept": kept.group(1)})
    assert answer.status_code == 302, text_of(answer)
    assert AccountRequest.objects.get().letter.name == "công văn ký.pdf"


@pytest.mark.parametrize("typed", ["20266", "19/11/20266", "01/01/2100"])
def test_an_impossible_or_future_date_is_refused(office: Office, client: Client, typed: str) -> None:
    own = start(client)["Location"]
    page = client.post(own, {"letter_date": typed, "letter": upload("a.pdf", pdf_bytes())})
    assert page.status_code == 200
    assert page.context["form"].errors["letter_date"]


def test_handing_in_twice_is_one_act(office: Office) -> None:
    request = submitted_request(office.agency)
    requests.submit_request(request, letter=scan("khac.pdf"), letter_number="", letter_date=None)
    request.refresh_from_db()
    assert request.letter.name == "cong-van.pdf"
    assert len([mail for mail in mails_to(request.email) if "đã nhận" in mail.subject]) == 1


def test_numbers_of_an_office_have_no_gap(office: Office) -> None:
    assert [submitted_request(office.agency, email=f"m{n}@example.vn").number for n in range(3)] == [1, 2, 3]
    assert submitted_request(make_office("hue").agency).number == 1


# ------------------------------------------------------------------ coming back
def test_a_returned_request_is_mended_and_handed_in_again_with_its_number(office: Office, client: Client) -> None:
    request = submitted_request(office.agency)
    requests.return_request(request, by=office.admin, note="Công văn chưa đóng dấu")
    mail = mails_to(request.email)[-1]
    assert "Công văn chưa đóng dấu" in mail.body
    own = link_in(mail)
    page = text_of(client.get(own))
    assert "Công văn chưa đóng dấu" in page
    changed = {**TYPED, "office": "bacninh", "form_key": uuid4(), "address": "Số 1 đường Mẫu"}
    assert client.post(f"{own}sua/", changed).status_code == 302
    assert client.post(own, {"letter_date": "20/11/2026"}).status_code == 302
    request.refresh_from_db()
    assert (request.state, request.number, request.address) == (RequestState.SUBMITTED, 1, "Số 1 đường Mẫu")


def test_a_request_with_a_number_stays_with_its_office(office: Office, client: Client) -> None:
    request = submitted_request(office.agency)
    requests.return_request(request, by=office.admin, note="Thử")
    page = client.post(f"{START}{token_of(request)}/sua/", {**TYPED, "office": "hatinh", "form_key": uuid4()})
    assert "không đổi được tỉnh" in text_of(page)


def test_nothing_can_be_changed_while_the_office_reads(office: Office, client: Client) -> None:
    request = submitted_request(office.agency)
    with pytest.raises(DomainError, match="đã nộp nên không sửa được"):
        requests.change_request(request, application(office.agency, address="khác"))
    page = client.post(f"{START}{token_of(request)}/sua/", {**TYPED, "office": "bacninh", "form_key": uuid4()})
    assert "đã nộp nên không sửa được" in text_of(page)


def test_the_lookup_says_the_same_to_everybody_and_mails_only_the_applicant(office: Office, client: Client) -> None:
    request = submitted_request(office.agency)

    def look_up(code: str, email: str) -> str:
        page = text_of(client.post(f"{START}tra-cuu/", {"code": code, "email": email}))
        return page.replace(code, "…").replace(email, "…")

    before = len(mails_to(request.email))
    right = look_up(f"{request.code[:5]} {request.code[5:].lower()}", request.email)
    assert right == look_up("ABCDEFGHJK", request.email) == look_up(request.code, "khac@example.vn")
    assert len(mails_to(request.email)) == before + 1
    assert not mails_to("khac@example.vn")
    assert request.code in text_of(client.get(link_in(mails_to(request.email)[-1])))


def test_drafts_left_behind_are_forgotten_and_handed_in_ones_kept(office: Office) -> None:
    requests.start_request(application(office.agency), form_key=uuid4())
    kept = submitted_request(office.agency)
    assert requests.forget_drafts(older_than_days=-1) == 1
    assert list(AccountRequest.objects.all()) == [kept]


# ------------------------------------------------------------------ database
def test_the_database_follows_the_workflow(office: Office) -> None:
    request = submitted_request(office.agency)
    for state in (RequestState.DRAFT, RequestState.GRANTED):
        with pytest.raises(DatabaseError), transaction.atomic():
            AccountRequest.objects.filter(pk=request.pk).update(state=state)


def test_the_database_refuses_a_request_handed_in_without_its_letter(office: Office) -> None:
    request = requests.start_request(application(office.agency), form_key=uuid4())
    with pytest.raises(DatabaseError), transaction.atomic():
        AccountRequest.objects.filter(pk=request.pk).update(state=RequestState.SUBMITTED)
