"""Notices of the demo: every line of the fixture is lawful today, and loading twice changes nothing."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from accounts.roles import Role
from auctions import demo
from auctions.models import Notice, NoticeVersion
from auctions.queries import verify_chain
from tests.accounts.factories import user_at
from tests.auctions.factories import asset_owner, auction_org, commune, province, publisher_at

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def lines() -> list[dict[str, Any]]:
    """The fixture, with a commune in each of its provinces and agencies that publish."""
    path = Path(settings.BASE_DIR) / "fixtures" / "auctions" / "demo_notices.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for code in {row["province"] for row in rows} - {""}:
        commune(f"{code}000", f"Mẫu {code}", of=province(code, f"Mẫu {code}"))
    for _ in range(2):
        publisher_at(auction_org())
    user_at(asset_owner(), Role.ASSET_OWNER)
    return rows


def test_every_line_becomes_its_notice(lines: list[dict[str, Any]]):
    demo.load()

    fates = Counter(row["fate"] for row in lines)
    states = Counter(Notice.objects.values_list("state", flat=True))
    assert states["draft"] == fates["draft"]
    assert states["cancelled"] == fates["cancelled"]
    assert states["withdrawn"] == fates["withdrawn"]
    assert Notice.objects.filter(correction_count=1).count() == fates["corrected"]
    assert Notice.objects.filter(second_published_at__isnull=False).exists()
    assert Notice.objects.count() == len(lines) >= 38
    assert all(verify_chain(notice) == [] for notice in Notice.objects.published())


def test_loading_twice_changes_nothing(lines: list[dict[str, Any]]):
    demo.load()
    before = list(Notice.objects.order_by("pk").values("pk", "code", "version_number"))

    demo.load()

    assert list(Notice.objects.order_by("pk").values("pk", "code", "version_number")) == before
    assert NoticeVersion.objects.count() == sum(notice["version_number"] for notice in before)


def test_every_public_page_of_the_demo_opens(lines: list[dict[str, Any]], client: Client):
    demo.load()

    for notice in Notice.objects.published():
        assert client.get(notice.get_absolute_url()).status_code == 200


def test_without_agencies_nothing_is_made(db: None):
    assert demo.load() == []
    assert not Notice.objects.exists()
