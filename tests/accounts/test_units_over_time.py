"""What became of units and where they came from; nobody guesses."""

from datetime import date

import pytest

from accounts.models import AdministrativeUnit, UnitLevel, UnitSuccession
from accounts.queries.units import (
    LAST_DAY_OF_DISTRICTS,
    lineage_ids,
    predecessors,
    successors,
    successors_of,
    unit_on,
)

pytestmark = pytest.mark.django_db
FIRST_DAY, TWO_TIER, TODAY = date(2017, 10, 1), date(2025, 7, 1), date(2026, 11, 1)


def paths(found):
    return [(one.unit.full_path, one.whole) for one in found]


# ------------------------------------------------------------------ the case of the letter of 2022
@pytest.mark.parametrize("code", ["18652", "18655", "18661"])
def test_three_communes_became_tan_lam_huong_and_then_a_part_of_ha_huy_tap(small_reference, code):
    day = date(2019, 6, 1)
    assert paths(successors(code, day, until=date(2022, 6, 6))) == [
        ("Xã Tân Lâm Hương, huyện Thạch Hà, tỉnh Hà Tĩnh", True)
    ]
    assert paths(successors(code, day, until=date(2025, 3, 1))) == [
        ("Xã Tân Lâm Hương, thành phố Hà Tĩnh, tỉnh Hà Tĩnh", True)
    ]
    assert paths(successors(code, day, until=TODAY)) == [("Phường Hà Huy Tập, tỉnh Hà Tĩnh", True)]


def test_how_each_step_happened_is_recorded(small_reference):
    steps = UnitSuccession.objects.filter(successor__code="18652").order_by(
        "predecessor__valid_to", "predecessor__code"
    )
    seen = [(step.predecessor.name, step.get_kind_display(), step.changed_on) for step in steps]

    assert seen[:4] == [
        ("Thạch Tân", "Sáp nhập", date(2020, 1, 1)),
        ("Thạch Lâm", "Sáp nhập", date(2020, 1, 1)),
        ("Thạch Hương", "Sáp nhập", date(2020, 1, 1)),
        ("Tân Lâm Hương", "Chuyển đơn vị cấp trên", date(2025, 1, 1)),
    ]
    assert ("Tân Lâm Hương", "Sáp nhập", TWO_TIER) in seen


def test_ha_huy_tap_came_wholly_from_tan_lam_huong_and_in_part_from_dai_nai(small_reference):
    found = {one.unit.name: one.whole for one in predecessors("18652", TODAY)}
    assert found == {"Đại Nài": False, "Thạch Đài": True, "Tân Lâm Hương": True}


def test_predecessors_of_2019_are_the_three_communes_again(small_reference):
    found = {one.unit.name for one in predecessors("18652", TODAY, as_of=date(2019, 1, 1))}
    assert {"Thạch Tân", "Thạch Lâm", "Thạch Hương"} <= found
    assert "Tân Lâm Hương" not in found


def test_the_same_code_is_another_unit_on_another_day(small_reference):
    before, after = (unit_on("24", day, UnitLevel.PROVINCE) for day in (LAST_DAY_OF_DISTRICTS, TWO_TIER))

    assert (before.name, after.name) == ("Bắc Giang", "Bắc Ninh")
    with pytest.raises(TypeError):
        unit_on("24")  # a code without a day is ambiguous
    with pytest.raises(TypeError):
        successors("24")


def test_a_split_commune_has_several_successors_and_none_is_whole(small_reference):
    split = AdministrativeUnit.objects.on(LAST_DAY_OF_DISTRICTS).get(level=UnitLevel.COMMUNE, name="Đại Nài")
    found = successors(split.code, LAST_DAY_OF_DISTRICTS, until=TODAY)

    assert len(found) > 1
    assert not any(one.whole for one in found)
    assert sum(one.is_primary for one in found) == 1


def test_a_unit_that_lasts_is_its_own_successor(small_reference):
    assert paths(successors("18652", TODAY, until=TODAY)) == [("Phường Hà Huy Tập, tỉnh Hà Tĩnh", True)]


def test_a_code_that_was_no_unit_that_day_has_no_successor(small_reference):
    assert successors("18655", date(2021, 1, 1), until=TODAY) == []
    assert successors("99999", TODAY, until=TODAY) == []
    assert predecessors("99999", TODAY) == []


def test_merged_provinces_lead_to_the_new_one_and_its_change_of_type(small_reference):
    for code in ("24", "27"):
        assert paths(successors(code, date(2020, 1, 1), level=UnitLevel.PROVINCE, until=date(2025, 8, 1))) == [
            ("Tỉnh Bắc Ninh", True)
        ]
        assert paths(successors(code, date(2020, 1, 1), level=UnitLevel.PROVINCE, until=TODAY)) == [
            ("Thành phố Bắc Ninh", True)
        ]
    assert {one.unit.name for one in predecessors("24", TODAY, level=UnitLevel.PROVINCE)} == {"Bắc Giang", "Bắc Ninh"}


def test_a_district_has_no_successor_after_the_district_level_ended(small_reference):
    assert successors("445", LAST_DAY_OF_DISTRICTS, level=UnitLevel.DISTRICT, until=TODAY) == []


def test_a_district_that_was_divided_leads_to_both(small_reference):
    found = successors("448", date(2024, 1, 1), level=UnitLevel.DISTRICT, until=date(2025, 6, 1))
    assert {(one.unit.full_name, one.whole, one.is_primary) for one in found} == {
        ("Huyện Thạch Hà", False, True),
        ("Thành phố Hà Tĩnh", False, False),
    }


def test_the_lineage_of_a_unit_holds_its_rows_of_all_days(small_reference):
    today = unit_on("18652", TODAY)
    names = {row.name for row in AdministrativeUnit.objects.filter(pk__in=lineage_ids(today))}
    assert names == {"Hà Huy Tập", "Tân Lâm Hương", "Thạch Tân", "Thạch Lâm", "Thạch Hương", "Thạch Đài", "Đại Nài"}


def test_many_units_are_followed_in_a_few_queries(small_reference, django_assert_max_num_queries):
    communes = list(AdministrativeUnit.objects.on(FIRST_DAY).filter(level=UnitLevel.COMMUNE))
    with django_assert_max_num_queries(14):
        assert len(successors_of(communes, until=TODAY)) == len(communes)
