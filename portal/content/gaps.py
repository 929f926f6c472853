"""What a version lacks before the public may read it (nội dung còn thiếu)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from portal.content.html import images_in, text_of
from portal.content.kinds import LABELS, NEEDED, ArticleKind

if TYPE_CHECKING:
    from portal.models import ArticleVersion

_PICTURE = re.compile(r"<img [^>]*>")
_ALT = re.compile(r'alt="[^"]*[^"\s][^"]*"')


def gaps(kind: str, version: ArticleVersion | None) -> list[str]:
    """In Vietnamese, each as part of a sentence; [] when nothing is missing."""
    if version is None:
        return ["chưa có nội dung"]
    missing = [f"mục “{LABELS[name]}” chưa nhập" for name in NEEDED[kind] if not _has(version, name)]
    if kind == ArticleKind.DIRECTIVE and not _has(version, "body") and not version.attachments.exists():
        missing.append("nhập nội dung hoặc đính kèm tệp văn bản")
    for position, picture in enumerate(_PICTURE.findall(version.body), start=1):
        if not _ALT.search(picture):
            missing.append(f"ảnh thứ {position} chưa có mô tả cho người không nhìn thấy ảnh")
    return missing


def _has(version: ArticleVersion, name: str) -> bool:
    value = getattr(version, name)
    return bool(text_of(value) or images_in(value)) if name == "body" else bool(value)
