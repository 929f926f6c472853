"""Stored HTML as pages show it: pictures in the size the screen needs, tables that scroll in their own frame."""

from __future__ import annotations

import re
from itertools import count

from django.utils.safestring import SafeString, mark_safe

from portal.content.scaling import SMALL

_PICTURE = re.compile(r'<img src="([^"]+)" alt="([^"]*)" width="(\d+)" height="(\d+)">')
_SIZES = "(max-width: 767px) 100vw, 46rem"


def presented(body: str) -> SafeString:
    """The body of a version, cleaned when it was saved, for a page (nội dung bài)."""
    numbers = count(1)

    def framed(match: re.Match[str]) -> str:
        name = f"Bảng {next(numbers)}"
        return f'<div class="tblwrap" tabindex="0" role="region" aria-label="{name}"><table class="tbl">'

    body = _PICTURE.sub(_picture, body)
    body = re.sub(r"<table>", framed, body).replace("</table>", "</table></div>")
    return mark_safe(body)  # noqa: S308  portal.content.html.clean wrote it


def _picture(match: re.Match[str]) -> str:
    address, alt, width, height = match.groups()
    small = f"{address}nho/ {SMALL}w, " if int(width) > SMALL else ""
    return (
        f'<img src="{address}" srcset="{small}{address} {width}w" sizes="{_SIZES}" alt="{alt}" width="{width}"'
        f' height="{height}" loading="lazy" decoding="async">'
    )
