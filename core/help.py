"""User guides: which page of which guide explains a screen (hướng dẫn sử dụng).

A guide is a Markdown file fixtures/guides/<system>/<slug>.md that opens with its facts:

    ---
    title: Đăng nhập lần đầu và đổi mật khẩu
    about: Một câu cho trang mục lục.
    roles: Quản trị đơn vị, Người có tài sản đấu giá
    screens: account_login, account_change_password#doi-mat-khau
    order: 10
    ---

`screens` are names of URLs, each with the heading that explains it; "" roles = everybody. The systems and their order
are fixtures/guides/systems.csv. An app adds files, no code. Pictures are made by scripts/screenshots.py.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.urls import reverse

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "guides"
_FACTS = {"title", "about", "roles", "screens", "order", "system"}


@dataclass(frozen=True)
class Guide:
    """One guide (bài hướng dẫn). `screens`: name of a URL -> heading that explains it, "" = the whole guide."""

    system: str
    slug: str
    title: str
    about: str
    roles: tuple[str, ...]
    screens: dict[str, str]
    order: int
    text: str

    @property
    def url(self) -> str:
        """The page of the guide."""
        return reverse("guide", args=[self.system, self.slug])

    def url_for(self, url_name: str) -> str:
        """The page, at the heading that explains this screen."""
        anchor = self.screens.get(url_name, "")
        return f"{self.url}#{anchor}" if anchor else self.url


@cache
def systems() -> dict[str, str]:
    """Systems that have guides, in the order of the index: {slug: title}."""
    with (FOLDER / "systems.csv").open(newline="", encoding="utf-8") as opened:
        return {row["slug"]: row["title"] for row in csv.DictReader(opened)}


@cache
def guides() -> tuple[Guide, ...]:
    """All guides, by system and order."""
    places = list(systems())
    found = (_read(path) for path in FOLDER.glob("*/*.md"))
    return tuple(sorted(found, key=lambda guide: (places.index(guide.system), guide.order, guide.title)))


def guide(system: str, slug: str) -> Guide | None:
    """One guide by its address."""
    return next((each for each in guides() if (each.system, each.slug) == (system, slug)), None)


def guide_for(url_name: str, roles: Iterable[str] = ()) -> Guide | None:
    """The guide of a screen (hướng dẫn của màn hình): among several the one for one of `roles`, else the first."""
    held = set(roles)
    found = _by_screen().get(url_name, ())
    return next((each for each in found if held & set(each.roles)), found[0] if found else None)


@cache
def _by_screen() -> dict[str, tuple[Guide, ...]]:
    names = {name for each in guides() for name in each.screens}
    return {name: tuple(each for each in guides() if name in each.screens) for name in names}


def _read(path: Path) -> Guide:
    opening, _, text = path.read_text(encoding="utf-8").removeprefix("---\n").partition("\n---\n")
    facts = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in opening.splitlines())}
    if unknown := set(facts) - _FACTS:
        raise ValueError(f"{path}: unknown facts {sorted(unknown)}")
    screens = (screen.partition("#") for screen in _listed(facts.get("screens", "")))
    return Guide(
        system=path.parent.name,
        slug=path.stem,
        title=facts["title"],
        about=facts["about"],
        roles=tuple(_listed(facts.get("roles", ""))),
        screens={name: anchor for name, _, anchor in screens},
        order=int(facts.get("order", "100")),
        text=text.strip(),
    )


def _listed(value: str) -> Iterator[str]:
    return (part.strip() for part in value.split(",") if part.strip())
