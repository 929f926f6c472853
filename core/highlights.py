"""Searched words shown in a text, however they are accented there (tô đậm từ tìm thấy). The result is safe HTML."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.text import fold

_WORD = re.compile(r"\w+")


def marked(text: str, words: Collection[str], beginning: str = "") -> SafeString:
    """`text`, escaped, with each of the folded `words` in <mark>; `beginning` marks words that begin with it, too."""
    shown: list[tuple[str, str]] = []
    end = 0
    for match in _WORD.finditer(text):
        word = _folded(match.group())
        if word in words or (beginning and word.startswith(beginning)):
            shown.append((text[end : match.start()], match.group()))
            end = match.end()
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", shown), text[end:])


@lru_cache(maxsize=8192)
def _folded(word: str) -> str:
    return fold(word)
