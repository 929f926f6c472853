"""What makes a question look like spam (dấu hiệu thư rác). Pure: text in, words out."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from core.text import fold

MOST_LINKS = 5  # more are refused
SUSPICIOUS_LINKS = 2  # from here on a person looks first
_LINK = re.compile(r"(?:https?://|www\.)\S+|\b[a-z0-9-]+\.(?:com|net|org|info|xyz|top|ru|cn|io|shop|vip)\b", re.I)
_MARKUP = re.compile(r"<\s*(?:a|script|img|iframe|svg)\b|\[url", re.I)


def links_in(text: str) -> int:
    """How many links `text` holds, typed as addresses or as bare names of sites."""
    return len(_LINK.findall(text))


def suspicion(text: str) -> str:
    """Why a person should look before this reaches an officer, in Vietnamese; "" for an ordinary question."""
    found = []
    if (count := links_in(text)) >= SUSPICIOUS_LINKS:
        found.append(f"có {count} liên kết")
    if _MARKUP.search(text):
        found.append("có mã trang web")
    letters = [c for c in text if c.isalpha()]
    foreign = sum(not unicodedata.name(c, "").startswith("LATIN") for c in letters)
    if letters and foreign > len(letters) * 0.2:
        found.append("nhiều chữ không thuộc tiếng Việt")
    words = fold(text).split()
    if len(words) >= 20 and len(set(words)) < len(words) / 4:
        found.append("lặp đi lặp lại")
    return ", ".join(found)


def text_key(text: str) -> str:
    """The same for the same words, whatever the case, diacritics, blanks and punctuation."""
    return hashlib.sha256(fold(text).encode()).hexdigest()
