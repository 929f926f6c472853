"""What the daily task throws away, and what it must not."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core.storage import LETTER_SCAN, store_upload
from core.storage.folders import folder_of, scratch_folder
from core.tasks import clean_up
from tests.core import samples

pytestmark = pytest.mark.django_db
DAY = 24 * 3600


def aged(path: Path, days: float) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    os.utime(path, (time.time() - days * DAY,) * 2)
    return path


def test_scratch_files_are_removed_after_two_days() -> None:
    old, new = aged(scratch_folder() / "kept-old", 2.1), aged(scratch_folder() / "kept-new", 1.9)
    clean_up()
    assert (old.exists(), new.exists()) == (False, True)


def test_files_without_a_row_are_removed_after_a_day_those_with_one_never() -> None:
    stored = store_upload(SimpleUploadedFile("a.pdf", samples.pdf()), use=LETTER_SCAN, by=None)
    mine = aged(folder_of("private") / stored.path, 1.5)
    today = folder_of("private") / f"{timezone.localdate():%Y/%m/%d}"
    orphan, fresh = aged(today / "orphan", 1.5), aged(today / "fresh", 0.5)
    clean_up()
    assert (mine.exists(), orphan.exists(), fresh.exists()) == (True, False, True)
