"""Two people, or two clicks, register one address at the same moment."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from accounts.models import AdministrativeUnit, Agency, AgencyKind, User
from accounts.services import registration
from tests.core.concurrency import together

ADDRESS = "chutaisan@example.vn"


@pytest.mark.django_db(transaction=True)
def test_two_registrations_at_the_same_moment_make_one_account() -> None:
    day = date(2025, 7, 1)
    province = AdministrativeUnit.objects.create(
        name="Mẫu", search_key="mau", code="99", level="province", kind="tinh", valid_from=day
    )
    commune = AdministrativeUnit.objects.create(
        name="Mẫu", search_key="mau", code="99999", level="commune", kind="xa", valid_from=day, parent=province
    )

    def once(name: str) -> Any:
        data = registration.Registration(name, "", "Số 0", commune, "0222000000", ADDRESS)
        return registration.register_owner(data, hashed_password=make_password("x"), form_key=uuid4())

    results = together(lambda: once("Người Một"), lambda: once("Người Hai"))
    assert not [each for each in results if isinstance(each, Exception)]
    assert User.objects.filter(username=ADDRESS).count() == 1
    assert EmailAddress.objects.count() == 1
    assert Agency.objects.filter(kind=AgencyKind.ASSET_OWNER).count() == 1
