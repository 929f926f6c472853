"""Administrative units on a day, and what became of them (đơn vị hành chính và đơn vị kế thừa).

Codes are re-used after mergers, so every question about a code names a day. Nothing here guesses: a unit that was
split has several successors, none of them whole, and the person chooses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Lower, Replace, StrIndex
from django.utils.timezone import localdate

from accounts.models import AdministrativeUnit, UnitLevel, UnitSuccession
from accounts.models.units import AdministrativeUnitQuerySet
from core.text import fold

LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)
_WITH_PATH = "parent__parent"


@dataclass(frozen=True)
class Successor:
    """A unit that another one became; `whole` = all of it went there.

    `is_primary` marks one of several for comparisons over time, never for legal data.
    """

    unit: AdministrativeUnit
    whole: bool
    is_primary: bool = True


@dataclass(frozen=True)
class Predecessor:
    """A unit that another one came from; `whole` = all of it went there."""

    unit: AdministrativeUnit
    whole: bool


# ------------------------------------------------------------------ one day
def unit_on(code: str, day: date, level: UnitLevel = UnitLevel.COMMUNE) -> AdministrativeUnit | None:
    """The unit that had `code` on `day` (đơn vị tại một ngày), with the units above it."""
    return AdministrativeUnit.objects.on(day).select_related(_WITH_PATH).filter(level=level, code=code).first()


def provinces_on(day: date | None = None) -> AdministrativeUnitQuerySet:
    """Provinces and cities on a day, today if none is given, in the Vietnamese order of names (tỉnh, thành phố)."""
    return AdministrativeUnit.objects.on(day or localdate()).filter(level=UnitLevel.PROVINCE).order_by("name", "code")


def communes_of(province: AdministrativeUnit, on: date | None = None) -> AdministrativeUnitQuerySet:
    """Communes inside a province on a day, today if none is given (đơn vị cấp xã của tỉnh), by name.

    `province` may be the row of another period: its code counts. Before 1/7/2025 a district stands between.
    """
    direct = Q(parent__level=UnitLevel.PROVINCE, parent__code=province.code)
    by_district = Q(parent__parent__level=UnitLevel.PROVINCE, parent__parent__code=province.code)
    communes = AdministrativeUnit.objects.on(on or localdate()).filter(direct | by_district, level=UnitLevel.COMMUNE)
    return communes.select_related(_WITH_PATH).order_by("name", "code")


def search_units(
    text: str,
    *,
    day: date | None = None,
    level: UnitLevel = UnitLevel.COMMUNE,
    province_code: str = "",
    limit: int = 20,
) -> list[AdministrativeUnit]:
    """Units of a day that a typed text may mean (tìm đơn vị), best first; show `full_path`, names repeat.

    Diacritics, capitals, blanks in a name and punctuation don't matter; words may name the type and the units above
    ("xa tan thanh, tay ninh"). The spelling as typed comes first, then the whole name, its beginning, any word.
    A code finds its unit.
    """
    words = fold(text)
    if not words:
        return []
    units = AdministrativeUnit.objects.on(day or localdate()).filter(level=level).select_related(_WITH_PATH)
    if province_code:
        units = units.filter(Q(parent__code=province_code) | Q(parent__parent__code=province_code))
    in_path = Q()
    for word in words.split():
        in_path &= Q(search_path__startswith=word) | Q(search_path__contains=f" {word}")
    found = units.annotate(
        key=Replace("search_key", Value(" "), Value("")),
        as_typed=StrIndex(Value(normalize("NFC", text).lower()), Lower("name")),
    ).filter(in_path | Q(code=words) | Q(key=words))
    return list(found.order_by(_rank(words), "name", "parent__name", "code")[:limit])


def _rank(words: str) -> Case:
    """Smaller is nearer to what was typed."""
    return Case(
        When(Q(code=words) | Q(as_typed__gt=0), then=Value(0)),
        When(Q(search_key=words) | Q(key=words) | Q(search_path__startswith=f"{words} "), then=Value(1)),
        When(search_key__startswith=words, then=Value(2)),
        When(search_key__contains=words, then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )


# ------------------------------------------------------------------ over time
def successors(
    code: str, on: date, *, level: UnitLevel = UnitLevel.COMMUNE, until: date | None = None
) -> list[Successor]:
    """What the unit that had `code` on `on` is on `until`, today if none is given (đơn vị kế thừa), by code.

    The unit itself while it lasts; several, none of them whole, when it was split; [] when the code was no unit that
    day, when nobody has recorded its successor, or for a district after 30/6/2025.
    """
    unit = unit_on(code, on, level)
    return successors_of([unit], until=until)[unit.pk] if unit else []


def successors_of(units: Iterable[AdministrativeUnit], *, until: date | None = None) -> dict[int, list[Successor]]:
    """`successors` for many units at once: {unit id: its successors}. One query a generation, whatever the number."""
    until = until or localdate()
    starts = list(units)
    graph = _Graph({unit.pk: unit for unit in starts}, lambda unit: unit.valid_to is None or unit.valid_to > until)
    graph.follow("predecessor", "successor")
    return {unit.pk: graph.leads_to(unit.pk) for unit in starts}


def predecessors(
    code: str, on: date, *, level: UnitLevel = UnitLevel.COMMUNE, as_of: date = LAST_DAY_OF_DISTRICTS
) -> list[Predecessor]:
    """Units of `as_of` of which the unit that had `code` on `on` took all or a part (đơn vị tiền thân), by code."""
    unit = unit_on(code, on, level)
    if unit is None:
        return []
    graph = _Graph({unit.pk: unit}, lambda earlier: earlier.valid_from <= as_of)
    graph.follow("successor", "predecessor")
    earlier = [graph.units[pk] for pk in graph.ends if graph.units[pk].on_day(as_of)]
    today = successors_of(earlier, until=on)
    found = [
        Predecessor(before, successor.whole)
        for before in earlier
        for successor in today[before.pk]
        if successor.unit.pk == unit.pk
    ]
    return sorted(found, key=lambda predecessor: predecessor.unit.code)


def lineage_ids(unit: AdministrativeUnit) -> set[int]:
    """Ids of the unit's rows of all days: itself, all it came from, all it became. For filters over old records."""
    ids = {unit.pk}
    for near, far in (("predecessor", "successor"), ("successor", "predecessor")):
        graph = _Graph({unit.pk: unit}, lambda _: False)
        graph.follow(near, far)
        ids |= graph.units.keys()
    return ids


