"""What waits for a person: each app registers a provider, the role home shows them together (việc đang chờ tôi)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class WaitingItem:
    """One matter or one queue that waits (việc đang chờ). `count` 0 = a single matter; `due`: last day to act.

    `system`: where it belongs, as in the menu; `since`: day from which the oldest of it waits; `act`: what to do, a
    verb of one or two words for the button beside it.
    """

    title: str
    detail: str
    url: str
    count: int = 0
    due: date | None = None
    urgent: bool = False
    system: str = ""
    since: date | None = None
    act: str = ""


Provider = Callable[[Any], list[WaitingItem]]  # called with the signed-in User
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Add a provider once; called in `AppConfig.ready()`."""
    if provider not in _providers:
        _providers.append(provider)


def waiting_for(user: Any) -> list[WaitingItem]:
    """Everything that waits for `user`: urgent first, then by due day, matters without one last."""
    items = [item for provider in _providers for item in provider(user)]
    return sorted(items, key=lambda item: (not item.urgent, item.due or date.max))
