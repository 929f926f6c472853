"""Vietnamese text for machines: one folding used by search, login names and look-ups."""

from __future__ import annotations

import re
import unicodedata

_STROKE = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D"})
_ASKING = re.compile(r"^(?:nhập|ghi|chọn) ")
_NOT_ALNUM = re.compile(r"[^0-9a-z]+")


def fold(text: str) -> str:
    """Lower-case ASCII words of `text`, separated by single blanks ("Đất ở, Hoà Bình" -> "dat o hoa binh").

    Folds every way of typing the same word to one key: with or without diacritics, composed or
    decomposed, old or new tone place, capitals. Punctuation ends a word, so codes fall apart the same way everywhere.
    """
    decomposed = unicodedata.normalize("NFKD", text.translate(_STROKE))
    ascii_text = "".join(c for c in decomposed if not unicodedata.combining(c)).lower()
    return _NOT_ALNUM.sub(" ", ascii_text).strip()


def begins_with_name(sentence: str, *names: str) -> bool:
    """Whether `sentence` says by itself which field it is about: "Tên dài…", "Nhập tên…", "Ghi tên…" for "Tên"."""
    said = _ASKING.sub("", sentence.casefold())
    return said.startswith(tuple(name.casefold() for name in names if name))


def fold_key(text: str) -> str:
    """`fold` without blanks ("Thị trấn Thạch Hà" -> "thitranthachha"), for names of accounts and look-up keys."""
    return fold(text).replace(" ", "")


def initials(text: str) -> str:
    """First letters of the folded words ("tỉnh Hà Tĩnh" -> "tht")."""
    return "".join(word[0] for word in fold(text).split())
