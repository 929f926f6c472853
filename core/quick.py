"""What people often begin: each app registers its own, the role home shows those a person may do (việc làm nhanh)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class QuickAction:
    """One act as a button of the role home (việc làm nhanh).

    `label` is a verb and its object; `codename`: right that shows it, held at any agency; "" = every signed-in user.
    """

    label: str
    url_name: str
    icon: str
    codename: str
    order: int


_actions: dict[str, QuickAction] = {}


def register(action: QuickAction) -> None:
    """Add an act in `AppConfig.ready()`; registering the same page again replaces it."""
    _actions[action.url_name] = action


def registered() -> list[QuickAction]:
    """All acts in their order."""
    return sorted(_actions.values(), key=lambda action: (action.order, action.label))
