"""Adding, copying and removing lots of what was typed (thêm, sao chép, bỏ lô tài sản). Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from accounts.models import AdministrativeUnit
from auctions.content import LotContent
from auctions.forms.draft import MOST_LOTS, Typed

T = TypeVar("T")
_PLACE_PATHS = ("province", "commune")
_OF_LOT = re.compile(r"lots\.(?P<index>[0-9]+)\.")


def add_lot(typed: Typed) -> Typed:
    """One more, empty lot at the end; unchanged when there are as many as a notice may have."""
    if len(typed.content.lots) >= MOST_LOTS:
        return typed
    return _with_lots(typed, (*typed.content.lots, LotContent()))


def copy_lot(typed: Typed, index: int) -> Typed:
    """One more lot at the end that says the same as lot `index`, its place too."""
    lots = typed.content.lots
    if index >= len(lots) or len(lots) >= MOST_LOTS:
        return typed
    copied = {
        path.replace(f"lots.{index}.", f"lots.{len(lots)}.", 1): raw
        for path, raw in typed.unread.items()
        if path.startswith(f"lots.{index}.")
    }
    return replace(_with_lots(typed, (*lots, lots[index])), unread=typed.unread | copied)


def remove_lot(typed: Typed, index: int) -> Typed:
    """Without lot `index`; what belongs to the lots after it moves up."""
    lots = typed.content.lots
    return replace(
        _with_lots(typed, lots[:index] + lots[index + 1 :]),
        unread=_moved(typed.unread, index),
        reasons=_moved(typed.reasons, index),
    )


def place_lot(typed: Typed, index: int, unit: AdministrativeUnit) -> Typed:
    """With lot `index` in the commune `unit`, whatever was typed for its place before."""
    lots = list(typed.content.lots)
    if index >= len(lots) or unit.parent is None:
        return typed
    lots[index] = replace(
        lots[index],
        commune_code=unit.code,
        commune_name=unit.full_name,
        province_code=unit.parent.code,
        province_name=unit.parent.full_name,
    )
    gone = {f"lots.{index}.{name}" for name in _PLACE_PATHS}
    unread = {path: raw for path, raw in typed.unread.items() if path not in gone}
    return replace(_with_lots(typed, tuple(lots)), unread=unread)


def _with_lots(typed: Typed, lots: tuple[LotContent, ...]) -> Typed:
    return replace(typed, content=replace(typed.content, lots=lots))


def _moved(by_path: Mapping[str, T], removed: int) -> dict[str, T]:
    """Without the entries of lot `removed`; entries of later lots move up. Keys are paths."""
    return {_shift(key, removed): value for key, value in by_path.items() if _index(key) != removed}


def _index(key: str) -> int | None:
    match = _OF_LOT.match(key)
    return int(match["index"]) if match else None


def _shift(key: str, removed: int) -> str:
    index = _index(key)
    if index is None or index < removed:
        return key
    return key.replace(f"lots.{index}.", f"lots.{index - 1}.", 1)
