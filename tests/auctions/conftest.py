"""The law in force for every test that has a database."""

from __future__ import annotations

import pytest

from auctions.queries import remembered
from tests.auctions.factories import load_rules


@pytest.fixture
def law(db: None) -> None:
    """Asset kinds and rules as the fixtures have them."""
    load_rules()


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Places and rules that one test made, no other test sees."""
    remembered.forget()