class _Graph:
    """Successions followed from some units until `is_end` says stop."""

    def __init__(self, units: dict[int, AdministrativeUnit], is_end: Callable[[AdministrativeUnit], bool]) -> None:
        self.units = dict(units)
        self.is_end = is_end
        self.edges: dict[int, list[tuple[int, bool, bool]]] = defaultdict(list)

    @property
    def ends(self) -> list[int]:
        """Ids of the units where following stopped."""
        return [pk for pk, unit in self.units.items() if self.is_end(unit)]

    def follow(self, near: str, far: str) -> None:
        """Fetch generation after generation from the `near` side to the `far` side."""
        frontier = [pk for pk, unit in self.units.items() if not self.is_end(unit)]
        while frontier:
            rows = UnitSuccession.objects.filter(**{f"{near}__in": frontier}).values_list(
                f"{near}_id", f"{far}_id", "is_whole", "is_primary"
            )
            found = set()
            for start, end, whole, primary in rows:
                self.edges[start].append((end, whole, primary))
                found.add(end)
            new = AdministrativeUnit.objects.select_related(_WITH_PATH).in_bulk(found - self.units.keys())
            self.units |= new
            frontier = [pk for pk, unit in new.items() if not self.is_end(unit)]

    def leads_to(self, start: int) -> list[Successor]:
        """The ends reached from one unit, by code. All of it went to the only end there is, even by several ways."""
        reached: dict[int, tuple[bool, bool]] = {}
        is_complete = self._walk(start, (True, True), reached)
        only = len(reached) == 1 and is_complete
        found = [Successor(self.units[pk], only or whole, primary) for pk, (whole, primary) in reached.items()]
        return sorted(found, key=lambda successor: successor.unit.code)

    def _walk(self, pk: int, held: tuple[bool, bool], reached: dict[int, tuple[bool, bool]]) -> bool:
        if self.is_end(self.units[pk]):
            whole, primary = reached.get(pk, (False, False))
            reached[pk] = held[0] or whole, held[1] or primary
            return True
        edges = self.edges[pk]
        walked = [self._walk(end, (held[0] and whole, held[1] and primary), reached) for end, whole, primary in edges]
        return bool(edges) and all(walked)
