"""Login names and account codes as the letters form them (pure rules)."""

import csv
from itertools import islice

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from accounts import naming
from accounts.naming import StatisticsRole
from accounts.services.reference import FIXTURES

with (FIXTURES / "units" / "provinces_63.csv").open(encoding="utf-8") as _opened:
    ANNEX_02 = {line["stp_account_code"]: line["stp_login"] for line in csv.DictReader(_opened)}

CODES = st.sampled_from(sorted(ANNEX_02))
PROPOSED = st.from_regex(r"[a-z][a-z0-9]{2,12}([._-][a-z0-9]{1,8}){0,2}", fullmatch=True).filter(
    lambda name: not naming.why_not_proposed(name)
)
VIETNAMESE = st.text("aAăĂâÂbcdđĐeêghiklmnoôơpqrstuưvxyắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữự -'’0123456789", max_size=60)


# ------------------------------------------------------------------ Sở Tư pháp
def test_the_annex_has_63_offices():
    assert len(ANNEX_02) == 63


@pytest.mark.parametrize(("code", "login"), ANNEX_02.items())
def test_the_login_of_a_provincial_office_is_the_one_of_annex_02(code, login):
    assert naming.stp_login(code) == login


@pytest.mark.parametrize("login", ["brvt_stp", "tthue_stp", "hcm_stp", "backan_stp"])
def test_the_irregular_codes_of_the_annex_are_kept(login):
    assert login in ANNEX_02.values()


# ------------------------------------------------------------------ organisations
def test_the_suffix_of_a_province_is_as_the_letters_print_it():
    assert naming.default_suffix("longan", is_city=False) == "tinhlongan"
    assert naming.default_suffix("bacninh", is_city=False) == "tinhbacninh"


def test_the_suffix_of_a_city_is_tp_and_its_code():
    assert naming.default_suffix("hcm", is_city=True) == "tphcm"


def test_both_readings_of_long_an_find_each_other():
    assert naming.other_readings("dgmau_tc_tinhlongan") == ["dgmau_tc_longan"]
    assert "dgmau_tc_tinhlongan" in naming.other_readings("dgmau_tc_longan")


@pytest.mark.parametrize(
    "login", ["longan_stp", "dgmau", "", "_tc_", "_tc_longan", "dgmau_tc_", "xathachtan_hth_tht_bc"]
)
def test_other_names_have_no_other_reading(login):
    assert naming.other_readings(login) == []


@given(PROPOSED, CODES, st.booleans())
def test_a_login_and_its_other_reading_lead_back_to_each_other(proposed, code, is_city):
    login = naming.organisation_login(proposed, naming.default_suffix(code, is_city=is_city))
    [bare] = naming.other_readings(login)

    assert bare == naming.organisation_login(proposed, code)
    assert login in naming.other_readings(bare)
    assert naming.split_organisation_login(bare.upper()) == (proposed, code)


@pytest.mark.parametrize("name", ["dgv", "daugiamau", "dg.mau", "dg-mau_2", "a1b2", "d" * 40])
def test_a_plain_name_may_be_proposed(name):
    assert naming.why_not_proposed(name) == ""


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("", "từ 3 đến 40"),
        ("dg", "từ 3 đến 40"),
        ("d" * 41, "từ 3 đến 40"),
        ("Daugia", "chữ thường không dấu"),
        ("đấugiá", "chữ thường không dấu"),
        ("1daugia", "bắt đầu bằng chữ"),
        ("dau gia", "chữ thường không dấu"),
        ("dau__gia", "một dấu chấm"),
        ("daugia_", "một dấu chấm"),
        ("daugia\n", "chữ thường không dấu"),
        ("daugia<b>", "chữ thường không dấu"),
        ("daugia_tc_longan", "dành riêng “tc”"),
        ("longan_stp", "dành riêng “stp”"),
        ("daugia.bc", "dành riêng “bc”"),
        ("admin", "dành riêng “admin”"),
        ("quantri", "dành riêng “quantri”"),
    ],
)
def test_a_name_that_cannot_be_proposed_is_refused_with_a_reason(name, part):
    assert part in naming.why_not_proposed(name)


