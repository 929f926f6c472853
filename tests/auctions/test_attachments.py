"""Tệp đính kèm: kept with hash, and still named where they were published."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from auctions import services
from auctions.models import Attachment, Notice
from auctions.queries import effective_version
from core.errors import DomainError, FileRefused
from core.models import StoredFile
from tests.accounts.factories import AgencyFactory
from tests.auctions.factories import draft_notice, publish, published_notice, publisher_at

pytestmark = pytest.mark.usefixtures("law")


def picture(name: str = "niêm yết.png", colour: int = 0) -> SimpleUploadedFile:
    held = BytesIO()
    Image.new("RGB", (4, 4), (colour, 0, 0)).save(held, "PNG")
    return SimpleUploadedFile(name, held.getvalue(), "image/png")


def attach(notice: Notice, upload: SimpleUploadedFile | None = None) -> Attachment:
    return services.attach_file(notice, upload or picture(), kind="posting", by=notice.created_by)


def test_a_published_version_names_its_files_with_hash():
    notice = draft_notice()
    attachment = attach(notice)

    version = publish(notice)

    (named,) = version.files
    assert (named.name, named.kind, named.sha256) == ("niêm yết.png", "posting", attachment.file.sha256)
    assert named.file == str(attachment.file.public_id)


def test_the_same_file_twice_is_one_attachment():
    notice = draft_notice()

    assert attach(notice) == attach(notice)
    assert Attachment.objects.count() == 1


def test_a_program_called_pdf_is_refused_in_words():
    notice = draft_notice()
    program = SimpleUploadedFile("quy che.pdf", b"MZ" + b"\0" * 500, "application/pdf")

    with pytest.raises(FileRefused):
        attach(notice, program)

    assert not Attachment.objects.exists()


def test_an_empty_file_is_refused():
    with pytest.raises(FileRefused):
        attach(draft_notice(), SimpleUploadedFile("trong.png", b"", "image/png"))


def test_a_removed_file_leaves_the_next_version_and_stays_in_the_old_one():
    notice = draft_notice()
    attach(notice)
    publish(notice)
    notice = Notice.objects.get()
    draft = services.start_correction(notice, by=notice.created_by)

    services.remove_attachment(Attachment.objects.get(), by=notice.created_by)
    second = services.correct(notice, by=notice.created_by, draft_key=draft.key, reason="Tệp gửi nhầm")

    assert second.files == []
    assert [f.name for f in notice.versions.get(number=1).files] == ["niêm yết.png"]
    assert StoredFile.objects.count() == 1


def test_discarding_a_correction_brings_removed_files_back():
    notice = draft_notice()
    attach(notice)
    publish(notice)
    notice = Notice.objects.get()
    services.start_correction(notice, by=notice.created_by)
    services.remove_attachment(Attachment.objects.get(), by=notice.created_by)
    services.discard_draft(notice, by=notice.created_by)

    draft = services.start_correction(notice, by=notice.created_by)

    assert [a.in_draft for a in Attachment.objects.all()] == [True]
    with pytest.raises(DomainError, match="không có gì khác"):
        services.correct(notice, by=notice.created_by, draft_key=draft.key, reason="Sửa")


def test_the_second_version_of_a_withdrawal_keeps_the_files_of_the_first():
    notice = draft_notice()
    attach(notice)
    publish(notice)

    services.withdraw(notice, by=notice.created_by, reason="Nhầm")

    assert [f.name for f in effective_version(notice).files] == ["niêm yết.png"]


def test_files_change_only_while_a_draft_is_open():
    notice = published_notice()

    with pytest.raises(DomainError) as refused:
        attach(notice)

    assert refused.value.code == "draft_gone"


def test_another_agency_attaches_and_removes_nothing():
    notice = draft_notice()
    attachment, stranger = attach(notice), publisher_at(AgencyFactory())

    with pytest.raises(PermissionDenied):
        services.attach_file(notice, picture(), kind="other", by=stranger)
    with pytest.raises(PermissionDenied):
        services.remove_attachment(attachment, by=stranger)
