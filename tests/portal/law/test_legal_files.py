"""Files of documents: what is taken, what is read, what a search finds in them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now

from core import extraction
from core.errors import DomainError, FileRefused
from core.extraction import Outcome, extract
from portal.models import LegalDocument, LegalFile, LegalPage
from portal.queries.legal import matching, pages_with
from portal.services import legal_parts
from portal.services.legal_parts import add_file, read_waiting_files, remove_file
from portal.tasks import read_legal_file
from portal.tasks import read_waiting_files as task_of_lost_files
from tests.conftest import QueuedTasks
from tests.portal.law import arrange

pytestmark = pytest.mark.django_db


def with_file(upload: SimpleUploadedFile) -> LegalFile:
    document = arrange.published()
    added = add_file(document, upload, label="Toàn văn", by=arrange.publisher())
    read_legal_file(added.pk)
    added.refresh_from_db()
    return added


def found(text: str) -> list[str]:
    return [document.number for document in matching(LegalDocument.objects.published(), text).order_by("pk")]


def test_uploading_queues_the_reading(queued_tasks: QueuedTasks) -> None:
    document = arrange.published()
    added = add_file(document, arrange.pdf("Điều 1"), label="", by=arrange.publisher())
    assert added.text_state == "waiting"
    assert ("portal.read_legal_file", added.pk) in queued_tasks()


def test_the_text_of_a_pdf_is_found_page_by_page() -> None:
    added = with_file(arrange.pdf("Điều 1. Phạm vi điều chỉnh", "Điều 38. Tiền đặt trước của người tham gia"))
    assert (added.text_state, added.page_count) == ("read", 2)
    assert found("tien dat truoc") == found("TIỀN ĐẶT TRƯỚC") == ["01/2016/QH14"]
    hit = pages_with(added.document, "đặt trước")[0]
    assert hit.page.number == 2
    assert "<mark>đặt</mark> <mark>trước</mark>" in hit.shown
    assert found("thuê tàu vũ trụ") == []


def test_the_text_of_a_docx_is_found_tables_too() -> None:
    added = with_file(arrange.docx("Nghị định về chứng thực", "Thời hạn là hai ngày làm việc"))
    assert added.text_state == "read"
    assert found("hai ngay lam viec") == found("hai nghìn đồng một trang") == ["01/2016/QH14"]


def test_a_scan_without_text_is_said_so() -> None:
    added = with_file(arrange.pdf(""))
    assert added.text_state == "no_text"
    assert "bản quét ảnh, không có lớp chữ" in added.text_message


def test_a_file_broken_inside_is_marked_and_stays_downloadable() -> None:
    added = with_file(arrange.pdf("Điều 1"))
    path = Path(storages[added.file.storage].path(added.file.path))
    path.write_bytes(path.read_bytes()[:300])
    LegalFile.objects.filter(pk=added.pk).update(text_state="waiting", attempts=0)
    read_legal_file(added.pk)
    added.refresh_from_db()
    assert added.text_state == "broken"
    assert "Tệp vẫn tải được" in added.text_message
    response = Client().get(f"/van-ban/tep/{added.public_id}/")
    assert (response.status_code, len(b"".join(response.streaming_content))) == (200, 300)


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(arrange.pdf("Điều 1").read())
    assert extract(path, "application/pdf", seconds=0).outcome == Outcome.TOO_SLOW


def test_more_text_than_the_limit_is_cut_at_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "MOST_LETTERS", 25)
    pages, is_whole = extraction._within_limits(["mười hai chữ", "mười hai chữ", "trang thứ ba"])
    assert (list(pages), is_whole) == ([1, 2], False)


def test_control_characters_and_lone_surrogates_are_dropped() -> None:
    pages, _ = extraction._within_limits(["Điều\x00 1\ud800\x07.  Phạm   vi", "\n \n"])
    assert pages == {1: "Điều 1. Phạm vi"}


def test_a_file_whose_task_was_lost_is_read_later() -> None:
    document = arrange.published()
    added = add_file(document, arrange.pdf("Điều khoản thi hành"), label="", by=arrange.publisher())
    task_of_lost_files()
    assert LegalFile.objects.get(pk=added.pk).text_state == "waiting"  # its own task may still come
    LegalFile.objects.filter(pk=added.pk).update(added_at=now() - timedelta(minutes=10))
    task_of_lost_files()
    assert LegalFile.objects.get(pk=added.pk).text_state == "read"


def test_a_file_that_kills_its_reader_is_not_tried_for_ever() -> None:
    added = add_file(arrange.published(), arrange.pdf("x"), label="", by=arrange.publisher())
    LegalFile.objects.filter(pk=added.pk).update(attempts=3, added_at=now() - timedelta(minutes=10))
    read_waiting_files(older_than_seconds=60)
    assert LegalFile.objects.get(pk=added.pk).text_state == "broken"


def test_reading_twice_keeps_each_page_once() -> None:
    added = with_file(arrange.pdf("Điều 1", "Điều 2"))
    read_legal_file(added.pk)
    assert LegalPage.objects.filter(legal_file=added).count() == 2
    read_legal_file(0)


def test_a_file_taken_away_is_found_no_more() -> None:
    added = with_file(arrange.pdf("Điều 38. Tiền đặt trước"))
    remove_file(added, by=arrange.publisher())
    assert found("tiền đặt trước") == []
    assert Client().get(f"/van-ban/tep/{added.public_id}/").status_code == 404


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("van-ban.pdf", b"<html><script>alert(1)</script>"),
        SimpleUploadedFile("van-ban.svg", b"<svg onload='alert(1)'/>"),
        SimpleUploadedFile("van-ban.pdf", b""),
        SimpleUploadedFile("van-ban.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ],
)
def test_other_files_are_refused(upload: SimpleUploadedFile) -> None:
    with pytest.raises(FileRefused):
        add_file(arrange.published(), upload, label="", by=arrange.publisher())


def test_the_same_file_twice_and_too_many_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    document, by = arrange.published(), arrange.publisher()
    upload = arrange.pdf("Điều 1")
    add_file(document, upload, label="", by=by)
    upload.seek(0)
    with pytest.raises(DomainError, match="đã có tệp này"):
        add_file(document, upload, label="", by=by)
    monkeypatch.setattr(legal_parts, "MOST_FILES", 1)
    with pytest.raises(DomainError, match="tối đa 1 tệp"):
        add_file(document, arrange.pdf("Điều 2"), label="", by=by)
