"""How a new site gets its first account."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.factories import AgencyFactory

pytestmark = pytest.mark.django_db
ARGUMENTS = ("quantri_moi", "--name", "Nguyễn Thị Quản Trị", "--email", "quantri@example.vn")


def create() -> str:
    out = StringIO()
    call_command("first_administrator", *ARGUMENTS, stdout=out)
    return out.getvalue()


def test_the_printed_password_logs_in_and_must_be_changed() -> None:
    AgencyFactory(ministry=True)
    login, password = create().split()[:2]
    client = Client()
    assert client.login(username=login, password=password)
    answer = client.get(reverse("accounts_list"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_change_password"))


def test_it_administers_the_whole_country() -> None:
    AgencyFactory(ministry=True)
    create()
    assert User.objects.get(username="quantri_moi").has_perm("accounts.manage_accounts")


def test_there_is_only_one_first() -> None:
    AgencyFactory(ministry=True)
    create()
    with pytest.raises(CommandError, match="đã có quản trị"):
        call_command("first_administrator", "quantri_hai", *ARGUMENTS[1:])
    assert not User.objects.filter(username="quantri_hai").exists()


def test_without_reference_data_it_says_what_to_load() -> None:
    with pytest.raises(CommandError, match="load_reference"):
        create()
