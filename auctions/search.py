"""How notices are searched: by the words of `core.lexemes`, and by their codes (tìm kiếm thông báo)."""

from __future__ import annotations

import re

from core.lexemes import MOST_WORDS, query, vector
from core.text import fold

__all__ = ["MOST_WORDS", "as_code", "query", "vector"]

_CODE = re.compile(r"^(tb|lc) \d{4} \d{3} \d{6}$")


def as_code(text: str) -> str:
    """The notice code that `text` is ("tb 2026-024 000123" -> "TB-2026-024-000123"), or ""."""
    folded = fold(text)
    return folded.upper().replace(" ", "-") if _CODE.match(folded) else ""
