"""What changed between two versions, field by field (khác biệt giữa hai bản). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass
from decimal import Decimal
from typing import Any

from auctions.content import AttachmentContent, Content, LotContent, fields_of
from auctions.terms import AttachmentKind, FieldType
from core.templatetags.vn import capital, money, number, vn_date, vn_datetime

_HIDDEN = frozenset({"commune_code", "province_code"})  # their names say it


@dataclass(frozen=True)
class Difference:
    """One field that differs; "" on the side where it is not there."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Comparison:
    """All that differs, and how many fields do not."""

    rows: list[Difference]
    unchanged: int


def compare(
    old: Content,
    new: Content,
    kind: str,
    *,
    asset_kinds: Mapping[str, str],
    old_files: list[AttachmentContent] | None = None,
    new_files: list[AttachmentContent] | None = None,
) -> Comparison:
    """Compare two contents of a notice of `kind`; `asset_kinds` names the kinds of assets by code."""
    pairs = list(_pairs(old, new, kind, asset_kinds))
    rows = [Difference(label, a, b) for label, a, b in pairs if a != b]
    rows.extend(_files(old_files or [], new_files or []))
    return Comparison(rows, sum(a == b != "" for _, a, b in pairs))


def shown(described: Field[Any], value: Any, asset_kinds: Mapping[str, str]) -> str:
    """A value as people read it; "" for nothing."""
    if value in {None, ""}:
        return ""
    if described.name == "asset_kind":
        return asset_kinds.get(value, value)
    return _SHOWN[described.metadata["type"]](described, value)


def _choice(described: Field[Any], value: str) -> str:
    allowed = described.metadata["choices"]
    return str(allowed(value).label) if value in allowed.values else value


_SHOWN = {
    FieldType.TEXT: lambda described, value: value,
    FieldType.MONEY: lambda described, value: money(value),
    FieldType.AREA: lambda described, value: area(value),
    FieldType.DATE: lambda described, value: vn_date(value),
    FieldType.MOMENT: lambda described, value: vn_datetime(value),
    FieldType.FLAG: lambda described, value: "Có" if value else "Không",
    FieldType.CHOICE: _choice,
}


def area(value: Decimal) -> str:
    """120,5 m²."""
    return f"{number(value.normalize())}\N{NO-BREAK SPACE}m²"


def _pairs(old: Content, new: Content, kind: str, asset_kinds: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for described in _visible(Content, kind):
        a, b = getattr(old, described.name), getattr(new, described.name)
        yield capital(described.metadata["label"]), shown(described, a, asset_kinds), shown(described, b, asset_kinds)
    for position in range(max(len(old.lots), len(new.lots))):
        a, b = _at(old.lots, position), _at(new.lots, position)
        if a is None or b is None:
            yield f"Lô {position + 1}", a.name if a else "", b.name if b else ""
            continue
        for described in _visible(LotContent, kind):
            label = f"Lô {position + 1}, {described.metadata['label']}"
            values = (getattr(lot, described.name) for lot in (a, b))
            yield label, *(shown(described, value, asset_kinds) for value in values)


def _visible(cls: type[Content | LotContent], kind: str) -> Iterator[Field[Any]]:
    return (described for described in fields_of(cls, kind) if described.name not in _HIDDEN)


def _at(lots: tuple[LotContent, ...], position: int) -> LotContent | None:
    return lots[position] if position < len(lots) else None


def _files(old: list[AttachmentContent], new: list[AttachmentContent]) -> Iterator[Difference]:
    before, after = {f.file: f for f in old}, {f.file: f for f in new}
    for file in old:
        if file.file not in after:
            yield Difference(_kind_of(file), file.name, "")
    for file in new:
        if file.file not in before:
            yield Difference(_kind_of(file), "", file.name)


def _kind_of(file: AttachmentContent) -> str:
    return str(AttachmentKind(file.kind).label) if file.kind in AttachmentKind.values else "Tệp đính kèm"
