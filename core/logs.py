"""Keeping personal data out of the logs, whoever writes them."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER = re.compile(r"(?<![\w-])\+?\d[\d ]{7,13}\d(?![\w-])")  # telephone, identity card, citizen number
_MASK = "•••"


def mask_personal_data(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """structlog processor: mail addresses and long numbers become dots, in texts and in traces of exceptions.

    A net, not a licence: what is logged is chosen where it is logged (style.md, section 11). A database error that
    quotes a row, or a library's own message, is what it catches.
    """
    for key, value in event.items():
        if isinstance(value, str) and key != "timestamp":
            event[key] = masked(value)
    return event


def masked(text: str) -> str:
    """`text` with mail addresses and long numbers as dots."""
    return _NUMBER.sub(_MASK, _MAIL.sub(_MASK, text))
