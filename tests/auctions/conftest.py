"""The law in force for every test that has a database."""

from __future__ import annotations

import pytest

from tests.auctions.factories import load_rules


@pytest.fixture
def law(db: None) -> None:
    """Asset kinds and rules as the fixtures have them."""
    load_rules()
