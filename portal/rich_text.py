"""Formatted text that officers write, made safe to show, and as plain text for mails and search."""

from __future__ import annotations

import re
from html import unescape

import nh3
from django.utils.html import linebreaks

_TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "a", "h2", "h3", "h4", "blockquote"}
_BLOCK_END = re.compile(r"</(?:p|li|h[2-4]|blockquote)>|<br>")


def clean(html: str) -> str:
    """`html` with the few elements an answer needs; plain lines become paragraphs (nội dung an toàn)."""
    if not re.search(r"</?[a-zA-Z][^<>]*>", html):
        html = linebreaks(html.strip(), autoescape=True) if html.strip() else ""
    return nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}).strip()


def text_of(html: str) -> str:
    """The text of cleaned `html`, a line for each block (văn bản thuần)."""
    text = unescape(nh3.clean(_BLOCK_END.sub("\n", html), tags=set()))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
