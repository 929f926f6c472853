"""A file that was sent once need not be sent again because another field was wrong."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from freezegun import freeze_time

from core.forms import KeptFileField, PlainTextField
from core.forms.files import KeptFile
from core.housekeeping import remove_old_scratch_files
from core.models import StoredFile
from core.storage import LETTER_SCAN, NOTICE_ATTACHMENT, store_upload
from tests.core import samples

pytestmark = pytest.mark.django_db


class LetterForm(forms.Form):
    """A name and a scan."""

    name = PlainTextField(label="Tên")
    scan = KeptFileField(label="Bản quét", use=LETTER_SCAN)


def upload(name: str = "công văn.pdf", content: bytes | None = None) -> dict[str, Any]:
    return {"scan": SimpleUploadedFile(name, samples.pdf() if content is None else content)}


def sent(name: str = "", files: dict[str, Any] | None = None, token: str = "", **options: Any) -> LetterForm:
    form = LetterForm({"name": name, "scan-kept": token}, files or {}, **options)
    form.is_valid()
    return form


def token_of(form: LetterForm) -> str:
    """The token in the page that is shown after an error."""
    return form["scan"].value().kept.token


def test_a_file_survives_the_error_of_another_field() -> None:
    first = sent("", upload())
    assert set(first.errors) == {"name"}
    page = str(first["scan"])
    assert "Đã nhận: <strong>công văn.pdf</strong>" in page
    token = token_of(first)
    assert f'name="scan-kept" value="{token}"' in page

    second = sent("Nguyễn Văn Mẫu", token=token)
    assert second.is_valid()
    stored = store_upload(second.cleaned_data["scan"], use=LETTER_SCAN, by=None)
    with stored.open() as opened:
        assert (stored.name, opened.read()) == ("công văn.pdf", samples.pdf())


def test_it_survives_any_number_of_errors() -> None:
    token = token_of(sent("", upload()))
    for _ in range(3):
        form = sent("", token=token)
        assert set(form.errors) == {"name"}
        assert token in str(form["scan"])


def test_a_complete_form_needs_no_second_round() -> None:
    form = sent("Nguyễn Văn Mẫu", upload())
    assert isinstance(form.cleaned_data["scan"], KeptFile)
    assert store_upload(form.cleaned_data["scan"], use=LETTER_SCAN, by=None).size == len(samples.pdf())


def test_a_double_click_with_the_same_token_finds_the_file_twice() -> None:
    token = token_of(sent("", upload()))
    for _ in range(2):
        assert store_upload(sent("Mẫu", token=token).cleaned_data["scan"], use=LETTER_SCAN, by=None)


def test_another_file_replaces_the_one_received() -> None:
    token = token_of(sent("", upload()))
    form = sent("Mẫu", upload("bản khác.pdf", samples.pdf(2)), token)
    assert form.cleaned_data["scan"].name == "bản khác.pdf"


def test_a_bad_file_is_refused_and_the_good_one_before_it_is_kept() -> None:
    token = token_of(sent("", upload()))
    form = sent("Mẫu", upload("virus.pdf", samples.EXE), token)
    assert "chương trình chạy được" in form.errors["scan"][0]
    assert f'value="{token}"' in str(form["scan"])
    assert sent("Mẫu", token=token).is_valid()


def test_an_empty_file_is_refused() -> None:
    assert sent("Mẫu", upload(content=b"")).errors["scan"] == ["Tệp rỗng, không có nội dung. Chọn tệp khác."]


def test_without_a_file_the_field_asks_for_one() -> None:
    assert sent("Mẫu").errors["scan"] == ["Chọn tệp để tải lên."]


@pytest.mark.parametrize(
    "token",
    ["forged", "a:b:c", signing.dumps(["../../etc/passwd", "x"], salt="other")],
    ids=["no token", "wrong signature", "signed for something else"],  # a signature holds the time: no name for a test
)
def test_a_forged_token_brings_nothing(token: str) -> None:
    assert sent("Mẫu", token=token).errors["scan"] == ["Tệp tải lên trước đó không còn giữ được. Chọn lại tệp."]


def test_a_token_of_another_use_brings_nothing() -> None:
    class Attachment(forms.Form):
        scan = KeptFileField(use=NOTICE_ATTACHMENT)

    form = Attachment({}, {"scan": SimpleUploadedFile("a.png", samples.picture("PNG"))})
    assert form.is_valid()
    assert "scan" in sent("Mẫu", token=form.cleaned_data["scan"].token).errors


def test_after_two_days_the_token_is_too_old() -> None:
    with freeze_time("2026-11-20 08:00:00"):
        token = token_of(sent("", upload()))
    with freeze_time("2026-11-22 08:00:01"):
        assert "scan" in sent("Mẫu", token=token).errors


def test_a_file_that_was_cleaned_away_is_asked_for_again() -> None:
    form = sent("", upload())
    token = token_of(form)
    with freeze_time("2030-01-01"):
        assert remove_old_scratch_files() >= 1
    assert "Chọn lại tệp" in sent("Mẫu", token=token).errors["scan"][0]


def test_a_stored_file_is_shown_and_stays_when_nothing_new_comes() -> None:
    stored = store_upload(upload()["scan"], use=LETTER_SCAN, by=None)
    form = sent("Mẫu", initial={"scan": stored})
    assert form.is_valid()
    assert form.cleaned_data["scan"] == stored
    assert "Đã nhận: <strong>công văn.pdf</strong>" in str(form["scan"])
    assert form.changed_data == ["name"]
    assert StoredFile.objects.count() == 1


def test_the_control_names_types_and_limit_and_needs_no_script() -> None:
    field = LetterForm()["scan"]
    assert 'accept=".pdf"' in str(field)
    assert field.help_text == "Tệp PDF, tối đa 10\xa0MB."
    assert LetterForm().is_multipart()


def test_the_received_file_is_read_out_with_the_control() -> None:
    page = str(sent("", upload())["scan"])
    assert 'id="id_scan-received"' in page
    assert "id_scan-received" in page.partition("aria-describedby=")[2]


def test_html_in_a_file_name_stays_text() -> None:
    assert "&lt;img src=x&gt;.pdf" in str(sent("", upload("<img src=x>.pdf"))["scan"])
