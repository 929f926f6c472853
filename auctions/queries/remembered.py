"""What many readers ask for and what hardly changes: made once, kept for a few minutes per process."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from itertools import islice
from time import monotonic
from typing import TypeVar

T = TypeVar("T")

KEPT_SECONDS = 300
MOST_KEPT = 1000  # pages among them: some twenty megabytes in each process
_kept: dict[Hashable, tuple[float, object]] = {}


def remembered(key: Hashable, read: Callable[[], T], seconds: int = KEPT_SECONDS) -> T:
    """What `read` returned within the last `seconds`. Only for reading pages: services read anew."""
    held = _kept.get(key)
    if held is None or monotonic() - held[0] > seconds:
        if len(_kept) >= MOST_KEPT:
            for oldest in list(islice(_kept, MOST_KEPT // 4)):
                _kept.pop(oldest, None)
        _kept.pop(key, None)
        held = _kept[key] = (monotonic(), read())
    return held[1]  # type: ignore[return-value]


def forget() -> None:
    """Read everything again: between tests, and after reference data was loaded in this process."""
    _kept.clear()
