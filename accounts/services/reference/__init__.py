"""Loading the reference data: units, what became of them, agencies, accounts of the Sở Tư pháp (danh mục chuẩn)."""

from __future__ import annotations

from pathlib import Path

from django.db import connection, transaction
from django.utils.timezone import localdate

from accounts.findable import ACCOUNT, AGENCY
from accounts.models import User
from accounts.models.names import NAME_LOCK
from accounts.services.reference.agencies import AgencyPlan, write_agencies
from accounts.services.reference.files import FIXTURES, ReferenceRefused, Source
from accounts.services.reference.logins import write_stp_accounts
from accounts.services.reference.sync import Written
from accounts.services.reference.timeline import read_timeline
from accounts.services.reference.units import check_counts, write_units
from core import search

__all__ = ["FIXTURES", "ReferenceRefused", "Written", "load_reference"]


@transaction.atomic
def load_reference(folder: Path = FIXTURES, *, is_whole_country: bool = True) -> list[Written]:
    """Make the database hold what fixtures/ says (nạp danh mục chuẩn); a second run writes nothing.

    `is_whole_country` False skips the counts of the whole country, for an extract.
    Raises: ReferenceRefused with every error and its line; then nothing was written.
    """
    unit_files, agency_files = Source(folder / "units"), Source(folder / "agencies")
    timeline, states = read_timeline(unit_files)
    if is_whole_country:
        check_counts(timeline, unit_files)
    plan = AgencyPlan(timeline, states, localdate())
    plan.check(unit_files)
    unit_files.stop_if_refused()
    agencies = list(plan.all(agency_files))
    agency_files.stop_if_refused()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NAME_LOCK])
    units, written = write_units(timeline)
    by_key, agencies_written = write_agencies(agencies, units)
    written = [*written, agencies_written, *write_stp_accounts(by_key)]
    if not all(each.is_unchanged for each in written):
        offices = [agency.pk for agency in by_key.values()]
        search.refresh(AGENCY, *offices)
        search.refresh(ACCOUNT, *User.objects.filter(agency__in=offices).order_by().values_list("pk", flat=True))
    return written
