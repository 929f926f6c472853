"""What is taken in and what is not: by content, with a reason a person can act on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from accounts.models import User
from core.errors import FileRefused
from core.models import StoredFile
from core.models.files import ScanState
from core.storage import LETTER_SCAN, NOTICE_ATTACHMENT, UploadUse, store_bytes, store_upload
from core.storage.checks import megabytes
from core.storage.folders import folder_of, scratch_folder
from core.storage.uploads import clean_name
from tests.accounts.factories import UserFactory
from tests.core import samples

pytestmark = pytest.mark.django_db
MB = 1024 * 1024


def store(name: str, content: bytes, use: UploadUse = NOTICE_ATTACHMENT, by: User | None = None) -> StoredFile:
    return store_upload(SimpleUploadedFile(name, content), use=use, by=by)


def refusal(name: str, content: bytes, use: UploadUse = NOTICE_ATTACHMENT) -> tuple[str, str]:
    with pytest.raises(FileRefused) as caught:
        store(name, content, use)
    assert not StoredFile.objects.exists()
    assert leftovers() == []
    return caught.value.code, caught.value.message


def leftovers() -> list[Path]:
    return list(scratch_folder().glob("incoming-*"))


class Streamed(UploadedFile):
    """An upload of any size that never exists as a whole; says how much was read at once."""

    def __init__(self, name: str, head: bytes, size: int) -> None:
        super().__init__(None, name)
        self.head, self.size, self.largest = head, size, 0

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        assert chunk_size is not None
        yield self.head
        for _ in range(self.size // chunk_size):
            self.largest = chunk_size
            yield b"\0" * chunk_size


# ------------------------------------------------------------------ what is taken


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("công văn.pdf", samples.pdf(), "application/pdf"),
        ("CÔNG VĂN.PDF", samples.pdf_with_link(), "application/pdf"),
        ("ảnh.jpg", samples.picture("JPEG"), "image/jpeg"),
        ("ảnh.jpeg", samples.picture("JPEG", 4000, 3000), "image/jpeg"),
        ("ảnh.png", samples.picture("PNG"), "image/png"),
        ("a.docx", samples.docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.xlsx", samples.xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_a_good_file_is_stored_with_its_facts(name: str, content: bytes, content_type: str) -> None:
    by = UserFactory()
    stored = store(name, content, by=by)
    assert (stored.name, stored.content_type, stored.size) == (name, content_type, len(content))
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert (stored.created_by, stored.storage, stored.scan_state) == (by, "private", ScanState.UNSCANNED)
    with stored.open() as opened:
        assert opened.read() == content
    assert leftovers() == []


def test_the_path_is_random_and_tells_nothing() -> None:
    first, second = store("công văn mật.pdf", samples.pdf()), store("công văn mật.pdf", samples.pdf())
    assert first.path != second.path
    assert "van" not in first.path
    assert (folder_of("private") / first.path).stat().st_mode & 0o007 == 0


def test_what_the_browser_claims_does_not_count() -> None:
    upload = SimpleUploadedFile("a.pdf", samples.pdf(), content_type="text/html")
    assert store_upload(upload, use=LETTER_SCAN, by=None).content_type == "application/pdf"


def test_a_document_the_portal_made_is_stored_without_checks() -> None:
    stored = store_bytes(b"%PDF-1.7 ours", name="Giấy mời.pdf", content_type="application/pdf")
    assert (stored.name, stored.size) == ("Giấy mời.pdf", 13)


# ------------------------------------------------------------------ what is not


@pytest.mark.parametrize(
    ("name", "content", "code", "message"),
    [
        ("rong.pdf", b"", "file_empty", "Tệp rỗng"),
        ("virus.pdf", samples.EXE, "file_type", "Nội dung của “virus.pdf” là chương trình chạy được"),
        ("virus.exe", samples.EXE, "file_type", "Không nhận loại tệp này. Chỉ nhận tệp PDF"),
        ("trang.pdf", b"<html><script>alert(1)</script></html>", "file_type", "không đúng với tên tệp"),
        ("anh.svg", b"<svg onload='x'/>", "file_type", "Không nhận loại tệp này"),
        ("a.pdf", samples.picture("PNG"), "file_type", "Đổi đuôi tên tệp thành .png"),
        ("a.pdf.exe", samples.pdf(), "file_type", "Đổi đuôi tên tệp thành .pdf"),
        ("a.docx", samples.xlsx(), "office_broken", "hỏng hoặc không đúng loại"),
        ("khong-duoi", samples.pdf(), "file_type", "Đổi đuôi tên tệp thành .pdf"),
        ("a.pdf", b"%PDF-1.7\nnot a pdf at all", "pdf_broken", "bị hỏng, không đọc được"),
        ("a.pdf", samples.pdf()[:200], "pdf_broken", "bị hỏng"),
        ("a.pdf", samples.pdf(0), "pdf_empty", "không có trang nào"),
        ("a.pdf", samples.pdf_with_script(), "pdf_active", "mã lệnh (JavaScript)"),
        ("a.pdf", samples.pdf_with_disguised_script(), "pdf_active", "mã lệnh (JavaScript)"),
        ("a.pdf", samples.pdf_with_action("/Launch"), "pdf_active", "lệnh mở chương trình"),
        ("a.pdf", samples.pdf_with_action("/SubmitForm"), "pdf_active", "lệnh gửi dữ liệu"),
        ("a.pdf", samples.pdf_with_attachment(), "pdf_active", "tệp khác đính kèm bên trong"),
        ("a.pdf", samples.pdf_with_password(), "pdf_encrypted", "có mật khẩu"),
        ("a.pdf", samples.pdf() + b"\n1 0 obj <</S/JavaScript>> endobj", "pdf_active", "JavaScript"),
        ("a.png", samples.picture("PNG")[:-30], "image_broken", "bị hỏng"),
        ("a.jpg", samples.picture("JPEG", 400, 300)[:-800], "image_broken", "bị hỏng"),
        ("a.jpg", b"\xff\xd8\xff\xe0 nothing", "image_broken", "bị hỏng"),
        ("a.png", samples.huge_picture(), "image_too_large", "11000 × 10000 điểm ảnh"),
        ("a.docx", b"PK\x03\x04 not a zip", "office_broken", "bị hỏng"),
        ("a.docx", samples.office("other.xml"), "office_broken", "không đúng loại"),
        ("a.docx", samples.office("word/document.xml", extra={"word/vbaProject.bin": b"x"}), "office_macro", "macro"),
        ("a.xlsx", samples.office("xl/workbook.xml", extra={"xl/activeX/a.xml": b"x"}), "office_macro", "macro"),
        ("a.docx", samples.office("word/document.xml", types=b"<T macroEnabled.main/>"), "office_macro", "macro"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(name: str, content: bytes, code: str, message: str) -> None:
    found_code, found_message = refusal(name, content)
    assert found_code == code
    assert message in found_message


def test_a_zip_that_unpacks_to_gigabytes_is_refused() -> None:
    bomb = samples.office("word/document.xml", extra={f"word/{n}.xml": b"\0" * 61 * MB for n in range(5)})
    assert len(bomb) < 2 * MB
    assert refusal("a.docx", bomb)[0] == "office_too_large"


def test_a_use_takes_only_its_own_types() -> None:
    assert "Chỉ nhận tệp PDF." in refusal("ảnh.png", samples.picture("PNG"), LETTER_SCAN)[1]


@pytest.mark.parametrize(("size", "use"), [(40 * MB, NOTICE_ATTACHMENT), (11 * MB, LETTER_SCAN)])
def test_a_large_file_is_refused_without_being_held_in_memory_or_on_disk(size: int, use: UploadUse) -> None:
    upload = Streamed("to.pdf", b"%PDF-1.7\n", size)
    with pytest.raises(FileRefused, match=rf"vượt mức {megabytes(use.max_bytes)}"):
        store_upload(upload, use=use, by=None)
    assert 0 < upload.largest <= MB
    assert leftovers() == []


@pytest.mark.parametrize(
    ("size", "text"),
    [(1, "1\xa0KB"), (38_000, "37\xa0KB"), (MB, "1\xa0MB"), (2_500_000, "2,4\xa0MB"), (10 * MB, "10\xa0MB")],
)
def test_sizes_are_written_as_people_read_them(size: int, text: str) -> None:
    assert megabytes(size) == text


# ------------------------------------------------------------------ names


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("C:\\Users\\mau\\Công văn.pdf", "Công văn.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie: x.pdf"),
        ("hoá\u202egnp.pdf", "hoá gnp.pdf"),
        ("Co\u0302ng va\u0306n.pdf", "Công văn.pdf"),
        (".pdf", "pdf"),
        ("", "tep"),
        ("x" * 10_000 + ".pdf", "x" * 196 + ".pdf"),
        ("a." + "y" * 5000, "a." + "y" * 198),
    ],
)
def test_names_are_shown_without_tricks(given_name: str, shown: str) -> None:
    assert clean_name(given_name) == shown


@given(st.text(max_size=400))
def test_any_name_becomes_one_that_fits(text: str) -> None:
    name = clean_name(text)
    assert 0 < len(name) <= 200
    assert name.isprintable()
    assert not {"/", "\\"} & set(name)


# ------------------------------------------------------------------ scanners


def says_clean(path: Path) -> bool:
    """A scanner that finds nothing."""
    return path.stat().st_size > 0


def says_infected(path: Path) -> bool:
    """A scanner that finds something everywhere."""
    return False


def test_a_scanner_that_finds_nothing_makes_it_clean(settings: Settings) -> None:
    settings.FILE_SCANNERS = [f"{__name__}.says_clean"]
    assert store("a.pdf", samples.pdf()).scan_state == ScanState.CLEAN


def test_one_scanner_that_finds_something_is_enough(settings: Settings) -> None:
    settings.FILE_SCANNERS = [f"{__name__}.says_clean", f"{__name__}.says_infected"]
    assert refusal("a.pdf", samples.pdf())[0] == "file_infected"


# ------------------------------------------------------------------ rows and files go together


def files() -> set[Path]:
    return {path for path in folder_of("private").rglob("*") if path.is_file()}


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_transaction_takes_its_file_along() -> None:
    before = files()
    with transaction.atomic():
        kept = store("a.pdf", samples.pdf())
    with transaction.atomic():
        store("b.pdf", samples.pdf())
        transaction.set_rollback(True)
    assert files() - before == {folder_of("private") / kept.path}


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_savepoint_takes_its_file_along_and_no_other() -> None:
    before = files()
    with transaction.atomic():
        kept = store("a.pdf", samples.pdf())
        with transaction.atomic():
            store("b.pdf", samples.pdf())
            transaction.set_rollback(True)
    assert files() - before == {folder_of("private") / kept.path}


@pytest.mark.django_db(transaction=True)
def test_a_callback_that_fails_after_the_commit_costs_no_file() -> None:
    def fail() -> None:
        raise RuntimeError("some other callback")

    def commit() -> None:
        with transaction.atomic():
            transaction.on_commit(fail)
            store("a.pdf", samples.pdf())

    with pytest.raises(RuntimeError, match="other callback"):
        commit()
    with StoredFile.objects.get().open() as opened:
        assert opened.read(5) == b"%PDF-"


@pytest.mark.parametrize("change", [{"sha256": "0" * 64}, {"path": "x"}, {"name": "khác.pdf"}, {"size": 1}])
def test_the_database_keeps_what_is_stored_from_changing(change: dict[str, Any]) -> None:
    stored = store("a.pdf", samples.pdf())
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        StoredFile.objects.filter(pk=stored.pk).update(**change)
    assert StoredFile.objects.filter(pk=stored.pk).update(scan_state=ScanState.CLEAN) == 1
