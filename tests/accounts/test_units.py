"""Administrative units on a day, and the rules the database keeps about them."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import AdministrativeUnit, UnitKind, UnitLevel
from accounts.queries.units import communes_of, provinces_on, search_units, unit_on
from core.text import fold

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 1)


def unit(code, start, end=None, *, name="Mẫu", parent=None, kind=UnitKind.PROVINCE, level=UnitLevel.PROVINCE):
    return AdministrativeUnit.objects.create(
        level=level, code=code, name=name, kind=kind, parent=parent, valid_from=start, valid_to=end, basis="thử",
        search_key=fold(name), search_path=fold(name),
    )  # fmt: skip


def check_deferred_constraints():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


# ------------------------------------------------------------------ what the database refuses
@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2020, 1, 1), None),
        (date(2024, 12, 31), date(2026, 1, 1)),
        (date(2021, 1, 1), date(2022, 1, 1)),
        (date(2019, 1, 1), None),
    ],
)
def test_a_code_has_one_unit_a_day(start, end):
    unit("99", date(2020, 1, 1), date(2025, 1, 1))
    unit("99", start, end)
    with pytest.raises(IntegrityError, match="unit_code"):
        check_deferred_constraints()


def test_a_code_may_be_used_again_from_the_day_it_fell_free():
    unit("99", date(2020, 1, 1), date(2025, 1, 1))
    unit("99", date(2025, 1, 1))
    check_deferred_constraints()
    assert unit_on("99", date(2024, 12, 31), UnitLevel.PROVINCE).valid_to == date(2025, 1, 1)
    assert unit_on("99", date(2025, 1, 1), UnitLevel.PROVINCE).valid_to is None


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"code": "9"}, "unit_code_and_kind_fit_the_level"),
        ({"code": "999"}, "unit_code_and_kind_fit_the_level"),
        ({"kind": UnitKind.WARD}, "unit_code_and_kind_fit_the_level"),
        ({"end": date(2020, 1, 1)}, "unit_ends_after_it_begins"),
        ({"level": UnitLevel.COMMUNE, "kind": UnitKind.WARD, "code": "99999"}, "unit_below_a_province_has_a_parent"),
    ],
)
def test_a_unit_that_cannot_be_is_refused(values, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        unit(**{"code": "99", "start": date(2020, 1, 1), **values})


# ------------------------------------------------------------------ a code without a day is ambiguous
@pytest.mark.parametrize(
    ("day", "path"),
    [
        (date(2019, 12, 31), "Xã Thạch Tân, huyện Thạch Hà, tỉnh Hà Tĩnh"),
        (date(2020, 1, 1), "Xã Tân Lâm Hương, huyện Thạch Hà, tỉnh Hà Tĩnh"),
        (date(2024, 12, 31), "Xã Tân Lâm Hương, huyện Thạch Hà, tỉnh Hà Tĩnh"),
        (date(2025, 1, 1), "Xã Tân Lâm Hương, thành phố Hà Tĩnh, tỉnh Hà Tĩnh"),
        (date(2025, 6, 30), "Xã Tân Lâm Hương, thành phố Hà Tĩnh, tỉnh Hà Tĩnh"),
        (date(2025, 7, 1), "Phường Hà Huy Tập, tỉnh Hà Tĩnh"),
    ],
)
def test_code_18652_was_four_units_one_after_the_other(small_reference, day, path):
    assert unit_on("18652", day).full_path == path


@pytest.mark.parametrize("code", ["18655", "18661"])
def test_a_code_that_ended_is_no_unit_any_more(small_reference, code):
    assert unit_on(code, date(2019, 12, 31)) is not None
    assert unit_on(code, date(2020, 1, 1)) is None


def test_a_unit_reads_as_it_was_called_on_the_day(small_reference):
    assert unit_on("24", date(2025, 6, 30), UnitLevel.PROVINCE).full_name == "Tỉnh Bắc Giang"
    assert unit_on("24", date(2026, 8, 23), UnitLevel.PROVINCE).full_name == "Tỉnh Bắc Ninh"
    assert unit_on("24", date(2026, 8, 24), UnitLevel.PROVINCE).full_name == "Thành phố Bắc Ninh"
    assert unit_on("07294", date(2026, 8, 3)).full_path == "Xã Bố Hạ, tỉnh Bắc Ninh"
    assert unit_on("07294", date(2026, 8, 4)).full_path == "Phường Bố Hạ, tỉnh Bắc Ninh"
    assert unit_on("07294", date(2026, 8, 24)).full_path == "Phường Bố Hạ, thành phố Bắc Ninh"


def test_an_estimated_day_says_so_and_a_known_one_names_its_source(small_reference):
    first, renamed, today = (unit_on("18652", day) for day in (date(2018, 1, 1), date(2021, 1, 1), TODAY))

    assert first.is_start_estimated
    assert "10/2017" in first.basis
    assert not renamed.is_start_estimated
    assert "Sở Tư pháp Hà Tĩnh" in renamed.basis
    assert today.basis == "Nghị quyết 202/2025/QH15; Quyết định 19/2025/QĐ-TTg"
    assert "39/2026/QH16" in unit_on("24", TODAY, UnitLevel.PROVINCE).basis


# ------------------------------------------------------------------ lists
def test_communes_of_a_province_are_those_of_the_day(small_reference):
    province = unit_on("42", TODAY, UnitLevel.PROVINCE)

    assert communes_of(province, on=TODAY).count() == 69
    assert communes_of(province, on=date(2017, 10, 1)).count() == 262
    assert "Hà Huy Tập" in {commune.name for commune in communes_of(province)}


def test_communes_are_found_by_a_row_of_the_province_from_another_time(small_reference):
    as_it_was_in_2025 = unit_on("24", date(2025, 8, 1), UnitLevel.PROVINCE)
    assert communes_of(as_it_was_in_2025, on=TODAY).count() == 99


def test_provinces_come_in_the_vietnamese_order(small_reference):
    assert [province.name for province in provinces_on(TODAY)] == ["Bắc Ninh", "Hà Tĩnh", "Tây Ninh"]
    assert [province.name for province in provinces_on(date(2025, 1, 1))] == [
        "Bắc Giang", "Bắc Ninh", "Hà Tĩnh", "Long An", "Tây Ninh",
    ]  # fmt: skip


# ------------------------------------------------------------------ search
@pytest.mark.parametrize("text", ["ha huy tap", "Hà Huy Tập", "HA HUY TAP", "phường hà huy tập", "hahuytap", "18652"])
def test_a_unit_is_found_however_it_is_typed(small_reference, text):
    assert search_units(text, day=TODAY)[0].full_path == "Phường Hà Huy Tập, tỉnh Hà Tĩnh"


def test_letters_typed_apart_from_their_marks_are_the_same_letters(small_reference):
    decomposed = "Ha\u0300 Huy Ta\u0323\u0302p"
    assert search_units(decomposed, day=TODAY)[0].name == "Hà Huy Tập"


def test_namesakes_come_with_their_province_and_the_typed_spelling_first(small_reference):
    plain = [found.full_path for found in search_units("tan thanh", day=TODAY)]
    exact = [found.full_path for found in search_units("xã Tân Thạnh, Tây Ninh", day=TODAY)]

    assert plain[:2] == ["Xã Tân Thành, tỉnh Tây Ninh", "Xã Tân Thạnh, tỉnh Tây Ninh"]
    assert exact == ["Xã Tân Thạnh, tỉnh Tây Ninh", "Xã Tân Thành, tỉnh Tây Ninh"]


def test_a_whole_name_comes_before_a_beginning_and_a_beginning_before_a_part(small_reference):
    names = [found.name for found in search_units("thach", day=TODAY, province_code="42", limit=50)]
    ranks = [0 if name == "Thạch" else 1 if name.startswith("Thạch") else 2 for name in names]

    assert ranks == sorted(ranks)
    assert {"Thạch Hà", "Thạch Khê"} <= set(names)


def test_search_keeps_to_the_day_the_level_and_the_province(small_reference):
    assert search_units("thach tan", day=TODAY) == []
    assert search_units("thach tan", day=date(2019, 1, 1))[0].code == "18652"
    assert search_units("ha huy tap", day=TODAY, province_code="24") == []
    districts = search_units("thach ha", day=date(2019, 1, 1), level=UnitLevel.DISTRICT)
    assert [found.full_name for found in districts] == ["Huyện Thạch Hà"]


@pytest.mark.parametrize("text", ["", "   ", "%", "_", "'; DROP TABLE", "\u0300", "x" * 5000])
def test_odd_input_finds_nothing_and_breaks_nothing(small_reference, text):
    assert search_units(text, day=TODAY) == []


def test_search_takes_one_query(small_reference, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert [found.full_path for found in search_units("tan", day=TODAY)]
