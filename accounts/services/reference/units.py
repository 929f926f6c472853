"""Administrative units and their successions, from a timeline into the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from datetime import timedelta
from typing import Any

from accounts.models import AdministrativeUnit, UnitLevel, UnitSuccession
from accounts.services.reference.files import Source
from accounts.services.reference.states import FIRST_DAY, TWO_TIER, Key
from accounts.services.reference.sync import Difference, Written, differs, remove_leftovers
from accounts.services.reference.timeline import Row, Timeline
from core.text import fold

# Units by level on three days (QĐ 19/2025/QĐ-TTg; before it, the state's own lists). The past does not change any more.
_COUNTS = {
    FIRST_DAY: {UnitLevel.PROVINCE: 63, UnitLevel.DISTRICT: 713, UnitLevel.COMMUNE: 11162},
    TWO_TIER - timedelta(days=1): {UnitLevel.PROVINCE: 63, UnitLevel.DISTRICT: 696, UnitLevel.COMMUNE: 10035},
    TWO_TIER: {UnitLevel.PROVINCE: 34, UnitLevel.DISTRICT: 0, UnitLevel.COMMUNE: 3321},
}

_FIELDS = (
    "name", "kind", "parent", "valid_from", "valid_to", "is_start_estimated", "basis", "search_key", "search_path"
)  # fmt: skip


def check_counts(timeline: Timeline, source: Source) -> None:
    """Refuse files that do not hold every unit of the three known states."""
    for day, counts in _COUNTS.items():
        for level, expected in counts.items():
            found = len(timeline.on(level, day))
            if found != expected:
                source.refuse_all(f"Ngày {day:%d/%m/%Y} phải có {expected} đơn vị {level.label.lower()}, có {found}")


def write_units(timeline: Timeline) -> tuple[dict[Row, AdministrativeUnit], list[Written]]:
    """Write rows and successions that differ; the units by row, and what was written."""
    units = Written("đơn vị hành chính")
    stored: dict[Key, list[AdministrativeUnit]] = defaultdict(list)
    for unit in AdministrativeUnit.objects.order_by("valid_from"):
        stored[UnitLevel(unit.level), unit.code].append(unit)
    by_row: dict[Row, AdministrativeUnit] = {}
    for level in (UnitLevel.PROVINCE, UnitLevel.DISTRICT, UnitLevel.COMMUNE):
        difference = Difference()
        for key, rows in timeline.rows.items():
            if key[0] == level:
                _match_code(rows, stored[key], by_row, difference)
        difference.write(AdministrativeUnit, _FIELDS, units)
    units.total = len(by_row)
    successions = _write_successions(timeline, by_row)
    remove_leftovers(_lowest_first(stored), units)
    return by_row, [units, successions]


def _lowest_first(stored: dict[Key, list[AdministrativeUnit]]) -> dict[Hashable, AdministrativeUnit]:
    units = [unit for units_of in stored.values() for unit in units_of]
    return {unit.pk: unit for unit in sorted(units, key=lambda unit: len(unit.code), reverse=True)}


def _match_code(
    rows: list[Row],
    stored: list[AdministrativeUnit],
    by_row: dict[Row, AdministrativeUnit],
    difference: Difference,
) -> None:
    """Give each row its unit: by its first day, else any unit of the code left over (its first day was corrected)."""
    by_start = {unit.valid_from: unit for unit in stored}
    found = {row: by_start[row.start] for row in rows if row.start in by_start}
    spare = [unit for unit in stored if unit not in found.values()]
    for row in rows:
        unit = found.get(row) or (spare.pop(0) if spare else None)
        values = _values(row, by_row)
        if unit is None:
            unit = AdministrativeUnit(level=row.level, code=row.code, **values)
            difference.create.append(unit)
        elif differs(unit, values):
            difference.change.append(unit)
        by_row[row] = unit
    stored[:] = spare


def _values(row: Row, by_row: dict[Row, AdministrativeUnit]) -> dict[str, Any]:
    path, above = [row.full_name], row.parent
    while above is not None:
        path.append(above.full_name)
        above = above.parent
    return {
        "name": row.name,
        "kind": row.kind.value,
        "parent_id": by_row[row.parent].pk if row.parent else None,
        "valid_from": row.start,
        "valid_to": row.end,
        "is_start_estimated": row.is_estimated,
        "basis": row.basis,
        "search_key": fold(row.name),
        "search_path": fold(" ".join(path)),
    }


def _write_successions(timeline: Timeline, by_row: dict[Row, AdministrativeUnit]) -> Written:
    written = Written("kế thừa đơn vị hành chính", total=len(timeline.edges))
    stored = {(edge.predecessor_id, edge.successor_id): edge for edge in UnitSuccession.objects.all()}
    difference = Difference()
    for edge in timeline.edges:
        pair = by_row[edge.predecessor].pk, by_row[edge.successor].pk
        values = {"kind": edge.kind.value, "is_whole": edge.is_whole, "is_primary": edge.is_primary}
        found = stored.pop(pair, None)
        if found is None:
            difference.create.append(UnitSuccession(predecessor_id=pair[0], successor_id=pair[1], **values))
        elif differs(found, values):
            difference.change.append(found)
    remove_leftovers({edge.pk: edge for edge in stored.values()}, written)
    # Another successor may become the primary one: no predecessor has two in between.
    UnitSuccession.objects.filter(pk__in=[edge.pk for edge in difference.change]).update(is_primary=False)
    difference.write(UnitSuccession, ("kind", "is_whole", "is_primary"), written)
    return written
