"""Fixtures of the search: the law for notices, and kinds that exist for one test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from auctions.queries import remembered
from tests.auctions.factories import load_rules
from tests.portal.finding import Told, only_own_sources


@pytest.fixture
def law(db: None) -> None:
    """Asset kinds and rules as the fixtures have them."""
    remembered.forget()
    load_rules()


@pytest.fixture
def own_sources() -> Iterator[None]:
    """Kinds registered by the test are forgotten at its end."""
    with only_own_sources():
        yield


@pytest.fixture
def guides(db: None, own_sources: None) -> Told:
    """A public kind of few records."""
    return Told("test_guide", "Bài mẫu")
