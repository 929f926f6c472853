"""A small country for the journeys: Bắc Ninh with its Sở Tư pháp, a second province, two communes."""

from __future__ import annotations

from datetime import date

from accounts.models import AdministrativeUnit, UnitKind, UnitLevel
from accounts.roles import Role
from core.text import fold
from tests.accounts.arrange import Office
from tests.accounts.factories import AgencyFactory, user_at

FIRST_DAY = date(2025, 7, 1)


def make_unit(name: str, code: str, kind: UnitKind, parent: AdministrativeUnit | None = None) -> AdministrativeUnit:
    """A province, or a commune of one."""
    above = f"{parent.get_kind_display()} {parent.name}" if parent else ""
    return AdministrativeUnit.objects.create(
        name=name,
        search_key=fold(name),
        search_path=fold(f"{kind.label} {name} {above}"),
        code=code,
        level=UnitLevel.COMMUNE if parent else UnitLevel.PROVINCE,
        kind=kind,
        parent=parent,
        valid_from=FIRST_DAY,
        basis="mẫu",
    )


def make_bac_ninh() -> Office:
    """The Sở Tư pháp of Bắc Ninh with its administrator, and two communes to live in."""
    ministry = AgencyFactory(ministry=True)
    province = make_unit("Bắc Ninh", "24", UnitKind.CITY)
    make_unit("Kinh Bắc", "09193", UnitKind.WARD, province)
    make_unit("Tiên Du", "09292", UnitKind.COMMUNE, province)
    agency = AgencyFactory(
        stp=True,
        name="Sở Tư pháp thành phố Bắc Ninh",
        account_code="bacninh",
        account_suffix="tinhbacninh",
        parent=ministry,
        unit=province,
    )
    return Office(agency, user_at(agency, Role.STP_ADMIN, username="bacninh_stp", full_name="Phạm Thị Quản Trị"))
