"""What filters offer: places and kinds of today. Small, the same for everybody, so kept for a few minutes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localdate

from accounts.models import AdministrativeUnit, UnitLevel
from accounts.queries.units import lineage_ids
from auctions.models import AssetKind
from auctions.queries.remembered import remembered


@dataclass(frozen=True, slots=True)
class Place:
    """A province or commune of today (đơn vị hành chính để lọc)."""

    id: int
    code: str
    name: str


def provinces() -> dict[str, Place]:
    """Today's provinces by code, in the Vietnamese order of their names."""
    return remembered("provinces", lambda: _places(AdministrativeUnit.objects.filter(level=UnitLevel.PROVINCE)))


def province_names() -> dict[str, str]:
    """Names of today's provinces by code."""
    return remembered("province names", lambda: {code: place.name for code, place in provinces().items()})


def communes(province_id: int) -> dict[str, Place]:
    """Today's communes of one province by code."""
    units = AdministrativeUnit.objects.filter(level=UnitLevel.COMMUNE, parent_id=province_id)
    return remembered(("communes", province_id), lambda: _places(units))


def rows_of(places: Iterable[Place]) -> list[int]:
    """Ids of the rows that stood and stand for these places: a notice keeps the place as it was when published."""
    return sorted({pk for place in places for pk in remembered(("rows", place.id), lambda at=place: _rows(at))})


def asset_kinds() -> dict[str, str]:
    """Short names of today's asset kinds by code, in the order of the law."""
    kinds = AssetKind.objects.valid_on(localdate()).order_by("position")
    return remembered("kinds", lambda: {kind.code: kind.short_name for kind in kinds})


def asset_kind_names() -> dict[str, str]:
    """Short names of all asset kinds there ever were, for old versions."""
    kinds = AssetKind.objects.order_by("valid_from")
    return remembered("all kinds", lambda: {kind.code: kind.short_name for kind in kinds})


def _rows(place: Place) -> set[int]:
    return lineage_ids(AdministrativeUnit.objects.get(pk=place.id))


def _places(units: Any) -> dict[str, Place]:
    rows = units.filter(valid_to__isnull=True).order_by("name", "code")
    return {unit.code: Place(unit.pk, unit.code, unit.full_name) for unit in rows}
