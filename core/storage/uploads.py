"""Taking files in: streamed to disk, hashed on the way, checked, and gone again if the transaction rolls back."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
import unicodedata
import uuid
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import psycopg
import structlog
from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from core.database import own_connection
from core.errors import FileRefused
from core.models import StoredFile
from core.models.files import ScanState
from core.storage.checks import FileType, UploadUse, check_content, check_size
from core.storage.folders import scratch_folder

log = structlog.get_logger(__name__)

_CHUNK = 256 * 1024
_NAME_LENGTH = 200


@dataclass(frozen=True)
class Staged:
    """A file that has been streamed to a local path and found good, not yet stored."""

    path: Path
    name: str
    kind: FileType
    size: int
    sha256: str
    scan_state: ScanState


def store_upload(upload: Any, *, use: UploadUse, by: Any) -> StoredFile:
    """Check `upload` and store it (lưu tệp tải lên); `by` None for people without an account.

    `upload` is an UploadedFile or what `core.forms.KeptFileField` cleaned. Raises FileRefused, in Vietnamese.
    """
    with staged(upload, use) as found, found.path.open("rb") as opened, transaction.atomic():
        return _keep(
            opened,
            use.storage,
            name=found.name,
            content_type=found.kind.content_type,
            size=found.size,
            sha256=found.sha256,
            scan_state=found.scan_state,
            created_by=by,
        )


def store_bytes(
    content: bytes, *, name: str, content_type: str, by: Any = None, storage: str = "private"
) -> StoredFile:
    """Store a document the portal made itself (lưu tệp do hệ thống lập): no checks, same row."""
    values = {"name": clean_name(name), "content_type": content_type, "created_by": by}
    facts = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    with transaction.atomic():
        return _keep(io.BytesIO(content), storage, **values, **facts)


@contextmanager
def staged(upload: Any, use: UploadUse) -> Iterator[Staged]:
    """`upload` on local disk, checked for `use`, for as long as the block runs."""
    name = clean_name(upload.name)
    handle, path_name = tempfile.mkstemp(prefix="incoming-", dir=scratch_folder())
    path = Path(path_name)
    try:
        with os.fdopen(handle, "wb") as target:
            size, sha256 = _stream(upload.chunks(_CHUNK), target, use)
        check_size(size, use)
        kind = check_content(path, name, use)
        yield Staged(path, name, kind, size, sha256, _scan(path))
    finally:
        path.unlink(missing_ok=True)


def clean_name(name: str) -> str:
    """What a file is shown as: no folders, no control characters, composed, at most 200 characters with its ending."""
    base = unicodedata.normalize("NFC", name or "").replace("\\", "/").rpartition("/")[2]
    base = " ".join("".join(c if c.isprintable() else " " for c in base).split()).lstrip(".") or "tep"
    stem, dot, ending = base.rpartition(".")
    if not dot or len(ending) > 10:
        return base[:_NAME_LENGTH]
    return f"{stem[: _NAME_LENGTH - len(ending) - 1]}.{ending}"


def _stream(chunks: Iterable[bytes], target: Any, use: UploadUse) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        size += len(chunk)
        if size <= use.max_bytes:
            digest.update(chunk)
            target.write(chunk)
    return size, digest.hexdigest()


def _scan(path: Path) -> ScanState:
    """Ask every scanner of settings.FILE_SCANNERS: `scanner(path) -> bool`, True = clean."""
    scanners = [import_string(dotted) for dotted in settings.FILE_SCANNERS]
    if not all(scanner(path) for scanner in scanners):
        raise FileRefused("Tệp có dấu hiệu chứa mã độc nên không nhận.", "file_infected")
    return ScanState.CLEAN if scanners else ScanState.UNSCANNED


def _keep(opened: IO[bytes], storage: str, **values: Any) -> StoredFile:
    path = f"{timezone.localdate():%Y/%m/%d}/{uuid.uuid4().hex}"
    transaction.on_commit(_Undecided(storages[storage], path).keep)
    storages[storage].save(path, File(opened))
    return StoredFile.objects.create(path=path, storage=storage, **values)


class _Undecided:
    """A stored file whose transaction is still open.

    Django has no hook for a rollback, but it drops the callbacks of a transaction or savepoint that is rolled back;
    with its callback goes this object, and with it the file.
    """

    def __init__(self, storage: Storage, path: str) -> None:
        self._undo = weakref.finalize(self, _remove_unless_stored, storage, path)

    def keep(self) -> None:
        """The transaction has committed."""
        self._undo.detach()


def _remove_unless_stored(storage: Storage, path: str) -> None:
    """Remove a file without a row. Asks on a connection of its own, because a commit may have lost its callbacks too.

    What cannot be decided now is left to core.housekeeping.
    """
    try:
        with own_connection() as own:
            row = own.execute("SELECT 1 FROM core_storedfile WHERE path = %s", [path]).fetchone()
    except psycopg.Error:
        log.warning("stored_file_undecided")
        return
    if row is None:
        storage.delete(path)
