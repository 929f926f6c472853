"""Old statistics logins and the offices that work in their place today (tài khoản thống kê cũ)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Value
from django.db.models.functions import Replace
from django.utils.timezone import localdate

from accounts import naming
from accounts.models import AdministrativeUnit, Agency, AgencyKind, UnitKind, UnitLevel
from accounts.queries.units import LAST_DAY_OF_DISTRICTS, successors_of
from core.text import fold_key

_OLD_KINDS = (UnitKind.COMMUNE, UnitKind.WARD, UnitKind.TOWNSHIP)


@dataclass(frozen=True)
class LegacyTarget:
    """An office of today behind an old login: in which role, and whether all of the old unit went there."""

    agency: Agency
    role: naming.StatisticsRole
    whole: bool


def legacy_login_targets(login: str) -> list[LegacyTarget]:
    """Offices of today that an old statistics login leads to, by code; exactly one whole target may log in.

    "xathachtan_hth_tht_bc" (commune of 2017) -> UBND phường Hà Huy Tập, compiler. Several when the unit was split, when
    two units had the code by rule, or for a district; [] when no unit had it or it was a role the unit did not have.
    """
    parts = naming.split_statistics_login(login.strip())
    if parts is None:
        return []
    code, role = parts
    office = Agency.objects.select_related("unit").filter(account_code__iexact=code).first()
    if office is not None:
        return _of_office(office, role)
    return _of_old_communes(code, role)


def _of_office(office: Agency, role: naming.StatisticsRole) -> list[LegacyTarget]:
    if role not in naming.statistics_roles(is_commune=office.kind == AgencyKind.COMMUNE):
        return []
    if office.active_to is None or office.active_to > localdate():
        return [LegacyTarget(office, role, whole=True)]
    if office.successor is not None:
        return _of_office(office.successor, role)
    if office.unit is None or office.kind != AgencyKind.DISTRICT_OFFICE:
        return []
    # A Phòng Tư pháp has no successor of its own: what it did for its communes is done by the communes of today.
    targets = _communes_today(office.unit.children.on(LAST_DAY_OF_DISTRICTS), role)
    return [LegacyTarget(target.agency, role, whole=False) for target in targets]


def _of_old_communes(code: str, role: naming.StatisticsRole) -> list[LegacyTarget]:
    if role not in naming.statistics_roles(is_commune=True):
        return []
    name = code.partition("_")[0]
    keys = {name.removeprefix(fold_key(kind.label)) for kind in _OLD_KINDS} - {name}
    candidates = (
        AdministrativeUnit.objects.filter(level=UnitLevel.COMMUNE, kind__in=_OLD_KINDS)
        .filter(valid_from__lte=LAST_DAY_OF_DISTRICTS)
        .annotate(key=Replace("search_key", Value(" "), Value("")))
        .filter(key__in=keys)
        .select_related("parent__parent")
    )
    return _communes_today([unit for unit in candidates if _code_by_rule(unit) == code], role)


def _code_by_rule(unit: AdministrativeUnit) -> str:
    district = unit.parent
    assert district is not None
    assert district.parent is not None
    return naming.commune_code(unit.full_name, district.full_name, district.parent.full_name)


def _communes_today(units: Iterable[AdministrativeUnit], role: naming.StatisticsRole) -> list[LegacyTarget]:
    found = successors_of(units)
    reached = [successor for successors in found.values() for successor in successors]
    # One of the units may have gone nobody knows where: then the others are no certain answer either.
    is_certain = all(found.values())
    whole = {successor.unit.pk: is_certain and successor.whole for successor in reached}
    offices = Agency.objects.active_on(localdate()).filter(kind=AgencyKind.COMMUNE, unit__in=whole)
    ordered = offices.select_related("unit__parent").order_by("unit__code")
    return [LegacyTarget(office, role, whole[office.unit_id]) for office in ordered if office.unit_id is not None]
