"""Reading files that strangers sent: whatever goes wrong in a parser is a refusal, never a crash."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from core.errors import FileRefused

log = structlog.get_logger(__name__)


@contextmanager
def refusing(message: str, code: str) -> Iterator[None]:
    """Turn any failure of the block into FileRefused(`message`, `code`); a refusal of its own passes through."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except FileRefused:
        raise
    except Exception as error:
        log.info("file_unreadable", code=code, error=type(error).__name__)
        raise FileRefused(message, code) from error
