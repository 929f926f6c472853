"""Handing files out: streamed, in ranges, under their Vietnamese names."""

from __future__ import annotations

import re
from collections.abc import Iterator

import structlog
from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.utils.http import content_disposition_header, parse_etags

from core.models import StoredFile
from core.models.files import ScanState

log = structlog.get_logger(__name__)

_CHUNK = 256 * 1024
_SHOWN_IN_BROWSER = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp"})
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


def serve(request: HttpRequest, stored_file: StoredFile, *, inline: bool = False) -> HttpResponseBase:
    """The file as a response (tải tệp về); `inline` shows it in the browser. The caller has checked the permission.

    Answers Range (206, 416), If-Range and If-None-Match (304). Never guesses a type: the stored one, and nosniff.
    """
    if stored_file.scan_state == ScanState.REFUSED:
        raise PermissionDenied("infected")
    etag = f'"{stored_file.sha256}"'
    wanted = request.headers.get("If-None-Match")
    if wanted and (wanted.strip() == "*" or etag in {e.removeprefix("W/") for e in parse_etags(wanted)}):
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        try:
            response = _content(request, stored_file, etag)
        except FileNotFoundError as error:
            log.error("stored_file_missing", file=str(stored_file.public_id))
            raise Http404("the file is not in its storage") from error
        shown = inline and stored_file.content_type in _SHOWN_IN_BROWSER
        response["Content-Disposition"] = content_disposition_header(not shown, stored_file.name) or "inline"
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _content(request: HttpRequest, stored_file: StoredFile, etag: str) -> HttpResponseBase:
    span = _requested_range(request, stored_file.size, etag)
    if span == (0, 0):
        refused = HttpResponse(status=416)
        refused["Content-Range"] = f"bytes */{stored_file.size}"
        return refused
    start, stop = span or (0, stored_file.size)
    response = StreamingHttpResponse(
        _Slice(stored_file.open(), start, stop), status=206 if span else 200, content_type=stored_file.content_type
    )
    response["Content-Length"] = stop - start
    if span:
        response["Content-Range"] = f"bytes {start}-{stop - 1}/{stored_file.size}"
    return response


def _requested_range(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """Half-open (start, stop); None = the whole file; (0, 0) = cannot be satisfied. Several ranges: the whole file."""
    header = request.headers.get("Range", "")
    match = _RANGE.fullmatch(header.replace(" ", ""))
    if not match or match.groups() == ("", "") or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = match.groups()
    if not first:
        start, stop = max(0, size - int(last)), size
        return (start, stop) if int(last) else (0, 0)
    start, stop = int(first), min(size, int(last) + 1) if last else size
    if last and int(last) < start:
        return None
    return (start, stop) if start < size else (0, 0)


class _Slice:
    """Bytes `start` to `stop` of an open file, a chunk at a time; the server closes it even if it never began."""

    def __init__(self, opened: File[bytes], start: int, stop: int) -> None:
        self.opened, self.start, self.stop = opened, start, stop

    def __iter__(self) -> Iterator[bytes]:
        self.opened.seek(self.start)
        while self.start < self.stop and (chunk := self.opened.read(min(_CHUNK, self.stop - self.start))):
            self.start += len(chunk)
            yield chunk

    def close(self) -> None:
        self.opened.close()
