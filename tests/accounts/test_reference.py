"""Loading reference data: what it refuses, what it keeps, how it follows changed files."""

import csv
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import AdministrativeUnit, Agency, AgencyKind, LoginAlias, Membership, User
from accounts.models.users import UserState
from accounts.queries.units import unit_on
from accounts.roles import Role
from accounts.services import set_membership
from accounts.services.reference import ReferenceRefused, load_reference
from tests.accounts.factories import AgencyFactory
from tests.reference import write_extract

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    return write_extract(tmp_path / "fixtures", {"42"})


def load(folder):
    return load_reference(folder, is_whole_country=False)


def edit(folder, name, change):
    """Rewrite one file of units/ with `change(lines)`, which returns the new lines."""
    path = folder / "units" / name
    with path.open(encoding="utf-8", newline="") as opened:
        reader = csv.DictReader(opened)
        lines = change(list(reader))
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, reader.fieldnames)
        writer.writeheader()
        writer.writerows(lines)


def set_values(folder, name, at, **values):
    edit(folder, name, lambda lines: [line | values if line["code"] == at else line for line in lines])


def problems(folder):
    with pytest.raises(ReferenceRefused) as refused:
        load(folder)
    assert not AdministrativeUnit.objects.exists()
    assert not Agency.objects.exists()
    return refused.value.problems


# ------------------------------------------------------------------ refused, with the line
def test_a_repeated_code_is_refused_with_both_lines(folder):
    edit(folder, "communes_3321.csv", lambda lines: [*lines, lines[0]])
    [problem] = [text for text in problems(folder) if "đã có" in text]
    assert problem == "communes_3321.csv dòng 71: “18073” đã có ở dòng 2"


@pytest.mark.parametrize(
    ("name", "code", "values", "expected"),
    [
        ("communes_3321.csv", "18652", {"type_2025": "Thôn"}, "“Thôn” không phải loại đơn vị hành chính"),
        ("communes_3321.csv", "18652", {"province_code": "43"}, "tỉnh 43 không tồn tại ngày 01/07/2025"),
        ("communes_3321.csv", "18652", {"search_key": "hahuytep"}, "khoá tìm kiếm “hahuytep” không khớp"),
        ("communes_3321.csv", "18652", {"type_2026_11": "Xã"}, "đổi loại nhưng dated_changes.csv không có ngày"),
        ("communes_old_10035.csv", "18652", {"district_code": "999"}, "huyện 999 không tồn tại"),
        ("communes_2017.csv", "18655", {"code_2024_12": "99999"}, "“99999” không có trong communes_old_10035.csv"),
        ("districts_2017.csv", "445", {"code": "45"}, "“45” không phải mã cấp huyện"),
        ("provinces_34.csv", "42", {"commune_count": "70"}, "ghi 70 đơn vị cấp xã, có 69"),
        ("provinces_34.csv", "42", {"old_codes": "42|44"}, "ghi đơn vị cũ 42|44, provinces_63.csv có 42"),
        ("provinces_63.csv", "42", {"stp_login": "hatinh2_stp"}, "tên đăng nhập “hatinh2_stp” không theo mã “hatinh”"),
        ("provinces_63.csv", "42", {"new_code": "44"}, "dòng 2: tỉnh mới 44 Hà Tĩnh không có trong provinces_34.csv"),
    ],
)
def test_data_that_contradict_themselves_are_refused_with_file_and_reason(folder, name, code, values, expected):
    set_values(folder, name, code, **values)
    found = problems(folder)
    assert any(expected in text for text in found), found


def test_a_map_that_names_unknown_units_or_two_main_successors_is_refused(folder):
    def spoil(lines):
        lines[0]["new_code"] = "99999"
        lines[1]["kind"] = "half"
        return [*lines, {**lines[2], "new_code": "18652"}]

    edit(folder, "commune_map_2025.csv", spoil)
    found = "\n".join(problems(folder))

    assert "commune_map_2025.csv dòng 2: mã mới “99999” không có trong communes_3321.csv" in found
    assert "commune_map_2025.csv dòng 3: kind hoặc is_primary không đúng" in found
    assert "phải có đúng một đơn vị kế thừa chính" in found


def test_an_old_commune_without_successor_is_refused(folder):
    edit(folder, "commune_map_2025.csv", lambda lines: [line for line in lines if line["old_code"] != "18652"])
    assert any("xã 18652 phải có đúng một đơn vị kế thừa chính" in text for text in problems(folder))


def test_a_missing_file_or_column_and_a_torn_line_are_refused(folder):
    path = folder / "units" / "districts_2017.csv"
    kept = path.read_text(encoding="utf-8")

    path.write_text(kept.replace("name,", "ten,", 1), encoding="utf-8")
    assert problems(folder) == ["districts_2017.csv dòng 1: thiếu cột name"]
    path.write_text(kept + "999,Mẫu\n", encoding="utf-8")
    assert any(text.endswith("số cột không đúng") for text in problems(folder))
    path.unlink()
    assert "không có tệp này" in problems(folder)[0]


