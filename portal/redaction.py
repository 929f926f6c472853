"""Personal data in what is about to be published (dữ liệu cá nhân). Pure: text in, findings out."""

from __future__ import annotations

import re

from core.text import fold

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TELEPHONE = re.compile(r"(?<![\d./-])(?:\+84|0)(?:[ .-]?\d){8,10}(?!\d)")
_IDENTITY = re.compile(r"(?<![\d./-])(?:\d{12}|\d{9})(?![\d/])")
GAP = "[…]"


def findings(text: str, *, name: str, email: str) -> list[str]:
    """What of a person is still in `text`, in Vietnamese: addresses, numbers, the asker's own name."""
    found = [f"địa chỉ thư điện tử “{each}”" for each in _MAIL.findall(text)]
    found += [f"số điện thoại “{each.group()}”" for each in _TELEPHONE.finditer(text)]
    without = _TELEPHONE.sub(" ", text)
    found += [f"dãy số giống số giấy tờ tuỳ thân “{each.group()}”" for each in _IDENTITY.finditer(without)]
    if _has_name(text, name):
        found.append(f"họ tên người hỏi “{name}”")
    local = email.partition("@")[0]
    if len(local) > 5 and fold(local) in fold(_MAIL.sub(" ", text)).split():
        found.append("tên hộp thư của người hỏi")
    return list(dict.fromkeys(found))


def without_personal_data(text: str, *, name: str) -> str:
    """A proposal of `text` for publication: what `findings` would find is replaced by "[…]"; a person reads it over."""
    for pattern in (_MAIL, _TELEPHONE, _IDENTITY):
        text = pattern.sub(GAP, text)
    if len(name.split()) >= 2:
        text = re.sub(re.escape(name), GAP, text, flags=re.IGNORECASE)
    return text


def _has_name(text: str, name: str) -> bool:
    return len(name.split()) >= 2 and f" {fold(name)} " in f" {fold(text)} "
