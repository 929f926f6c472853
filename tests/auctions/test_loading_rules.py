"""load_auction_rules: idempotent, and the Ministry's edits stay."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.management import call_command

from auctions.models import AssetKind, Rule
from auctions.rules.limits import CATEGORIES
from auctions.rules.milestones import MILESTONES

pytestmark = pytest.mark.usefixtures("law")


def test_loading_twice_changes_nothing(capsys: pytest.CaptureFixture[str]):
    before = list(Rule.objects.values()) + list(AssetKind.objects.values())

    call_command("load_auction_rules")

    assert list(Rule.objects.values()) + list(AssetKind.objects.values()) == before
    assert "rules written: 0" in capsys.readouterr().out


def test_what_the_ministry_changed_in_the_editable_set_stays():
    Rule.objects.filter(code="deposit_percent", law_set="2025").update(amount=Decimal(10))

    call_command("load_auction_rules")

    assert Rule.objects.get(code="deposit_percent", law_set="2025").amount == 10


def test_the_verified_set_follows_the_fixture():
    Rule.objects.filter(code="deposit_percent", law_set="2016").update(amount=Decimal(10))

    call_command("load_auction_rules")

    assert Rule.objects.get(code="deposit_percent", law_set="2016").amount == 5


def test_every_rule_is_one_the_engine_understands():
    for rule in Rule.objects.all():
        assert rule.category in CATEGORIES
        if rule.category == "gap":
            assert {rule.subject, rule.anchor} <= set(MILESTONES)
            assert rule.direction
            assert rule.unit in {"d", "wd"}
        assert rule.legal_source
        assert rule.confidence


def test_every_edit_of_a_rule_leaves_a_trace():
    rule = Rule.objects.get(code="deposit_percent", law_set="2025")
    rule.amount = Decimal(10)
    rule.save()

    assert list(rule.events.order_by("pgh_id").values_list("amount", flat=True)) == [Decimal(5), Decimal(10)]
