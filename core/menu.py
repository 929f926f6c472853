"""The office menu: each app registers its pages in `AppConfig.ready()`, nobody imports upwards (danh mục công việc)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

SYSTEMS = (
    "Công việc",
    "Đấu giá tài sản",
    "Công chứng",
    "Chứng thực",
    "Một cửa",
    "Thống kê",
    "Nội dung Cổng",
    "Tổ chức",
    "Quản trị",
)


@dataclass(frozen=True)
class MenuItem:
    """One page in the menu (mục trong danh mục).

    `codename`: right that shows it, held at any agency; "" = every signed-in user.
    `count`: how many matters wait there for a user. `shown_to`: what else decides, where the right alone is not enough.
    `first_step`: what to do there when nothing waits, for the role home; "" when one does not begin there.
    """

    system: str
    label: str
    url_name: str
    icon: str
    codename: str
    order: int
    count: Callable[[Any], int] | None = None
    first_step: str = ""
    shown_to: Callable[[Any], bool] | None = None


_items: dict[str, MenuItem] = {}


def register(item: MenuItem) -> None:
    """Add a page to the menu; registering the same page again replaces it."""
    if item.system not in SYSTEMS:
        raise ValueError(f"unknown system {item.system!r}: add it to core.menu.SYSTEMS")
    _items[item.url_name] = item


def registered() -> list[MenuItem]:
    """All pages, by system and order."""
    return sorted(_items.values(), key=lambda item: (SYSTEMS.index(item.system), item.order, item.label))
