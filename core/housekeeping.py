"""What is thrown away once a day."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import structlog
from django.utils import timezone

from core.models import OutboxMessage, StoredFile
from core.storage.folders import folder_of, scratch_folder

log = structlog.get_logger(__name__)

SCRATCH_DAYS = 2
SECRET_DAYS = 7
_DAY = 24 * 3600


def remove_old_scratch_files() -> int:
    """Remove uploads whose form nobody completed within two days (dọn tệp tạm); how many."""
    old = _older_than(SCRATCH_DAYS * _DAY, scratch_folder().iterdir())
    return _remove("scratch_files_removed", list(old))


def remove_files_without_row() -> int:
    """Remove stored files whose transaction was lost with its process (dọn tệp mồ côi); how many.

    Looks into the folders of the last week only: a running process removes its own at once (see core.storage).
    """
    orphans: list[Path] = []
    for storage in ("private", "public"):
        root = folder_of(storage)
        for back in range(7):
            folder = root / f"{timezone.localdate() - timedelta(days=back):%Y/%m/%d}"
            found = {str(p.relative_to(root)): p for p in _older_than(_DAY, folder.glob("*"))}
            known = set(StoredFile.objects.filter(path__in=found).values_list("path", flat=True))
            orphans += [path for name, path in found.items() if name not in known]
    return _remove("orphan_files_removed", orphans)


def forget_failed_secrets() -> int:
    """Blank secret messages that could not be delivered for a week (xoá nội dung mật); how many."""
    limit = timezone.now() - timedelta(days=SECRET_DAYS)
    failed = OutboxMessage.objects.filter(is_secret=True, state=OutboxMessage.State.FAILED, created_at__lt=limit)
    return failed.exclude(body="").update(body="")


def _older_than(seconds: int, paths: Iterator[Path]) -> Iterator[Path]:
    limit = time.time() - seconds
    return (path for path in paths if path.is_file() and path.stat().st_mtime < limit)


def _remove(event: str, paths: list[Path]) -> int:
    for path in paths:
        path.unlink(missing_ok=True)
    log.info(event, count=len(paths))
    return len(paths)
