"""Agencies that follow from the administrative units: Ministry, Sở Tư pháp, Phòng Tư pháp, communes, service centres.

Names, units, periods and successors follow the files at each load. Account codes, suffixes, identifiers and contact
data are written once, when the agency is new, and belong to the agency from then on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models.functions import Lower

from accounts import naming
from accounts.models import AdministrativeUnit, Agency, AgencyKind, LoginAlias, UnitKind, UnitLevel, User
from accounts.services.reference.files import Source
from accounts.services.reference.states import FIRST_DAY, TWO_TIER, States
from accounts.services.reference.sync import Difference, Written, differs
from accounts.services.reference.timeline import Row, Timeline
from core.text import fold

MINISTRY = "btp"
_BEFORE = TWO_TIER - timedelta(days=1)
_FOLLOWS_FILES = ("kind", "name", "unit", "active_from", "active_to", "successor", "search_key")


@dataclass
class Planned:
    """An agency as the files want it; `parent` and `successor` are reference keys."""

    key: str
    kind: AgencyKind
    name: str
    parent: str = ""
    row: Row | None = None
    successor: str = ""
    account_code: str = ""
    code_if_taken: str = ""
    account_suffix: str = ""
    identifier: str = ""
    active_from: date = FIRST_DAY
    active_to: date | None = None


def stp_key(account_code: str) -> str:
    """Reference key of a Sở Tư pháp."""
    return f"stp:{account_code}"


class AgencyPlan:
    """All agencies of the country in an order in which every parent and successor comes first."""

    def __init__(self, timeline: Timeline, states: States, today: date) -> None:
        self.timeline, self.states, self.today = timeline, states, max(today, TWO_TIER)
        # The Sở Tư pháp that goes on is the one whose province gave the new province its name: 34 of 63.
        self.stp_of_province = {
            line["new_code"]: line["stp_account_code"]
            for line in states.old_provinces.values()
            if line["name"] == line["new_name"]
        }

    def check(self, source: Source) -> None:
        """Refuse provinces without exactly one Sở Tư pháp that goes on, and login names off the rule of Annex 02."""
        for line in self.states.old_provinces.values():
            if naming.stp_login(line["stp_account_code"]) != line["stp_login"]:
                source.refuse(line, f"tên đăng nhập “{line['stp_login']}” không theo mã “{line['stp_account_code']}”")
        for row in self.timeline.on(UnitLevel.PROVINCE, TWO_TIER):
            if row.code not in self.stp_of_province:
                source.refuse_all(f"provinces_63.csv: {row.full_name} không có Sở Tư pháp nào tiếp tục")

    def all(self, ministry: Source) -> Iterator[Planned]:
        """Every agency, those above first."""
        yield from self._ministry(ministry)
        provinces = self.timeline.on(UnitLevel.PROVINCE, self.today)
        yield from map(self._stp, provinces)
        yield from self._merged_stps()
        yield from map(self._service_centre, provinces)
        yield from map(self._commune, self.timeline.on(UnitLevel.COMMUNE, self.today))
        yield from map(self._district_office, self.timeline.on(UnitLevel.DISTRICT, _BEFORE))

    def _ministry(self, source: Source) -> Iterator[Planned]:
        columns = ("key", "kind", "name", "parent_key", "account_code", "identifier")
        for line in source.unique(source.lines("ministry.csv", *columns), "key"):
            if line["kind"] not in AgencyKind.values:
                source.refuse(line, f"“{line['kind']}” không phải loại đơn vị")
                continue
            yield Planned(
                line["key"],
                AgencyKind(line["kind"]),
                line["name"],
                parent=line["parent_key"],
                account_code=line["account_code"],
                identifier=line["identifier"],
            )

    def _stp(self, province: Row) -> Planned:
        code = self.stp_of_province[province.code]
        line = next(old for old in self.states.old_provinces.values() if old["stp_account_code"] == code)
        return Planned(
            stp_key(code),
            AgencyKind.STP,
            f"Sở Tư pháp {_in_a_name(province)}",
            parent=MINISTRY,
            row=province,
            account_code=code,
            account_suffix=self._suffix(line["code"], code),
            identifier=line["org_id_code"],
        )

    def _merged_stps(self) -> Iterator[Planned]:
        for line in self.states.old_provinces.values():
            code, successor = line["stp_account_code"], stp_key(self.stp_of_province[line["new_code"]])
            province = self.timeline.at(UnitLevel.PROVINCE, line["code"], _BEFORE)
            if stp_key(code) == successor or province is None:
                continue
            yield Planned(
                stp_key(code),
                AgencyKind.STP,
                f"Sở Tư pháp {_in_a_name(province)}",
                parent=successor,  # who looks after its records and remaining accounts
                row=province,
                successor=successor,
                account_code=code,
                account_suffix=self._suffix(line["code"], code),
                identifier=line["org_id_code"],
                active_to=TWO_TIER,
            )

    def _suffix(self, province_code: str, account_code: str) -> str:
        province = self.timeline.at(UnitLevel.PROVINCE, province_code, FIRST_DAY)
        return naming.default_suffix(account_code, is_city=bool(province and province.kind == UnitKind.CITY))

    def _service_centre(self, province: Row) -> Planned:
        return Planned(
            f"service-centre:{province.code}",
            AgencyKind.SERVICE_CENTRE,
            f"Trung tâm Phục vụ hành chính công {_in_a_name(province)}",
            parent=MINISTRY,
            row=province,
            active_from=TWO_TIER,
        )

    def _commune(self, commune: Row) -> Planned:
        first = self.timeline.at(UnitLevel.COMMUNE, commune.code, TWO_TIER)
        assert commune.parent is not None
        assert first is not None
        assert first.parent is not None
        code = naming.commune_code(first.full_name, first.parent.full_name)
        return Planned(
            f"commune:{commune.code}",
            AgencyKind.COMMUNE,
            f"Uỷ ban nhân dân {_in_a_name(commune)}, {_in_a_name(commune.parent)}",
            parent=stp_key(self.stp_of_province[commune.parent.code]),
            row=commune,
            account_code=code,
            code_if_taken=naming.distinct_code(code, commune.code, [code]),
            active_from=TWO_TIER,
        )

    def _district_office(self, district: Row) -> Planned:
        assert district.parent is not None
        code = naming.district_code(district.full_name, district.parent.full_name)
        return Planned(
            f"district-office:{district.code}",
            AgencyKind.DISTRICT_OFFICE,
            f"Phòng Tư pháp {_in_a_name(district)}, {_in_a_name(district.parent)}",
            parent=stp_key(self.states.old_provinces[district.parent.code]["stp_account_code"]),
            row=district,
            account_code=code,
            code_if_taken=naming.distinct_code(code, district.code, [code]),
            active_from=self.timeline.rows[district.level, district.code][0].start,
            active_to=TWO_TIER,
        )


def write_agencies(plan: list[Planned], units: dict[Row, AdministrativeUnit]) -> tuple[dict[str, Agency], Written]:
    """Write what differs, those above first; the agencies by reference key, and what was written."""
    written = Written("đơn vị", total=len(plan))
    by_key = {agency.reference_key: agency for agency in Agency.objects.exclude(reference_key=None)}
    taken = _names_in_use()
    for step in _by_depth(plan):
        difference = Difference()
        for planned in step:
            values = _following(planned, units, by_key)
            agency = by_key.get(planned.key)
            if agency is None:
                agency = Agency(reference_key=planned.key, **values, **_once(planned, by_key, taken))
                by_key[planned.key] = agency
                difference.create.append(agency)
            elif differs(agency, values):
                difference.change.append(agency)
        difference.write(Agency, _FOLLOWS_FILES, written)
    return {str(key): agency for key, agency in by_key.items()}, written


def _by_depth(plan: list[Planned]) -> Iterator[list[Planned]]:
    depth: dict[str, int] = {}
    for planned in plan:
        depth[planned.key] = max((depth[key] + 1 for key in (planned.parent, planned.successor) if key), default=0)
    for level in sorted(set(depth.values())):
        yield [planned for planned in plan if depth[planned.key] == level]


def _following(
    planned: Planned, units: dict[Row, AdministrativeUnit], by_key: dict[str | None, Agency]
) -> dict[str, object]:
    return {
        "kind": planned.kind.value,
        "name": planned.name,
        "unit_id": units[planned.row].pk if planned.row else None,
        "active_from": planned.active_from,
        "active_to": planned.active_to,
        "successor_id": by_key[planned.successor].pk if planned.successor else None,
        "search_key": fold(planned.name),
    }


def _once(planned: Planned, by_key: dict[str | None, Agency], taken: set[str]) -> dict[str, object]:
    code = planned.account_code
    if code in taken and planned.code_if_taken:
        code = planned.code_if_taken
    taken.add(code)
    return {
        "parent_id": by_key[planned.parent].pk if planned.parent else None,
        "account_code": code or None,
        "account_suffix": planned.account_suffix,
        "identifier": planned.identifier,
    }


def _names_in_use() -> set[str]:
    codes = Agency.objects.exclude(account_code=None).values_list(Lower("account_code"), flat=True)
    users = User.objects.values_list(Lower("username"), flat=True)
    return {*codes, *users, *LoginAlias.objects.values_list(Lower("name"), flat=True)}


def _in_a_name(row: Row) -> str:
    """The unit inside an agency's name ("tỉnh Hà Tĩnh")."""
    return f"{row.kind.label.lower()} {row.name}"
