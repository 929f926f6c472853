"""What a person did last: each app registers a provider, the role home shows them together (việc vừa làm)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class RecentItem:
    """One record the person worked at (việc vừa làm). `did` says what was done, in a few words; `at` when."""

    title: str
    did: str
    url: str
    at: datetime
    icon: str = "clock-history"


Provider = Callable[[Any, int], list[RecentItem]]  # (signed-in User, how many at most) -> newest first
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Add a provider once; called in `AppConfig.ready()`. It asks the database once or twice, never once per item."""
    if provider not in _providers:
        _providers.append(provider)


def recent_for(user: Any, limit: int) -> list[RecentItem]:
    """The last `limit` records `user` worked at, newest first; each record once, with what was done last."""
    newest: dict[str, RecentItem] = {}
    items = [item for provider in _providers for item in provider(user, limit)]
    for item in sorted(items, key=lambda item: item.at, reverse=True):
        newest.setdefault(item.url, item)
    return list(newest.values())[:limit]
