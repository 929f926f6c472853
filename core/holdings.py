"""What an organisation has on the site: each app registers a provider, pages of accounts show it (những gì đang có)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Holding:
    """One kind of things that belong to an organisation (tài liệu của đơn vị), such as its published notices.

    `label` Vietnamese; `noun` counts it: "3 thông báo". `after_lock`: what becomes of it when its owner is locked.
    """

    label: str
    noun: str
    count: int
    after_lock: str


Provider = Callable[[Any], Holding]  # called with an Agency
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Add a provider once; called in `AppConfig.ready()`."""
    if provider not in _providers:
        _providers.append(provider)


def of_agency(agency: Any) -> list[Holding]:
    """What `agency` has, in the order in which apps registered."""
    return [provider(agency) for provider in _providers]
