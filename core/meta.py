"""What machines are told of a public page: search engines, link previews, feed readers (dữ liệu mô tả trang).

A view puts a `Meta` into its context as `meta`; templates/parts/meta.html writes it. schema.org data are plain
dictionaries, written by `{{ data|ld_json }}`; the browser does not run them, so the Content-Security-Policy holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.text import Truncator

LONGEST_DESCRIPTION = 160  # what result pages show of it
Data = dict[str, Any]


@dataclass(frozen=True)
class Meta:
    """Title, one sentence, the one address of the page, its Atom feed and its schema.org data.

    `path` is the address without the site; `kind` the Open Graph type; `feed` a path, "" = none.
    """

    title: str
    path: str
    description: str = ""
    kind: str = "website"
    feed: str = ""
    data: tuple[Data, ...] = field(default_factory=tuple)

    @property
    def url(self) -> str:
        """The canonical address."""
        return absolute(self.path)

    @property
    def feed_url(self) -> str:
        """Full address of the feed."""
        return absolute(self.feed)

    @property
    def summary(self) -> str:
        """The description as far as result pages show it."""
        return Truncator(" ".join(self.description.split())).chars(LONGEST_DESCRIPTION)


def absolute(path: str) -> str:
    """Full address of a path of this site."""
    return f"{settings.SITE_URL}{path}"


def thing(kind: str, **facts: Any) -> Data:
    """A schema.org object of this type; what is empty is left out."""
    known = {name: value for name, value in facts.items() if value not in (None, "", [], {})}
    return {"@context": "https://schema.org", **part(kind, **known)}


def part(kind: str, **facts: Any) -> Data:
    """An object inside another one."""
    return {"@type": kind, **{name: value for name, value in facts.items() if value not in (None, "", [], {})}}


def breadcrumbs(*steps: tuple[str, str], here: str) -> Data:
    """The way from the home page to this one; steps are (name, path)."""
    crumbs: Iterable[Mapping[str, Any]] = [
        part("ListItem", position=place, name=name, item=absolute(path))
        for place, (name, path) in enumerate([("Trang chủ", "/"), *steps], 1)
    ]
    return thing("BreadcrumbList", itemListElement=[*crumbs, part("ListItem", position=len(steps) + 2, name=here)])
