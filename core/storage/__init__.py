"""Stored files: what is accepted, where it lies, how it is handed out.

`store_upload` takes what people send, `store_bytes` what the portal makes, `serve` hands it out; the caller's view
checks the permission first.
"""

from core.storage.checks import (
    CONTENT_FILE,
    CONTENT_IMAGE,
    LEGAL_FILE,
    LETTER_SCAN,
    NOTICE_ATTACHMENT,
    FileType,
    UploadUse,
)
from core.storage.folders import FolderStorage, RefusingStorage
from core.storage.serving import serve
from core.storage.uploads import store_bytes, store_upload

__all__ = [
    "CONTENT_FILE",
    "CONTENT_IMAGE",
    "LEGAL_FILE",
    "LETTER_SCAN",
    "NOTICE_ATTACHMENT",
    "FileType",
    "FolderStorage",
    "RefusingStorage",
    "UploadUse",
    "serve",
    "store_bytes",
    "store_upload",
]