def test_an_incomplete_country_is_refused_by_the_command_and_says_what_is_missing(folder):
    with pytest.raises(CommandError, match="phải có 3321 đơn vị cấp xã, có 69"):
        call_command("load_reference", "--from", str(folder))
    assert not AdministrativeUnit.objects.exists()


# ------------------------------------------------------------------ what people did stays
def test_a_second_load_keeps_what_people_changed(folder):
    load(folder)
    office = Agency.objects.get(account_code="hatinh")
    Agency.objects.filter(pk=office.pk).update(phone="0222 000 0000", account_suffix="hatinhmoi", identifier="H27.15")
    user = User.objects.get(username="hatinh_stp")
    User.objects.filter(pk=user.pk).update(is_active=True, full_name="Nguyễn Văn Mẫu")
    set_membership(user, office, set())

    assert all(step.is_unchanged for step in load(folder))

    office.refresh_from_db()
    user.refresh_from_db()
    assert (office.phone, office.account_suffix, office.identifier) == ("0222 000 0000", "hatinhmoi", "H27.15")
    assert (user.is_active, user.full_name) == (True, "Nguyễn Văn Mẫu")
    assert not Membership.objects.filter(user=user, role=Role.STP_ADMIN).exists()


def test_a_code_that_somebody_holds_already_is_made_distinct(folder):
    AgencyFactory(account_code="PhuongHaHuyTap_tht")
    load(folder)
    commune = Agency.objects.get(kind=AgencyKind.COMMUNE, unit__code="18652", unit__valid_to=None)
    assert commune.account_code == "phuonghahuytap_tht_18652"


# ------------------------------------------------------------------ files that changed
def test_a_corrected_day_moves_the_boundary_and_keeps_the_unit(folder):
    load(folder)
    before = unit_on("18652", date(2020, 6, 1)).pk
    for code in ("18652", "18655", "18661"):
        set_values(folder, "dated_changes.csv", code, date="2020-02-01")

    load(folder)

    assert unit_on("18652", date(2020, 1, 15)).name == "Thạch Tân"
    assert unit_on("18652", date(2020, 6, 1)).pk == before
    assert unit_on("18652", date(2020, 6, 1)).valid_from == date(2020, 2, 1)
    assert AdministrativeUnit.objects.filter(code="18652").count() == 4
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_change_of_type_adds_a_period_and_the_office_keeps_its_code(folder):
    load(folder)
    office = Agency.objects.get(kind=AgencyKind.COMMUNE, unit__name="Thạch Khê")
    code, key = office.account_code, office.unit.code
    set_values(folder, "communes_3321.csv", key, type_2026_11="Phường")
    new = {
        "level": "commune", "code": key, "change": "renamed", "date": "2026-10-01", "estimated": "no", "before": "",
        "basis": "Nghị quyết thử",
    }  # fmt: skip
    edit(folder, "dated_changes.csv", lambda lines: [*lines, new])

    units, *_ = load(folder)

    office.refresh_from_db()
    assert (units.created, units.changed, units.removed) == (1, 1, 0)
    assert office.name == "Uỷ ban nhân dân phường Thạch Khê, tỉnh Hà Tĩnh"
    assert office.account_code == code == "xathachkhe_tht"
    assert office.unit.basis == "Nghị quyết thử"
    assert unit_on(key, date(2026, 9, 30)).full_name == "Xã Thạch Khê"


def test_a_period_that_is_gone_from_the_files_is_removed_unless_something_uses_it(folder):
    load(folder)
    used = unit_on("18652", date(2019, 1, 1))
    office = AgencyFactory(unit=used)

    def never_renamed(lines):
        return [line for line in lines if line["code"] not in {"18652", "18655", "18661"}]

    edit(folder, "communes_2017.csv", never_renamed)
    with pytest.raises(ReferenceRefused, match="Thạch Tân"):
        load(folder)

    office.delete()
    units, *_ = load(folder)
    assert units.removed == 4  # Tân Lâm Hương begins in its last district: nothing says it ever moved
    assert unit_on("18652", date(2019, 1, 1)) is None


def test_the_loaded_accounts_wait_for_the_ministry_to_activate_them(folder):
    load(folder)
    user = User.objects.get(username="hatinh_stp")

    assert not user.has_usable_password()
    assert not user.check_password("")
    assert user.state == UserState.INACTIVE
    assert user.agency.account_code == "hatinh"
    assert [membership.role for membership in user.memberships.all()] == [Role.STP_ADMIN]
    assert not LoginAlias.objects.exists()  # Hà Tĩnh was merged with nobody
