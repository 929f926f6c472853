"""Content of the demo (dữ liệu dùng thử). Everything in it is made up."""

from __future__ import annotations

from collections.abc import Callable

from core.demo import DemoAccount
from portal.samples import articles, questions

# Each loads one part, and does nothing when it is there already or the accounts it needs are not.
LOADERS: tuple[Callable[[], None], ...] = (articles.load, questions.load)


def load() -> list[DemoAccount]:
    """Load every part; adds no accounts (accounts.demo has them)."""
    for load_part in LOADERS:
        load_part()
    return []
