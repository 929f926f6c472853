"""Where a person may look: the kinds there are, and the agencies whose own matters he sees (phạm vi tìm)."""

from __future__ import annotations

from typing import Any

from accounts.scoping import agency_ids_with
from core import search
from portal.finding.statement import Scope


def scope_of(user: Any) -> Scope:
    """What `user`, or somebody who is not signed in, may find. Filters by permission."""
    sources = search.sources()
    reach: dict[str, list[int] | None] = {}
    for source in sources:
        ids = agency_ids_with(user, source.codename) if source.codename else []
        if ids is None or ids:
            reach[source.kind] = ids
    return Scope([source.kind for source in sources], [source.kind for source in sources if source.is_large], reach)
