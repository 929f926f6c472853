"""The demo's accounts: made through the services, the same when loaded again."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from accounts import demo
from accounts.models import AccountRequest, Agency, User
from core.models import OutboxMessage
from tests.accounts.arrange import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _file(settings: Settings, tmp_path: Path, small_reference: None) -> None:
    settings.DEMO_ACCOUNTS_FILE = tmp_path / "demo-accounts.json"


def test_every_demo_account_logs_in_and_need_not_change_its_password() -> None:
    accounts = demo.load()
    logins = {account.login for account in accounts}
    assert {
        "quantri_btp",
        "bacninh_stp",
        "mauso1_tc_tinhbacninh",
        "mauso4_tc_tinhhatinh",
        "chutaisan@example.vn",
    } <= logins
    for account in accounts:
        browser = Client()
        assert sign_in(browser, account.login, account.password)["Location"] == "/nghiep-vu/", account.login
        assert browser.get("/nghiep-vu/").status_code == 200


def test_loading_again_changes_nothing() -> None:
    first = demo.load()
    counts = [model.objects.count() for model in (User, Agency, AccountRequest, OutboxMessage)]
    assert demo.load() == first
    assert [model.objects.count() for model in (User, Agency, AccountRequest, OutboxMessage)] == counts


def test_requests_wait_for_the_offices() -> None:
    demo.load()
    waiting = AccountRequest.objects.filter(state="submitted")
    assert sorted(waiting.values_list("agency__account_code", flat=True)) == ["bacninh", "bacninh", "hatinh"]
