"""From what a person types to a commune of today (xã, phường nơi có tài sản)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Length
from django.utils.timezone import localdate

from accounts.models import AdministrativeUnit, UnitLevel
from accounts.queries.units import search_units, successors_of
from core.text import fold

_TYPE_WORDS = ("phuong ", "xa ", "thi tran ", "dac khu ")
_SHORTEST = 2  # letters that must be typed before anything is suggested


@dataclass(frozen=True)
class PlaceText:
    """Province (code, "" = not chosen) and the commune's name as typed."""

    province_code: str
    text: str


@dataclass(frozen=True)
class Suggestion:
    """A commune of today that a typed text may mean; `was` is the old unit it was found by, "" if by its own name."""

    unit: AdministrativeUnit
    was: str = ""


def communes_named(places: Iterable[PlaceText]) -> dict[PlaceText, AdministrativeUnit]:
    """The communes that the texts name without doubt (xã, phường đã rõ); doubtful ones are left out. One query.

    "Kinh Bắc", "kinh bac" and "phường Kinh Bắc" name the same ward when its province has only one unit so called.
    """
    wanted = [place for place in places if fold(place.text)]
    keys = {key for place in wanted for key in _keys(fold(place.text))}
    if not keys:
        return {}
    today = AdministrativeUnit.objects.on(localdate()).select_related("parent")
    units = list(today.filter(level=UnitLevel.COMMUNE, search_key__in=keys))
    found = ((place, _only(place, units)) for place in wanted)
    return {place: unit for place, unit in found if unit}


def suggest_communes(place: PlaceText, limit: int = 8) -> list[Suggestion]:
    """Communes of today that a text may mean (gợi ý xã, phường), also by the name of a unit that was merged."""
    if len(fold(place.text).replace(" ", "")) < _SHORTEST:
        return []
    now = search_units(place.text, province_code=place.province_code, limit=limit)
    found = {unit.pk: Suggestion(unit) for unit in now}
    if len(found) < limit:
        for suggestion in _by_old_name(place, limit):
            found.setdefault(suggestion.unit.pk, suggestion)
    return list(found.values())[:limit]


def commune_of_code(code: str) -> AdministrativeUnit | None:
    """The commune that has `code` today, with its province (đơn vị cấp xã hiện nay)."""
    today = AdministrativeUnit.objects.on(localdate()).select_related("parent")
    return today.filter(level=UnitLevel.COMMUNE, code=code).first()


def _keys(words: str) -> set[str]:
    return {words} | {words.removeprefix(word) for word in _TYPE_WORDS if words.startswith(word)}


def _only(place: PlaceText, units: list[AdministrativeUnit]) -> AdministrativeUnit | None:
    words = fold(place.text)
    here = [u for u in units if place.province_code in {"", u.parent.code if u.parent else ""}]
    spelled = [u for u in here if u.full_name.casefold() == place.text.strip().casefold()]
    whole = [u for u in here if fold(u.full_name) == words]
    named = [u for u in here if u.search_key == words]
    for matches in (spelled, whole, named):
        if matches:
            return matches[0] if len(matches) == 1 else None
    return None


def _by_old_name(place: PlaceText, limit: int) -> list[Suggestion]:
    words = fold(place.text)
    named = Q(search_key__in=_keys(words))
    for key in _keys(words):
        named |= Q(search_key__startswith=key)
    past = AdministrativeUnit.objects.filter(named, level=UnitLevel.COMMUNE, valid_to__lte=localdate())
    old = list(past.order_by(Length("search_key"), "-valid_to", "code")[: 2 * limit])
    heirs = successors_of(old)
    return [
        Suggestion(heir.unit, unit.full_name)
        for unit in old
        for heir in heirs[unit.pk]
        if place.province_code in {"", heir.unit.parent.code if heir.unit.parent else ""}
    ]
