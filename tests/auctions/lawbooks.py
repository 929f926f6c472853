"""The real rules without a database, and a calendar with the days off the cases need."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

from django.conf import settings

from auctions.models import AssetKind, Rule
from auctions.rules import Finding, LawBook, Situation, check
from auctions.services.reference import _value
from auctions.terms import NoticeKind
from core.calendar import WorkingCalendar
from tests.auctions.factories import auction_content

TET_2026 = {date(2026, 2, d): "Tết Nguyên đán" for d in range(16, 21)}
CALENDAR = WorkingCalendar(
    version=3,
    off={
        **TET_2026,
        date(2026, 8, 31): "nghỉ thay cho ngày 22/08/2026",
        date(2026, 9, 1): "Quốc khánh",
        date(2026, 9, 2): "Quốc khánh",
        date(2026, 11, 24): "Ngày Văn hoá Việt Nam",
    },
    work={date(2026, 8, 22): "làm bù cho ngày 31/08/2026"},
)


def _rows(name: str) -> list[dict[str, str]]:
    path = Path(settings.BASE_DIR) / "fixtures" / "auctions" / name
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _built(model: type, row: dict[str, str]) -> object:
    return model(**{name: _value(model._meta.get_field(name), text) for name, text in row.items()})


def book(kind: str = NoticeKind.AUCTION, law_set: str = "2025") -> LawBook:
    """Rules and asset kinds of one law set as the fixtures have them."""
    rules = [_built(Rule, row) for row in _rows("rules.csv") if row["law_set"] == law_set]
    year = "2017" if law_set == "2016" else "2025"
    kinds = [_built(AssetKind, r) for r in _rows("asset_kinds.csv") if r["valid_from"].startswith(year)]
    return LawBook(
        rules=[rule for rule in rules if rule.notice_kind == kind],
        mandatory_kinds=frozenset(k.code for k in kinds if k.is_mandatory),
        placeless_kinds=frozenset(k.code for k in kinds if not k.has_place),
    )


def findings(today: date, *, law_set: str = "2025", situation: dict | None = None, **fields: object) -> list[Finding]:
    """Findings on a notice of auction that is lawful but for `fields`, to be published on `today`."""
    content = replace(auction_content(today=today), **fields)
    case = Situation(**{"kind": NoticeKind.AUCTION, "today": today, **(situation or {})})
    return check(content, case, book(law_set=law_set), CALENDAR)


def finding(found: list[Finding], code: str) -> Finding:
    """The one finding of this rule."""
    (one,) = [f for f in found if f.code == code]
    return one
