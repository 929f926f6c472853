"""Histories laid out as rows and successions: what the database will hold. Pure; nothing is written here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from accounts.models import UnitKind, UnitLevel, UnitSuccession
from accounts.services.reference.files import Line, Source
from accounts.services.reference.states import TWO_TIER, Key, StateReader, States, UnitHistory

_WHOLE = {"whole", "keep"}
_MAP_KINDS = _WHOLE | {"part", "part_area_all_pop", "other"}


@dataclass(eq=False)
class Row:
    """One row of AdministrativeUnit."""

    level: UnitLevel
    code: str
    name: str
    kind: UnitKind
    parent: Row | None
    start: date
    basis: str
    is_estimated: bool
    end: date | None = None

    @property
    def full_name(self) -> str:
        """Type and name."""
        return f"{self.kind.label} {self.name}"


@dataclass
class Edge:
    """One row of UnitSuccession; its kind follows once all edges are known."""

    predecessor: Row
    successor: Row
    is_whole: bool = True
    is_primary: bool = True
    kind: UnitSuccession.Kind = UnitSuccession.Kind.KEEP


@dataclass
class Timeline:
    """All rows by code, in order of days, and all edges."""

    rows: dict[Key, list[Row]] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)

    def at(self, level: UnitLevel, code: str, day: date) -> Row | None:
        """The row of a code on a day."""
        for row in self.rows.get((level, code), ()):
            if row.start <= day and (row.end is None or row.end > day):
                return row
        return None

    def on(self, level: UnitLevel, day: date) -> list[Row]:
        """All rows of a level on a day, by code."""
        keys = sorted(key for key in self.rows if key[0] == level)
        return [row for key in keys if (row := self.at(*key, day))]

    def all_rows(self) -> Iterable[Row]:
        """Every row, the units above first."""
        for level in (UnitLevel.PROVINCE, UnitLevel.DISTRICT, UnitLevel.COMMUNE):
            for key in sorted(key for key in self.rows if key[0] == level):
                yield from self.rows[key]


def read_timeline(source: Source) -> tuple[Timeline, States]:
    """Rows and successions of everything in fixtures/units. Raises: ReferenceRefused."""
    states = StateReader(source).read()
    timeline = Timeline()
    for level in (UnitLevel.PROVINCE, UnitLevel.DISTRICT, UnitLevel.COMMUNE):
        for history in states.histories.values():
            if history.level == level:
                timeline.rows[level, history.code] = _rows_of(history, timeline, source)
    source.stop_if_refused()
    _Successions(timeline, states, source).add_all()
    source.stop_if_refused()
    return timeline, states


def _rows_of(history: UnitHistory, timeline: Timeline, source: Source) -> list[Row]:
    """Rows of one code: a new one on each day the unit or anything above it changes."""
    days = set(history.changes)
    for change in history.changes.values():
        if change.now and change.now.parent:
            days |= {row.start for row in timeline.rows.get(change.now.parent, ())}
    rows: list[Row] = []
    for day in sorted(days):
        row = _row_on(history, day, timeline, source)
        last = rows[-1] if rows and rows[-1].end is None else None
        founded = day in history.changes and history.changes[day].is_founded
        if last and row and not founded and _reads_the_same(last, row):
            continue
        if last:
            last.end = day
        if row:
            rows.append(row)
    return rows


def _row_on(history: UnitHistory, day: date, timeline: Timeline, source: Source) -> Row | None:
    change = history.at(day)
    if change is None or change.now is None:
        return None
    parent = timeline.at(*change.now.parent, day) if change.now.parent else None
    if change.now.parent and parent is None:
        level, code = change.now.parent
        above = f"{level.label.lower()} {code}"
        source.refuse_all(f"{history.level.label} {history.code}: {above} không tồn tại ngày {day:%d/%m/%Y}")
        return None
    # A row that starts only because the unit above changed has the unit above's reason.
    reason = change if day in history.changes or parent is None else parent
    return Row(
        history.level, history.code, change.now.name, change.now.kind, parent, day, reason.basis, reason.is_estimated
    )


def _reads_the_same(one: Row, other: Row) -> bool:
    return (one.name, one.kind, one.parent) == (other.name, other.kind, other.parent)


class _Successions:
    """Finds what each row that ends became."""

    def __init__(self, timeline: Timeline, states: States, source: Source) -> None:
        self.timeline, self.states, self.source = timeline, states, source
        # How many communes that kept their code went from one district of 2017 to one of 2025. A vanished commune's
        # successor found by name alone counts only where others went the same way: ward numbers repeat in a city.
        self.moves = Counter(
            (line["district_code"], states.communes_2025[code]["district_code"])
            for code, line in states.communes_2017.items()
            if code in states.communes_2025
        )

    def add_all(self) -> None:
        """All edges, with their kinds."""
        self._add_map_of_2025()
        for row in list(self.timeline.all_rows()):
            if row.end is None or (row.end == TWO_TIER and row.level != UnitLevel.PROVINCE):
                continue
            if row.level == UnitLevel.PROVINCE:
                self._add_province(row)
            elif row.level == UnitLevel.COMMUNE:
                self._add_commune(row)
        self._add_districts()
        self._name_kinds()

    def _add_province(self, row: Row) -> None:
        assert row.end is not None
        code = self.states.old_provinces[row.code]["new_code"] if row.end == TWO_TIER else row.code
        successor = self.timeline.at(row.level, code, row.end)
        if successor is not None:
            self.timeline.edges.append(Edge(row, successor))

    def _add_commune(self, row: Row) -> None:
        assert row.end is not None
        same = self.timeline.at(row.level, row.code, row.end)
        targets = [same] if same else self._targets_by_name(row, row.end)
        for target in targets:
            self.timeline.edges.append(Edge(row, target, is_whole=len(targets) == 1, is_primary=len(targets) == 1))

    def _targets_by_name(self, row: Row, day: date) -> list[Row]:
        line = self.states.communes_2017[row.code]
        targets = []
        for code in filter(None, line["code_2024_12"].split("|")):
            if code not in self.states.communes_2025:
                self.source.refuse(line, f"đơn vị tháng 12/2024 “{code}” không có trong communes_old_10035.csv")
            elif self.moves[line["district_code"], self.states.communes_2025[code]["district_code"]]:
                targets.append(self.timeline.at(UnitLevel.COMMUNE, code, day))
        return [target for target in targets if target]

    def _add_map_of_2025(self) -> None:
        columns = ("old_code", "new_code", "kind", "is_primary")
        by_old: dict[str, list[Line]] = defaultdict(list)
        for line in self.source.lines("commune_map_2025.csv", *columns):
            by_old[line["old_code"]].append(line)
            self._check_map_line(line)
        for code, line in self.states.communes_2025.items():
            if sum(other["is_primary"] == "1" for other in by_old[code]) != 1:
                self.source.refuse(line, f"xã {code} phải có đúng một đơn vị kế thừa chính trong commune_map_2025.csv")
        self.source.stop_if_refused()
        day_before = date.fromordinal(TWO_TIER.toordinal() - 1)
        for code, lines in by_old.items():
            for line in lines:
                self._add_pair(
                    self.timeline.at(UnitLevel.COMMUNE, code, day_before), line, line["new_code"], len(lines) == 1
                )
        for line in self.source.lines("island_districts_2025.csv", "old_district_code", "new_code"):
            district = self.timeline.at(UnitLevel.DISTRICT, line["old_district_code"], day_before)
            self._add_pair(district, line, line["new_code"], is_whole=True)

    def _check_map_line(self, line: Line) -> None:
        if line["old_code"] not in self.states.communes_2025:
            self.source.refuse(line, f"mã cũ “{line['old_code']}” không có trong communes_old_10035.csv")
        if line["new_code"] not in self.states.new_communes:
            self.source.refuse(line, f"mã mới “{line['new_code']}” không có trong communes_3321.csv")
        if line["kind"] not in _MAP_KINDS or line["is_primary"] not in {"0", "1"}:
            self.source.refuse(line, "kind hoặc is_primary không đúng")

    def _add_pair(self, row: Row | None, line: Line, new_code: str, is_whole: bool) -> None:
        successor = self.timeline.at(UnitLevel.COMMUNE, new_code, TWO_TIER)
        if row is None or successor is None:
            self.source.refuse(line, "đơn vị cũ hoặc mới không tồn tại ngày 01/07/2025")
            return
        primary = line.columns.get("is_primary", "1") == "1"
        self.timeline.edges.append(Edge(row, successor, is_whole, primary))

    def _add_districts(self) -> None:
        """A district that ended before 1/7/2025 became the districts its communes went to that day."""
        went: dict[tuple[Row, Row], int] = Counter()
        for edge in self.timeline.edges:
            old, new = edge.predecessor, edge.successor
            if old.level == UnitLevel.COMMUNE and old.parent and new.parent and old.end == old.parent.end != TWO_TIER:
                went[old.parent, new.parent] += 1
        by_district: dict[Row, list[tuple[int, Row]]] = defaultdict(list)
        for (old, new), communes in went.items():
            if old.level == UnitLevel.DISTRICT:
                by_district[old].append((communes, new))
        for old, found in by_district.items():
            main = max(found, key=lambda pair: (pair[0], pair[1].code))[1]
            self.timeline.edges += [Edge(old, new, len(found) == 1, new is main) for _, new in found]

    def _name_kinds(self) -> None:
        before = Counter(id(edge.successor) for edge in self.timeline.edges)
        after = Counter(id(edge.predecessor) for edge in self.timeline.edges)
        for edge in self.timeline.edges:
            is_split, is_merged = after[id(edge.predecessor)] > 1, before[id(edge.successor)] > 1
            edge.kind = _kind_of(edge, is_split=is_split, is_merged=is_merged)


def _kind_of(edge: Edge, *, is_split: bool, is_merged: bool) -> UnitSuccession.Kind:
    old, new = edge.predecessor, edge.successor
    if is_split:
        return UnitSuccession.Kind.SPLIT
    if is_merged or (old.end and new.start < old.end):
        return UnitSuccession.Kind.MERGE
    if old.kind != new.kind:
        return UnitSuccession.Kind.RETYPE
    if old.name != new.name:
        return UnitSuccession.Kind.RENAME
    moved = old.parent and new.parent and (old.parent.level, old.parent.code) != (new.parent.level, new.parent.code)
    return UnitSuccession.Kind.TRANSFER if moved else UnitSuccession.Kind.KEEP
