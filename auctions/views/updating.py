"""Which pieces of the drafting page an automatic save has to replace: only those that look different now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from django.forms import Select

from auctions.forms.blocks import LotBlock
from auctions.forms.draft import REASON
from auctions.forms.rows import Row
from auctions.forms.sheet import Sheet, path_of_reason

_ACTS_ON_LOTS = frozenset({"add-lot", "copy-lot", "remove-lot", "commune"})


def lots_changed(act: str) -> bool:
    """Whether the button replaces the blocks of lots as a whole."""
    return act in _ACTS_ON_LOTS


def updates_context(now: Sheet, then: Sheet | None, sent: Mapping[str, Any], *, with_lots: bool) -> dict[str, Any]:
    """Variables of auctions/office/updates.html. `then` is what the page shows, None = not known, so all is sent.

    Replacing only what differs keeps the answer small and a screen reader quiet, and never takes a field from under
    the hands of the person who types in it.
    """
    shown = {row.path: row.face for row in then.rows} if then else {}
    in_lots = {row.path for block in now.lots for row in block.rows} if with_lots else set()
    asked = _reasons_on_page(sent)
    rows = [row for row in now.rows if row.path not in in_lots]
    return {
        "sheet": now,
        "with_lots": with_lots,
        "relabelled": [] if with_lots else _relabelled(now.lots, then.lots if then else []),
        "changed": [row for row in rows if shown.get(row.path) != row.face],
        "reasoned": [row for row in rows if asked.get(row.path, set()) != _reason_of(row)],
        "filled": [row for row in rows if _was_filled_in(row, sent)],
    }


def _relabelled(now: Sequence[LotBlock], then: Sequence[LotBlock]) -> list[LotBlock]:
    """Lots whose folded line looks different now."""
    return [block for block, before in zip_longest(now, then) if block and (not before or block.face != before.face)]


def _reasons_on_page(sent: Iterable[str]) -> dict[str, set[str]]:
    """Names of the reason fields that the page showed, by path of their row."""
    names: dict[str, set[str]] = defaultdict(set)
    for name in sent:
        if name.startswith(REASON):
            names[path_of_reason(name)].add(name)
    return names


def _reason_of(row: Row) -> set[str]:
    return {row.reason.name} if row.reason else set()


def _was_filled_in(row: Row, sent: Mapping[str, Any]) -> bool:
    """Whether the portal chose what the person had left open."""
    is_list = isinstance(row.bound.field.widget, Select)
    return is_list and not sent.get(row.bound.html_name) and bool(row.bound.value())
