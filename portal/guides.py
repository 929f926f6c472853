"""A guide as a page: Markdown to HTML with a table of contents, pictures with their measures (bài hướng dẫn)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from core.help import Guide, guides, systems
from core.text import fold

PICTURES = Path(settings.BASE_DIR) / "static" / "guide"
_PNG_SIZE = struct.Struct(">16x2I")


@dataclass(frozen=True)
class Heading:
    """One line of the table of contents."""

    anchor: str
    title: str


@dataclass(frozen=True)
class Page:
    """A guide as it is shown."""

    html: SafeString
    contents: list[Heading]


@dataclass(frozen=True)
class Shelf:
    """The guides of one system, for the index (mục lục)."""

    slug: str
    title: str
    guides: list[Guide]


def shelves(role: str = "") -> list[Shelf]:
    """Systems with their guides; with `role` only what concerns it, systems without any left out."""
    found = [
        Shelf(slug, title, [each for each in guides() if each.system == slug and (not role or role in each.roles)])
        for slug, title in systems().items()
    ]
    return [shelf for shelf in found if shelf.guides]


def roles() -> list[str]:
    """Whom guides are for, in the order in which they first appear."""
    return list(dict.fromkeys(role for each in guides() for role in each.roles))


def rendered(guide: Guide) -> Page:
    """The guide's page; the text comes from this repository, and HTML in it is shown as text all the same."""
    return _rendered(guide.text)


def pictures_in(text: str) -> Iterator[str]:
    """File names of the pictures a guide shows."""
    return (str(each.attrs["src"]) for token in _markdown().parse(text) for each in token.children or [] if _is(each))


@lru_cache(maxsize=128)
def _rendered(text: str) -> Page:
    markdown = _markdown()
    tokens = markdown.parse(text)
    contents = list(_anchored(tokens))
    for token in tokens:
        for picture in filter(_is, token.children or []):
            _measure(picture)
    return Page(mark_safe(markdown.renderer.render(tokens, markdown.options, {})), contents)  # noqa: S308


def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _is(token: Token) -> bool:
    return token.type == "image"


def _anchored(tokens: list[Token]) -> Iterator[Heading]:
    """Give each heading its anchor, made of its words without diacritics; h2 go into the table of contents."""
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            anchor = fold(inline.content).replace(" ", "-")
            opening.attrSet("id", anchor)
            if opening.tag == "h2":
                yield Heading(anchor, inline.content)


def _measure(picture: Token) -> None:
    """Address and size of a picture, so that the text does not jump when it arrives."""
    name = str(picture.attrs["src"])
    with (PICTURES / name).open("rb") as opened:
        width, height = _PNG_SIZE.unpack(opened.read(_PNG_SIZE.size))
    picture.attrs.update(src=static(f"guide/{name}"), width=str(width), height=str(height), loading="lazy")
