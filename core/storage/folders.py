"""Where files live: private, public and scratch folders, and nowhere else."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.utils.deconstruct import deconstructible


@deconstructible
class FolderStorage(FileSystemStorage):
    """Files in one folder under STORAGE_ROOT; served only by permission-checked views, never by URL."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        super().__init__(
            location=settings.STORAGE_ROOT / folder,
            base_url=None,
            file_permissions_mode=0o640,
            directory_permissions_mode=0o750,
        )


@deconstructible
class RefusingStorage(Storage):
    """Django's "default" storage is never right here: a field must name private, public or scratch."""

    def _refuse(self, *args: object, **kwargs: object) -> NoReturn:
        raise RuntimeError("name a storage: private, public or scratch")

    _open = _save = path = delete = exists = listdir = size = url = _refuse


def folder_of(storage: str) -> Path:
    """The local folder of one of the three storages."""
    found = storages[storage]
    if not isinstance(found, FolderStorage):
        raise TypeError(f"{storage} is not a folder on this machine")
    return Path(found.location)


def scratch_folder() -> Path:
    """The local folder for what need not last: uploads being checked, or kept while a form is corrected."""
    folder = folder_of("scratch")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
