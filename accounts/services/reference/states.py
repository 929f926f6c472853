"""What each unit was, from which day, as the files in fixtures/units say: one `UnitHistory` a code.

Three states are known: October 2017, June 2025, and the two-tier system since 1/7/2025 with its dated changes.
What changed between the first two has a date only where dated_changes.csv gives one; else `UNDATED` is used and said.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date

from accounts.models import UnitKind, UnitLevel
from accounts.services.reference.files import Line, Source, bare_name, spelling_key

FIRST_DAY = date(2017, 10, 1)
UNDATED = date(2020, 1, 1)
TWO_TIER = date(2025, 7, 1)

_FIRST_BASIS = "Danh mục đơn vị hành chính tháng 10/2017; ngày thành lập không có trong nguồn"
_UNDATED_BASIS = "Thay đổi trong khoảng 10/2017 - 6/2025; ngày thật không có trong nguồn, quy ước lấy 01/01/2020"
_TWO_TIER_BASIS = "Nghị quyết 202/2025/QH15; Quyết định 19/2025/QĐ-TTg"

Key = tuple[UnitLevel, str]


@dataclass(frozen=True)
class Attributes:
    """What a unit is on a day."""

    name: str
    kind: UnitKind
    parent: Key | None


@dataclass(frozen=True)
class Change:
    """From this day the unit is `now`; None = it no longer exists. `is_founded`: a new unit, whatever it is called."""

    now: Attributes | None
    basis: str
    is_estimated: bool = False
    is_founded: bool = False


@dataclass
class UnitHistory:
    """All changes of one code at one level, in order of days once sorted."""

    level: UnitLevel
    code: str
    changes: dict[date, Change] = field(default_factory=dict)

    def at(self, day: date) -> Change | None:
        """The last change on or before `day`."""
        past = [start for start in self.changes if start <= day]
        return self.changes[max(past)] if past else None


@dataclass(frozen=True)
class Dated:
    """A line of dated_changes.csv."""

    day: date
    basis: str
    is_estimated: bool
    before: str


@dataclass
class States:
    """Everything the files say about units before it is laid out as rows."""

    histories: dict[Key, UnitHistory]
    old_provinces: dict[str, Line]
    new_communes: dict[str, Line]
    communes_2017: dict[str, Line]
    communes_2025: dict[str, Line]


class StateReader:
    """Reads the files into histories. One instance, one `read()`."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.histories: dict[Key, UnitHistory] = {}
        self.dated: dict[tuple[UnitLevel, str, str], Dated] = {}

    def read(self) -> States:
        """All histories; problems are noted in the source."""
        self._read_dated()
        old_provinces = self._table("provinces_63.csv", UnitLevel.PROVINCE, "name", "type", "new_code", "new_name")
        new_provinces = self._table(
            "provinces_34.csv", UnitLevel.PROVINCE, "name", "old_codes", "type_2025_07_01", "type_2026_11"
        )
        self._provinces(old_provinces, new_provinces)
        self._districts(
            self._table("districts_2017.csv", UnitLevel.DISTRICT, "name", "type", "province_old_code"),
            self._table("districts_old_696.csv", UnitLevel.DISTRICT, "name", "type", "province_old_code"),
        )
        old = "name", "type", "district_code"
        communes_2017 = self._table("communes_2017.csv", UnitLevel.COMMUNE, *old, "code_2024_12")
        communes_2025 = self._table("communes_old_10035.csv", UnitLevel.COMMUNE, *old)
        new_communes = self._table(
            "communes_3321.csv", UnitLevel.COMMUNE, "name", "type_2025", "type_2026_11", "province_code", "search_key"
        )
        self.source.stop_if_refused()
        self._old_communes(communes_2017, communes_2025)
        self._new_communes(new_communes)
        return States(self.histories, old_provinces, new_communes, communes_2017, communes_2025)

    # -------------------------------------------------------------- files
    def _read_dated(self) -> None:
        known = {"renamed", "began", "ended", "gained"}
        columns = ("level", "code", "change", "date", "estimated", "before", "basis")
        for line in self.source.lines("dated_changes.csv", *columns):
            if line["level"] not in UnitLevel.values or line["change"] not in known or not line["basis"]:
                self.source.refuse(line, "cấp, loại thay đổi hoặc căn cứ không đúng")
                continue
            key = UnitLevel(line["level"]), line["code"], f"{line['change']} {self._era(line)}"
            self.dated[key] = Dated(self.source.day(line), line["basis"], line["estimated"] == "yes", line["before"])

    def _era(self, line: Line) -> str:
        return "new" if self.source.day(line) >= TWO_TIER else "old"

    def _table(self, name: str, level: UnitLevel, *columns: str) -> dict[str, Line]:
        lines = self.source.lines(name, "code", *columns)
        return {self.source.code(line, level): line for line in self.source.unique(lines)}

    def _date_of(self, level: UnitLevel, code: str, change: str, era: str = "old") -> Dated | None:
        return self.dated.get((level, code, f"{change} {era}"))

    def _attributes(self, line: Line, parent: Key | None, type_column: str = "type") -> Attributes:
        kind = self.source.kind(line, type_column)
        return Attributes(bare_name(line["name"], kind), kind, parent)

    # -------------------------------------------------------------- provinces
    def _provinces(self, old: dict[str, Line], new: dict[str, Line]) -> None:
        merged = self._merged_provinces(old, new)
        for code in sorted(old.keys() | new.keys()):
            history = self._history(UnitLevel.PROVINCE, code)
            if code in old:
                self._first_states(history, self._province_before(old[code]), self._attributes(old[code], None))
                history.changes[TWO_TIER] = Change(None, _TWO_TIER_BASIS)
            if code in new:
                self._two_tier_states(history, new[code], None, "type_2025_07_01")
                if len(merged[code]) > 1:
                    history.changes[TWO_TIER] = replace(history.changes[TWO_TIER], is_founded=True)

    def _merged_provinces(self, old: dict[str, Line], new: dict[str, Line]) -> dict[str, list[str]]:
        merged: dict[str, list[str]] = {code: [] for code in new}
        for code, line in old.items():
            if line["new_code"] not in new or new[line["new_code"]]["name"] != line["new_name"]:
                text = f"tỉnh mới {line['new_code']} {line['new_name']} không có trong provinces_34.csv"
                self.source.refuse(line, text)
            merged.setdefault(line["new_code"], []).append(code)
        for code, line in new.items():
            if line["old_codes"] != "|".join(sorted(merged[code])):
                text = f"ghi đơn vị cũ {line['old_codes']}, provinces_63.csv có {'|'.join(sorted(merged[code]))}"
                self.source.refuse(line, text)
        return merged

    def _province_before(self, line: Line) -> Attributes:
        dated = self._date_of(UnitLevel.PROVINCE, line["code"], "renamed")
        if dated is None:
            return self._attributes(line, None)
        word, _, name = dated.before.partition("|")
        return Attributes(name, next((k for k in UnitKind if k.label == word), UnitKind.PROVINCE), None)

    def _two_tier_states(self, history: UnitHistory, line: Line, parent: Key | None, type_column: str) -> None:
        history.changes[TWO_TIER] = Change(self._attributes(line, parent, type_column), _TWO_TIER_BASIS)
        if line[type_column] == line["type_2026_11"]:
            return
        dated = self._date_of(history.level, history.code, "renamed", "new")
        if dated is None:
            self.source.refuse(line, "đổi loại nhưng dated_changes.csv không có ngày")
            return
        now = self._attributes(line, parent, "type_2026_11")
        history.changes[dated.day] = Change(now, dated.basis, dated.is_estimated)

    # -------------------------------------------------------------- districts
    def _districts(self, first: dict[str, Line], last: dict[str, Line]) -> None:
        islands = {line["old_district_code"] for line in self.source.lines("island_districts_2025.csv", "new_code")}
        for code in sorted(first.keys() | last.keys()):
            history = self._history(UnitLevel.DISTRICT, code)
            before, after = (
                self._attributes(table[code], (UnitLevel.PROVINCE, table[code]["province_old_code"]))
                if code in table
                else None
                for table in (first, last)
            )
            # Island districts without communes are not in the list of 2017, though they were there.
            self._first_states(history, after if before is None and code in islands else before, after)
            if after is not None:
                history.changes[TWO_TIER] = Change(None, _TWO_TIER_BASIS)

    def _first_states(self, history: UnitHistory, before: Attributes | None, after: Attributes | None) -> None:
        """The states of 2017 and 6/2025, and the day of the change between them."""
        if before is not None and after is not None and _is_same(before, after):
            before = after  # one spelling for the whole period
        history.changes[FIRST_DAY] = Change(before, _FIRST_BASIS, is_estimated=True)
        if before != after:
            word = "began" if before is None else "ended" if after is None else "renamed"
            dated = self._date_of(history.level, history.code, word)
            self._change(history, dated, after)
        if before is None:
            del history.changes[FIRST_DAY]

    def _change(self, history: UnitHistory, dated: Dated | None, now: Attributes | None) -> None:
        if dated is None:
            history.changes[UNDATED] = Change(now, _UNDATED_BASIS, is_estimated=True)
        else:
            history.changes[dated.day] = Change(now, dated.basis, dated.is_estimated)

    # -------------------------------------------------------------- communes
    def _old_communes(self, first: dict[str, Line], last: dict[str, Line]) -> None:
        for code in sorted(first.keys() | last.keys()):
            history = self._history(UnitLevel.COMMUNE, code)
            before, after = (
                self._attributes(table[code], (UnitLevel.DISTRICT, table[code]["district_code"]))
                if code in table
                else None
                for table in (first, last)
            )
            if before is None or after is None or before.parent == after.parent:
                self._first_states(history, before, after)
            else:
                self._moved_states(history, before, after)
            if after is not None:
                history.changes[TWO_TIER] = Change(None, _TWO_TIER_BASIS)

    def _moved_states(self, history: UnitHistory, before: Attributes, after: Attributes) -> None:
        """Name and district change on days of their own: between them the one is new and the other still old."""
        moved = self._day_of_move(before.parent, after.parent)
        renamed = self._date_of(history.level, history.code, "renamed") or _undated()
        same_name = _is_same(before, Attributes(after.name, after.kind, before.parent))
        if same_name:
            before = Attributes(after.name, after.kind, before.parent)
            renamed = moved
        history.changes[FIRST_DAY] = Change(before, _FIRST_BASIS, is_estimated=True)
        first, last = sorted((renamed, moved), key=lambda dated: dated.day)
        between = (
            Attributes(after.name, after.kind, before.parent)
            if first is renamed
            else Attributes(before.name, before.kind, after.parent)
        )
        history.changes[first.day] = Change(between, first.basis, first.is_estimated)
        history.changes[last.day] = Change(after, last.basis, last.is_estimated)

    def _day_of_move(self, old: Key | None, new: Key | None) -> Dated:
        assert old is not None
        assert new is not None
        known = self._date_of(*new, "gained") or self._date_of(*old, "ended") or self._date_of(*new, "began")
        return known or _undated()

    def _new_communes(self, communes: dict[str, Line]) -> None:
        counted: Counter[str] = Counter()
        for code, line in communes.items():
            if spelling_key(line["name"]) != line["search_key"]:
                self.source.refuse(line, f"khoá tìm kiếm “{line['search_key']}” không khớp tên “{line['name']}”")
            counted[line["province_code"]] += 1
            history = self._history(UnitLevel.COMMUNE, code)
            self._two_tier_states(history, line, (UnitLevel.PROVINCE, line["province_code"]), "type_2025")
        for line in self.source.lines("provinces_34.csv", "commune_count"):
            if str(counted[line["code"]]) != line["commune_count"]:
                self.source.refuse(line, f"ghi {line['commune_count']} đơn vị cấp xã, có {counted[line['code']]}")

    def _history(self, level: UnitLevel, code: str) -> UnitHistory:
        return self.histories.setdefault((level, code), UnitHistory(level, code))


def _undated() -> Dated:
    return Dated(UNDATED, _UNDATED_BASIS, is_estimated=True, before="")


def _is_same(one: Attributes, other: Attributes) -> bool:
    same_name = spelling_key(one.name) == spelling_key(other.name)
    return same_name and one.kind == other.kind and one.parent == other.parent
