"""Handing files out: whole, in ranges, under their Vietnamese names."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http import Http404, StreamingHttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from core.models import StoredFile
from core.models.files import ScanState
from core.storage import serve, store_bytes
from core.storage.folders import folder_of

pytestmark = pytest.mark.django_db
CONTENT = bytes(range(256)) * 40  # 10,240 bytes
ETAG = f'"{hashlib.sha256(CONTENT).hexdigest()}"'


@pytest.fixture
def stored(db: None) -> StoredFile:
    return store_bytes(CONTENT, name="Thông báo/2026 “đấu giá”.pdf", content_type="application/pdf")


def get(stored: StoredFile, *, inline: bool = False, **headers: str) -> Any:
    answer = serve(RequestFactory().get("/", headers=headers), stored, inline=inline)
    answer.body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    request_finished.disconnect(close_old_connections)  # as Django's test client does: the test goes on
    answer.close()
    request_finished.connect(close_old_connections)
    return answer


def test_the_whole_file_is_streamed_with_its_facts(stored: StoredFile) -> None:
    answer = get(stored)
    assert isinstance(answer, StreamingHttpResponse)
    assert (answer.status_code, answer.body) == (200, CONTENT)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Length"] == "10240"
    assert (answer["ETag"], answer["Accept-Ranges"]) == (ETAG, "bytes")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-cache"


def test_the_name_is_vietnamese_and_cannot_leave_its_header(stored: StoredFile) -> None:
    expected = "attachment; filename*=utf-8''2026%20%E2%80%9C%C4%91%E1%BA%A5u%20gi%C3%A1%E2%80%9D.pdf"
    assert get(stored)["Content-Disposition"] == expected
    name = store_bytes(b"x", name='a"; filename=b.exe\r\n.pdf', content_type="application/pdf")
    assert "\r" not in get(name)["Content-Disposition"]


def test_only_what_browsers_show_safely_is_shown_inline(stored: StoredFile) -> None:
    assert get(stored, inline=True)["Content-Disposition"].startswith("inline;")
    page = store_bytes(b"<script>", name="a.html", content_type="text/html")
    assert get(page, inline=True)["Content-Disposition"].startswith("attachment;")


@pytest.mark.parametrize(
    ("header", "start", "stop"),
    [
        ("bytes=0-99", 0, 100),
        ("bytes=100-", 100, 10240),
        ("bytes=-100", 10140, 10240),
        ("bytes=10000-99999", 10000, 10240),
        ("bytes=-99999", 0, 10240),
        ("bytes=10239-10239", 10239, 10240),
        ("bytes = 0-0", 0, 1),
    ],
)
def test_a_range_is_answered_with_that_part(stored: StoredFile, header: str, start: int, stop: int) -> None:
    answer = get(stored, range=header)
    assert (answer.status_code, answer.body) == (206, CONTENT[start:stop])
    assert answer["Content-Range"] == f"bytes {start}-{stop - 1}/10240"
    assert answer["Content-Length"] == str(stop - start)


@pytest.mark.parametrize("header", ["bytes=10240-", "bytes=99999-100000", "bytes=-0"])
def test_a_range_beyond_the_end_is_416(stored: StoredFile, header: str) -> None:
    answer = get(stored, range=header)
    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */10240")


@pytest.mark.parametrize(
    "header", ["bytes=5-2", "bytes=0-1,5-6", "bytes=-", "bytes=a-b", "items=0-1", "", "bytes=" + "9" * 5000 + "-"]
)
def test_a_range_that_makes_no_sense_is_ignored(stored: StoredFile, header: str) -> None:
    answer = get(stored, range=header)
    assert (answer.status_code, answer.body) == (200, CONTENT)


@given(st.text(max_size=40), st.integers(0, 20_000), st.integers(0, 20_000))
def test_no_range_header_ever_breaks_it(text: str, first: int, last: int) -> None:
    stored = StoredFile.objects.filter(sha256=ETAG.strip('"')).first() or store_bytes(
        CONTENT, name="a.pdf", content_type="application/pdf"
    )
    assert get(stored, range=f"bytes={text}").status_code in {200, 206, 416}
    answer = get(stored, range=f"bytes={first}-{last}")
    if answer.status_code == 206:
        assert answer.body == CONTENT[first : last + 1]


@pytest.mark.parametrize("header", [ETAG, f"W/{ETAG}", f'"x", {ETAG}', "*"])
def test_who_has_it_already_gets_no_second_copy(stored: StoredFile, header: str) -> None:
    answer = get(stored, if_none_match=header)
    assert (answer.status_code, answer.body, answer["ETag"]) == (304, b"", ETAG)
    assert get(stored, if_none_match='"other"').status_code == 200


def test_a_range_of_another_version_is_answered_with_the_whole(stored: StoredFile) -> None:
    assert get(stored, range="bytes=0-9", if_range='"other"').status_code == 200
    assert get(stored, range="bytes=0-9", if_range=ETAG).status_code == 206


def test_an_infected_file_is_kept_but_not_handed_out(stored: StoredFile) -> None:
    StoredFile.objects.filter(pk=stored.pk).update(scan_state=ScanState.REFUSED)
    stored.refresh_from_db()
    with pytest.raises(PermissionDenied):
        get(stored)


def test_a_file_that_vanished_from_its_storage_is_404(stored: StoredFile) -> None:
    (folder_of("private") / stored.path).unlink()
    with pytest.raises(Http404):
        get(stored)