@given(VIETNAMESE)
def test_what_was_typed_is_cleaned_once_and_for_all(text):
    clean = naming.clean_proposed(text)

    assert naming.clean_proposed(clean) == clean
    assert clean == clean.lower()
    assert clean.isascii()
    assume(3 <= len(clean) <= 40 and clean[0].isalpha())
    assert "ký tự" not in naming.why_not_proposed(clean)
    assert "chữ thường" not in naming.why_not_proposed(clean)


def test_a_vietnamese_name_is_cleaned_to_its_letters():
    assert naming.clean_proposed(" Đấu giá  Đông Á ") == "daugiadonga"
    assert naming.clean_proposed("Đấu__giá.") == "dau_gia"


@given(PROPOSED, CODES)
def test_variants_differ_from_the_name_and_from_each_other_and_are_valid(proposed, code):
    variants = list(islice(naming.proposed_variants(proposed, code), 30))

    assert len({proposed, *variants}) == 31
    assert all(not naming.why_not_proposed(variant) for variant in variants)


def test_variants_are_based_on_the_proposed_name():
    assert list(islice(naming.proposed_variants("dgmau", "longan"), 3)) == ["dgmau.longan", "dgmau2", "dgmau3"]


# ------------------------------------------------------------------ statistics
def test_statistics_codes_are_exactly_those_of_the_letter():
    province = "Tỉnh Hà Tĩnh"
    assert naming.commune_code("Thị trấn Thạch Hà", "Huyện Thạch Hà", province) == "thitranthachha_hth_tht"
    assert naming.commune_code("Xã Thạch Tân", "Huyện Thạch Hà", province) == "xathachtan_hth_tht"
    assert naming.district_code("Huyện Thạch Hà", province) == "huyenthachha_tht"


def test_a_commune_of_two_tiers_has_no_district_in_its_code():
    assert naming.commune_code("Xã Thạch Hà", "Tỉnh Hà Tĩnh") == "xathachha_tht"
    assert naming.commune_code("Đặc khu Lý Sơn", "Tỉnh Quảng Ngãi") == "dackhulyson_tqn"
    assert naming.commune_code("Phường Ba Đình", "Thành phố Hà Nội") == "phuongbadinh_tphn"


def test_initials_of_three_provinces_clash_and_the_unit_code_tells_them_apart():
    codes = {naming.commune_code("Xã Tân An", f"Tỉnh {name}") for name in ("Quảng Nam", "Quảng Ninh", "Quảng Ngãi")}

    assert codes == {"xatanan_tqn"}
    assert naming.distinct_code("xatanan_tqn", "06811", set()) == "xatanan_tqn"
    assert naming.distinct_code("xatanan_tqn", "21292", codes) == "xatanan_tqn_21292"


def test_a_district_office_has_three_accounts_and_a_commune_two():
    assert naming.statistics_logins("huyenthachha_tht", is_commune=False) == {
        StatisticsRole.APPROVER: "huyenthachha_tht_ld",
        StatisticsRole.CHECKER: "huyenthachha_tht_kt",
        StatisticsRole.COMPILER: "huyenthachha_tht_bc",
    }
    assert list(naming.statistics_logins("thitranthachha_hth_tht", is_commune=True).values()) == [
        "thitranthachha_hth_tht_ld",
        "thitranthachha_hth_tht_bc",
    ]


@given(st.from_regex(r"[a-z]{2,20}(_[a-z]{2,5}){1,2}", fullmatch=True), st.booleans())
def test_a_statistics_login_is_read_back_whatever_the_case(code, is_commune):
    for role, login in naming.statistics_logins(code, is_commune=is_commune).items():
        assert naming.split_statistics_login(login.upper()) == (code, role)


@pytest.mark.parametrize("login", ["", "bc", "_bc", "xathachtan_hth_tht", "hatinh_stp", "xathachtan_hth_tht_xx"])
def test_other_names_are_no_statistics_logins(login):
    assert naming.split_statistics_login(login) is None
