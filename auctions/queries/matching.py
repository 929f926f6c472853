"""Full-text matching on the words that auctions.search made."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Lookup


@SearchVectorField.register_lookup
class Matches(Lookup):
    """`search__matches=auctions.search.query(text)`: the query is cast, never parsed, so its words stay as folded."""

    lookup_name = "matches"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """`"search" @@ '…'::tsquery`."""
        lhs, params = self.process_lhs(compiler, connection)
        return f"{lhs} @@ %s::tsquery", [*params, self.rhs]
