"""Properties that hold for every unit of the country."""

from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise

from django.db.models import F, Q

from accounts.models import AdministrativeUnit, UnitKind, UnitLevel, UnitSuccession
from accounts.queries.units import LAST_DAY_OF_DISTRICTS, predecessors, successors, successors_of, unit_on
from tests.reference import WholeCountryTestCase

FIRST_DAY, TWO_TIER, TODAY = date(2017, 10, 1), date(2025, 7, 1), date(2026, 11, 1)


class TestWholeCountry(WholeCountryTestCase):
    """Units and successions of the whole country."""

    def test_the_country_has_its_units_on_each_known_day(self):
        for day, provinces, districts, communes in [
            (FIRST_DAY, 63, 713, 11162),
            (LAST_DAY_OF_DISTRICTS, 63, 696, 10035),
            (TWO_TIER, 34, 0, 3321),
            (TODAY, 34, 0, 3321),
        ]:
            counted = Counter(AdministrativeUnit.objects.on(day).values_list("level", flat=True))
            assert counted == Counter(province=provinces, district=districts, commune=communes)

    def test_types_are_counted_before_and_after_the_changes_of_2026(self):
        def kinds(level, day):
            return Counter(AdministrativeUnit.objects.on(day).filter(level=level).values_list("kind", flat=True))

        assert kinds(UnitLevel.PROVINCE, TWO_TIER) == {UnitKind.PROVINCE: 28, UnitKind.CITY: 6}
        assert kinds(UnitLevel.PROVINCE, TODAY) == {UnitKind.PROVINCE: 25, UnitKind.CITY: 9}
        assert kinds(UnitLevel.COMMUNE, TWO_TIER) == {
            UnitKind.COMMUNE: 2621,
            UnitKind.WARD: 687,
            UnitKind.SPECIAL_ZONE: 13,
        }
        assert kinds(UnitLevel.COMMUNE, TODAY) == {
            UnitKind.COMMUNE: 2599,
            UnitKind.WARD: 709,
            UnitKind.SPECIAL_ZONE: 13,
        }

    def test_rows_of_one_code_never_overlap_and_lie_inside_their_parents(self):
        periods = defaultdict(list)
        for level, code, start, end in AdministrativeUnit.objects.values_list(
            "level", "code", "valid_from", "valid_to"
        ):
            periods[level, code].append((start, end or date.max))
        for rows in periods.values():
            rows.sort()
            assert all(end <= start for (_, end), (start, _) in pairwise(rows))
        outside = AdministrativeUnit.objects.filter(
            Q(valid_from__lt=F("parent__valid_from"))
            | Q(parent__valid_to__isnull=False) & (Q(valid_to__isnull=True) | Q(valid_to__gt=F("parent__valid_to")))
        )
        assert not outside.exists()

    def test_every_commune_and_province_of_june_2025_leads_to_one_of_today(self):
        units = list(AdministrativeUnit.objects.on(LAST_DAY_OF_DISTRICTS).exclude(level=UnitLevel.DISTRICT))
        found = successors_of(units, until=TODAY)

        assert len(found) == 10035 + 63
        assert all(found.values())
        assert all(one.unit.on_day(TODAY) for ones in found.values() for one in ones)
        assert sum(len(ones) > 1 for ones in found.values()) == 440
        for ones in found.values():
            assert sum(one.is_primary for one in ones) == 1
            assert [one.whole for one in ones] == ([True] if len(ones) == 1 else [False] * len(ones))

    def test_communes_of_2017_lead_to_today_but_for_those_nobody_has_traced(self):
        communes = list(AdministrativeUnit.objects.on(FIRST_DAY).filter(level=UnitLevel.COMMUNE))
        found = successors_of(communes, until=TODAY)

        assert sum(not ones for ones in found.values()) == 149
        # They ended without a successor: no row of theirs leads anywhere.
        lost = [pk for pk, ones in found.items() if not ones]
        assert not UnitSuccession.objects.filter(predecessor__in=lost).exists()

    def test_every_commune_of_today_came_from_somewhere_and_the_way_back_is_the_way_there(self):
        old = list(AdministrativeUnit.objects.on(LAST_DAY_OF_DISTRICTS).exclude(level=UnitLevel.PROVINCE))
        there = defaultdict(set)
        for pk, ones in successors_of(old, until=TODAY).items():
            for one in ones:
                there[one.unit.code].add(pk)
        today = AdministrativeUnit.objects.on(TODAY).filter(level=UnitLevel.COMMUNE)

        assert {commune.code for commune in today} == there.keys()
        for commune in today.order_by("code")[::97]:
            islands = [one.unit.pk for one in predecessors(commune.code, TODAY)]
            assert set(islands) == there[commune.code]

    def test_the_five_island_districts_became_special_zones(self):
        found = {
            code: successors(code, LAST_DAY_OF_DISTRICTS, level=UnitLevel.DISTRICT, until=TODAY)
            for code in ("318", "471", "498", "536", "755")
        }
        assert [one.unit.full_path for one in found["755"]] == ["Đặc khu Côn Đảo, thành phố Hồ Chí Minh"]
        assert all(len(ones) == 1 and ones[0].whole for ones in found.values())

    def test_hue_was_a_province_until_2025(self):
        assert unit_on("46", date(2024, 12, 31), UnitLevel.PROVINCE).full_name == "Tỉnh Thừa Thiên Huế"
        assert unit_on("46", date(2025, 1, 1), UnitLevel.PROVINCE).full_name == "Thành phố Huế"

    def test_a_ward_found_by_its_number_alone_in_another_district_is_no_successor(self):
        for code in ("27217", "26935", "09550"):
            assert successors(code, FIRST_DAY, until=TODAY) == []

    def test_a_contradiction_of_the_official_table_is_a_split_not_a_guess(self):
        """18796 is listed as going whole to one commune and in part to two others."""
        found = successors("18796", LAST_DAY_OF_DISTRICTS, until=TODAY)
        assert [(one.unit.code, one.whole) for one in found] == [("18754", False), ("18823", False), ("18832", False)]
