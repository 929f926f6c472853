"""Fixtures of the account tests."""

from __future__ import annotations

import pytest

from accounts.models import User
from tests.accounts.arrange import PASSWORD, Office, make_office, make_organisation
from tests.reference import _small_extract, small_reference

__all__ = ["_small_extract", "small_reference"]


@pytest.fixture
def office(db: None) -> Office:
    """The Sở Tư pháp of Bắc Ninh with its administrator."""
    return make_office("bacninh")


@pytest.fixture
def user(office: Office) -> User:
    """The one user of an organisation of Bắc Ninh."""
    return make_organisation(office, "mauso1", full_name="Đặng Thị Mẫu")


@pytest.fixture
def office_with_units(small_reference: None) -> Office:
    """The same Sở as the reference data have it, put to use."""
    admin = User.objects.select_related("agency").get(username="bacninh_stp")
    admin.is_active = True
    admin.set_password(PASSWORD)
    admin.save()
    assert admin.agency
    return Office(admin.agency, admin)
