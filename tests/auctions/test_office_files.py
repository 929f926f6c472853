"""Tệp đính kèm trong biểu mẫu: refused in words, kept by the draft, seen by nobody who may not see the notice."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from auctions.models import Attachment, Draft, Notice
from tests.auctions.factories import auction_org, draft_notice, published_notice, publisher_at
from tests.auctions.office import HTMX, client_of, said, sent, url

pytestmark = pytest.mark.usefixtures("law")


def picture(name: str = "Ảnh niêm yết.png", colour: int = 0) -> SimpleUploadedFile:
    held = BytesIO()
    Image.new("RGB", (4, 4), (colour, 0, 0)).save(held, "PNG")
    return SimpleUploadedFile(name, held.getvalue(), "image/png")


def upload(notice: Notice, *files: SimpleUploadedFile, client: Client | None = None, **more: Any) -> Any:
    data = sent(notice, act="upload") | {"file_kind": "posting", "files": list(files)}
    return (client or client_of(notice.created_by)).post(url("edit", notice), data, **more)


def test_several_files_are_taken_with_their_kind_and_the_text_beside_them():
    notice = draft_notice()
    data = sent(notice, act="upload", note="gõ trước khi tải tệp")
    files = {"file_kind": "posting", "files": [picture("a.png"), picture("b.png", 9)]}

    answer = client_of(notice.created_by).post(url("edit", notice), data | files)

    assert answer["Location"].endswith("#tep")
    assert [each.file.name for each in Attachment.objects.order_by("pk")] == ["a.png", "b.png"]
    assert set(Attachment.objects.values_list("kind", flat=True)) == {"posting"}
    assert Draft.objects.get().content.note == "gõ trước khi tải tệp"
    page = said(client_of(notice.created_by).get(url("edit", notice)))
    assert "a.png" in page
    assert Attachment.objects.first().file.sha256 in page


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("quy-che.pdf", b"MZ" + b"\0" * 600, "quy-che.pdf"),
        ("rong.pdf", b"", "rong.pdf"),
        ("lon.pdf", b"%PDF-1.7\n" + b"0" * (21 * 1024 * 1024), "20"),
        ("chuong-trinh.exe", b"MZ" + b"\0" * 600, "chuong-trinh.exe"),
    ],
)
def test_a_refused_file_is_named_with_the_reason_and_nothing_typed_is_lost(name: str, content: bytes, why: str):
    notice = draft_notice()
    data = sent(notice, act="upload", note="còn nguyên") | {
        "file_kind": "rules", "files": [SimpleUploadedFile(name, content, "application/pdf"), picture()],
    }  # fmt: skip

    answer = client_of(notice.created_by).post(url("edit", notice), data)

    page = said(answer)
    assert answer.status_code == 422
    assert "Có tệp chưa nhận được" in page
    assert f"{name}: " in page
    assert why in page
    assert "còn nguyên" in page
    assert [each.file.name for each in Attachment.objects.all()] == ["Ảnh niêm yết.png"]


def test_pressing_upload_without_a_file_says_so():
    notice = draft_notice()

    answer = client_of(notice.created_by).post(url("edit", notice), sent(notice, act="upload"), headers=HTMX)

    assert "Chưa chọn tệp nào" in said(answer)


def test_a_file_chosen_but_not_uploaded_is_taken_by_whatever_button_is_pressed():
    notice = draft_notice()
    data = sent(notice, act="preview") | {"file_kind": "other", "files": [picture()]}

    answer = client_of(notice.created_by).post(url("edit", notice), data)

    assert answer["Location"] == url("preview", notice)
    assert Attachment.objects.count() == 1


def test_a_file_is_taken_out_and_foreign_ids_take_nothing_out():
    notice, foreign = draft_notice(), draft_notice()
    upload(notice, picture())
    upload(foreign, picture())
    mine, other = (Attachment.objects.get(notice=each) for each in (notice, foreign))
    client = client_of(notice.created_by)

    client.post(url("edit", notice), sent(notice, act=f"remove-file:{other.public_id}"))
    assert Attachment.objects.count() == 2
    client.post(url("edit", notice), sent(notice, act=f"remove-file:{mine.public_id}"))

    assert list(Attachment.objects.all()) == [other]


def test_a_forged_kind_becomes_another_document():
    notice = draft_notice()
    data = sent(notice, act="upload") | {"file_kind": "criteria", "files": [picture()]}

    client_of(notice.created_by).post(url("edit", notice), data)

    assert Attachment.objects.get().kind == "other"


def test_a_draft_file_is_for_those_who_see_the_notice():
    notice = draft_notice()
    upload(notice, picture())
    attachment = Attachment.objects.get()
    address = url("file", notice, attachment.public_id)

    own = client_of(notice.created_by).get(address)
    assert own.status_code == 200
    assert own["Content-Type"] == "image/png"
    assert "filename*=utf-8''%E1%BA%A2nh" in own["Content-Disposition"]
    list(own)
    assert client_of(publisher_at(auction_org())).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_a_file_id_of_another_notice_opens_nothing():
    notice, foreign = draft_notice(), draft_notice()
    upload(foreign, picture())

    answer = client_of(notice.created_by).get(url("file", notice, Attachment.objects.get().public_id))

    assert answer.status_code == 404


def test_the_published_files_do_not_change_while_a_correction_is_typed():
    notice = draft_notice()
    upload(notice, picture("cũ.png"))
    client = client_of(notice.created_by)
    form = client.get(url("publish", notice)).context["form"]
    client.post(url("publish", notice), {name: str(form[name].value()) for name in ("draft_key", "revision")})
    client.post(url("change", notice))

    upload(notice, picture("mới.png", 7), client=client)
    old = Attachment.objects.get(file__name="cũ.png")
    client.post(url("edit", notice), sent(notice, act=f"remove-file:{old.public_id}"))

    notice.refresh_from_db()
    public = said(Client().get(notice.get_absolute_url()))
    assert "cũ.png" in public
    assert "mới.png" not in public
    assert "<ins>mới.png</ins>" in said(client.get(url("correct", notice)))


def test_a_notice_without_a_draft_takes_no_files():
    notice = published_notice()
    answer = client_of(notice.created_by).post(
        url("edit", notice), {"act": "upload", "files": [picture()], "lots-count": "0"}
    )

    assert answer.status_code == 409
    assert not Attachment.objects.exists()
