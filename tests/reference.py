"""Reference data for tests, always loaded by the real service and gone with the test's transaction.

`small_reference` (a fixture): Hà Tĩnh, Bắc Ninh with Bắc Giang, Tây Ninh with Long An; for whoever needs units and
offices. Loaded once a session, then copied into each test that asks (0.2 s).
`WholeCountryTestCase`: everything, loaded once a class (8 s); for the tests about the whole country.
"""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from django.db import connection, models, transaction
from django.test import TestCase

from accounts.models import AdministrativeUnit, Agency, LoginAlias, Membership, UnitSuccession, User
from accounts.services.reference import FIXTURES, load_reference

SMALL_PROVINCES = {"24", "27", "42", "72", "80"}
_TABLES: list[type[models.Model]] = [AdministrativeUnit, UnitSuccession, Agency, User, Membership, LoginAlias]
_RIGHTS_OUT = """
    COPY (SELECT r.user_id, r.content_object_id, p.codename FROM accounts_agencyuserobjectpermission r
          JOIN auth_permission p ON p.id = r.permission_id) TO STDOUT
"""
_RIGHTS_TABLE = """
    CREATE TEMPORARY TABLE rights_copied (user_id bigint, agency_id bigint, codename text) ON COMMIT DROP
"""
_RIGHTS_JOINED = """
    INSERT INTO accounts_agencyuserobjectpermission (user_id, content_object_id, permission_id)
    SELECT c.user_id, c.agency_id, p.id FROM rights_copied c JOIN auth_permission p ON p.codename = c.codename
    JOIN django_content_type t ON t.id = p.content_type_id AND t.app_label = 'accounts' AND t.model = 'agency'
"""


class Snapshot:
    """What one load wrote, as the database's own copy format."""

    def __init__(self, folder: Path) -> None:
        with transaction.atomic():
            load_reference(folder, is_whole_country=False)
            self.tables = {
                model._meta.db_table: self._out(f"COPY {model._meta.db_table} TO STDOUT") for model in _TABLES
            }
            self.rights = self._out(_RIGHTS_OUT)
            transaction.set_rollback(True)

    def restore(self) -> None:
        """Write the rows into the running test; the ids were drawn from the same sequences, so none comes twice.

        The rows passed every check when they were loaded. A superuser, as the tests' own database has, need not pay
        for the checks and the history again.
        """
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
            is_superuser = cursor.fetchone()[0]
            if is_superuser:
                cursor.execute("SET LOCAL session_replication_role = replica")
            for table, rows in self.tables.items():
                self._into(f"COPY {table} FROM STDIN", rows)
            cursor.execute(_RIGHTS_TABLE)
            self._into("COPY rights_copied FROM STDIN", self.rights)
            cursor.execute(_RIGHTS_JOINED)
            if is_superuser:
                cursor.execute("SET LOCAL session_replication_role = origin")
        analyze()

    def _out(self, sql: str) -> bytes:
        with connection.cursor() as cursor, cursor.cursor.copy(sql) as copy:
            return b"".join(bytes(part) for part in copy)

    def _into(self, sql: str, rows: bytes) -> None:
        with connection.cursor() as cursor, cursor.cursor.copy(sql) as copy:
            copy.write(rows)


def analyze() -> None:
    """Let the planner know how many rows there are now."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE accounts_administrativeunit, accounts_unitsuccession, accounts_agency")


def write_extract(folder: Path, provinces: set[str] = SMALL_PROVINCES) -> Path:
    """The files of fixtures/ cut down to some old provinces and what became of them."""
    source, target = FIXTURES / "units", folder / "units"
    target.mkdir(parents=True)
    (folder / "agencies").symlink_to(FIXTURES / "agencies")
    shutil.copy(source / "dated_changes.csv", target)
    old = _cut(source, target, "provinces_63.csv", lambda line: line["code"] in provinces)
    new = {line["new_code"] for line in old}
    _cut(source, target, "provinces_34.csv", lambda line: line["code"] in new)
    for name in ("districts_2017.csv", "districts_old_696.csv", "communes_2017.csv"):
        _cut(source, target, name, lambda line: line["province_old_code"] in provinces)
    communes = _cut(source, target, "communes_old_10035.csv", lambda line: line["province_old_code"] in provinces)
    codes = {line["code"] for line in communes}
    _cut(source, target, "communes_3321.csv", lambda line: line["province_code"] in new)
    _cut(source, target, "commune_map_2025.csv", lambda line: line["old_code"] in codes)
    _cut(source, target, "island_districts_2025.csv", lambda line: False)
    return folder


def _cut(source: Path, target: Path, name: str, keep) -> list[dict[str, str]]:
    with (source / name).open(encoding="utf-8", newline="") as opened:
        reader = csv.DictReader(opened)
        lines = [line for line in reader if keep(line)]
    with (target / name).open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, reader.fieldnames or [])
        writer.writeheader()
        writer.writerows(lines)
    return lines


class WholeCountryTestCase(TestCase):
    """Tests over everything `load_reference` loads: 34 provinces, 3,321 communes, their past, the offices."""

    @classmethod
    def setUpTestData(cls) -> None:
        """Load once for the class; each test is undone on its own."""
        load_reference()
        analyze()


@pytest.fixture(scope="session")
def _small_extract(django_db_setup, django_db_blocker, tmp_path_factory) -> Snapshot:
    folder = write_extract(tmp_path_factory.mktemp("reference") / "fixtures")
    with django_db_blocker.unblock():
        return Snapshot(folder)


@pytest.fixture
def small_reference(_small_extract: Snapshot, db: None) -> None:
    """Three provinces of today with their past and their offices."""
    _small_extract.restore()
