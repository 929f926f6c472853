"""Offices and accounts of the whole country, and that loading twice changes nothing."""

import csv
import io
from collections import Counter
from datetime import date
from time import monotonic

from django.core.management import call_command
from django.db import connection
from django.db.models.functions import Lower
from django.test.utils import CaptureQueriesContext

from accounts.models import Agency, AgencyKind, LoginAlias, User
from accounts.queries.legacy import legacy_login_targets
from accounts.queries.people import current_agency, find_login
from accounts.scoping import can
from accounts.services.reference import FIXTURES
from tests.reference import WholeCountryTestCase

TODAY = date(2026, 11, 1)


def everything_stored():
    """Every row of our tables with the transaction that wrote it: a row written again differs, whatever it says."""
    rows = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if not table.startswith(("django_", "auth_", "guardian_")):
                cursor.execute(f'SELECT xmin::text, ctid::text, t::text FROM "{table}" t ORDER BY ctid')  # noqa: S608
                rows[table] = cursor.fetchall()
    return rows


class TestReferenceData(WholeCountryTestCase):
    """What one load leaves behind."""

    def test_loading_again_writes_nothing_and_tells_the_counts(self):
        before = everything_stored()
        said = io.StringIO()
        started = monotonic()
        with CaptureQueriesContext(connection) as queries:
            call_command("load_reference", stdout=said)

        assert monotonic() - started < 60
        assert everything_stored() == before
        assert [q["sql"] for q in queries if q["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}] == []
        assert "đơn vị hành chính: 17205 (0 mới, 0 sửa, 0 bỏ)" in said.getvalue()
        assert "tài khoản Sở Tư pháp: 34 (0 mới, 0 sửa, 0 bỏ)" in said.getvalue()

    def test_all_63_logins_of_annex_02_lead_to_the_office_of_today(self):
        with (FIXTURES / "units" / "provinces_63.csv").open(encoding="utf-8") as opened:
            lines = list(csv.DictReader(opened))
        users = {user.username: user for user in User.objects.all()}
        aliases = {alias.name: alias.user for alias in LoginAlias.objects.select_related("user")}

        assert len(lines) == 63
        assert (len(users), len(aliases)) == (34, 29)
        for line in lines:
            user = users.get(line["stp_login"]) or aliases[line["stp_login"]]
            assert find_login(line["stp_login"].upper()) == user
            assert current_agency(user) == user.agency
            [membership] = user.memberships.select_related("agency__unit")
            assert membership.agency.unit.code == line["new_code"]
            assert membership.agency.active_to is None

    def test_the_office_of_a_province_is_called_by_todays_type_and_keeps_its_name_and_code(self):
        def office(code):
            return Agency.objects.get(kind=AgencyKind.STP, account_code=code)

        assert office("bacninh").name == "Sở Tư pháp thành phố Bắc Ninh"
        assert office("bacninh").account_suffix == "tinhbacninh"  # granted before the province became a city
        assert office("hcm").name == "Sở Tư pháp thành phố Hồ Chí Minh"
        assert office("hcm").account_suffix == "tphcm"
        assert office("tthue").name == "Sở Tư pháp thành phố Huế"
        assert office("tthue").account_suffix == "tinhtthue"
        assert office("longan").name == "Sở Tư pháp tỉnh Long An"
        assert office("longan").account_suffix == "tinhlongan"
        assert office("longan").successor == office("tayninh")
        assert office("longan").active_to == date(2025, 7, 1)

    def test_old_offices_are_merged_into_those_of_today(self):
        offices = Agency.objects.filter(kind=AgencyKind.STP)
        assert offices.count() == 63
        assert offices.active_on(TODAY).count() == 34
        assert offices.active_on(date(2025, 6, 30)).count() == 63
        assert offices.exclude(successor=None).count() == 29
        assert not offices.exclude(successor=None).filter(successor__active_to__isnull=False).exists()
        prefixes = Counter(office.account_suffix.removesuffix(office.account_code) for office in offices)
        assert prefixes == {"tinh": 58, "tp": 5}

    def test_every_commune_has_an_office_under_its_province_and_one_code_of_its_own(self):
        communes = Agency.objects.filter(kind=AgencyKind.COMMUNE).active_on(TODAY)
        assert communes.count() == 3321
        assert communes.filter(parent__kind=AgencyKind.STP, parent__active_to=None).count() == 3321
        for commune in communes.select_related("unit__parent", "parent__unit").order_by("pk")[::50]:
            assert commune.unit.parent.code == commune.parent.unit.code
        codes = Agency.objects.exclude(account_code=None).values_list(Lower("account_code"), flat=True)
        assert len(codes) == len(set(codes)) == 4 + 63 + 696 + 3321

    def test_initials_that_clash_give_codes_that_differ(self):
        codes = set(
            Agency.objects.filter(account_code__startswith="xasonha_tqn").values_list("account_code", flat=True)
        )
        assert codes == {"xasonha_tqn", "xasonha_tqn_21292"}

    def test_offices_of_the_past_and_the_ministry_are_there(self):
        kinds = Counter(Agency.objects.values_list("kind", flat=True))
        assert kinds == {
            AgencyKind.MINISTRY: 1,
            AgencyKind.MINISTRY_DEPARTMENT: 3,
            AgencyKind.STP: 63,
            AgencyKind.SERVICE_CENTRE: 34,
            AgencyKind.COMMUNE: 3321,
            AgencyKind.DISTRICT_OFFICE: 696,
        }
        thach_ha = Agency.objects.get(account_code="huyenthachha_tht")
        assert thach_ha.name == "Phòng Tư pháp huyện Thạch Hà, tỉnh Hà Tĩnh"
        assert thach_ha.active_to == date(2025, 7, 1)
        assert not Agency.objects.exclude(identifier="").filter(is_identifier_verified=True).exists()

    def test_the_account_of_a_province_reaches_its_offices_and_no_other(self):
        user = User.objects.get(username="hatinh_stp")
        inside, outside = (
            Agency.objects.get(kind=AgencyKind.COMMUNE, unit__code=code, unit__valid_to=None)
            for code in ("18652", "00004")
        )
        User.objects.filter(pk=user.pk).update(is_active=True)
        user = User.objects.get(pk=user.pk)
        assert can(user, "manage_accounts", inside)
        assert not can(user, "manage_accounts", outside)

    # -------------------------------------------------------------- old statistics logins
    def targets(self, login):
        return [(target.agency.unit.code, target.role.value, target.whole) for target in legacy_login_targets(login)]

    def test_old_statistics_logins_of_the_letter_find_the_commune_of_today(self):
        for name in ("xathachtan", "xathachlam", "xathachhuong", "xatanlamhuong"):
            assert self.targets(f"{name}_hth_tht_bc") == [("18652", "bc", True)]
        assert self.targets("xatanlamhuong_tpht_tht_ld") == [("18652", "ld", True)]
        assert self.targets("THITRANTHACHHA_hth_tht_LD") == [("18562", "ld", True)]

    def test_a_role_a_commune_never_had_leads_nowhere(self):
        assert self.targets("xathachtan_hth_tht_kt") == []
        assert self.targets("xathachtan_hth_tht") == []
        assert self.targets("xakhongco_hth_tht_bc") == []

    def test_the_code_of_a_commune_of_today_leads_to_itself(self):
        assert self.targets("phuonghahuytap_tht_bc") == [("18652", "bc", True)]

    def test_a_split_commune_leads_to_several_and_none_is_certain(self):
        found = self.targets("phuongdainai_tpht_tht_bc")
        assert len(found) > 1
        assert not any(whole for *_, whole in found)

    def test_the_office_of_a_district_leads_to_its_communes_and_none_is_certain(self):
        found = self.targets("huyenthachha_tht_kt")
        assert {code for code, *_ in found} >= {"18562", "18409"}
        assert not any(whole for *_, whole in found)

    def test_the_statistics_login_of_a_merged_provincial_office_leads_to_its_successor(self):
        [target] = legacy_login_targets("longan_kt")
        assert target.agency.account_code == "tayninh"
        assert target.whole
