"""Whether people find what they expect: the queries of relevance.toml, over the records it names and no others."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from accounts.models import Agency
from accounts.roles import Role
from auctions import services
from auctions.models import Notice
from core import search
from tests.accounts.factories import AgencyFactory, user_at
from tests.auctions.factories import (
    auction_content,
    commune,
    draft_notice,
    lot,
    province,
    publish,
    publisher_at,
    selection_content,
)
from tests.portal.finding import Told, found

pytestmark = pytest.mark.django_db
SET = tomllib.loads(Path(__file__).with_name("relevance.toml").read_text())
# kinds of tests alone: those of the apps may change, and the set with them would not mean the same any more
TOLD = (("document", "Văn bản pháp luật", 10), ("guide", "Hướng dẫn", 20), ("question", "Hỏi đáp", 30))
USUAL_WITHIN = 5
Query = Mapping[str, Any]


class Records:
    """The records of the set, as their services leave them; `titles` by key, `codes` of notices by key."""

    def __init__(self) -> None:
        self.titles: dict[str, str] = {}
        self.codes: dict[str, str] = {}
        self.agencies: dict[str, Agency] = {}
        for place in SET["place"]:
            for code, name in place["communes"].items():
                commune(code, name, of=province(place["code"], place["name"]))
        for row in SET["agency"]:
            self._agency(**row)
        search.rebuild("agency")
        for row in SET["notice"]:
            self._notice(**row)
        for kind, label, order in TOLD:
            self._told(Told(f"test_{kind}", label, order), SET[kind])

    def _agency(self, key: str, kind: str, name: str, place: str, parent: str = "", ended_into: str = "") -> None:
        fields: dict[str, Any] = {"kind": kind, "name": name, "unit": province(place, "")}
        if parent:
            fields["parent"] = self.agencies[parent]
        if ended_into:
            fields |= {"successor": self.agencies[ended_into], "active_to": date(2025, 7, 1)}
        self.agencies[key], self.titles[key] = AgencyFactory(**fields), name
        if kind.startswith("auction"):
            user_at(self.agencies[key], Role.UNIT_ADMIN)

    def _notice(self, key: str, agency: str, commune: str, title: str, lot: str, kind: str = "", **more: Any) -> None:
        usual: Callable[..., Any] = selection_content if kind == "selection" else auction_content
        owner = self.agencies[agency]
        content = usual(title=title, lots=(_lot(lot, commune),))
        if "contract" in more:
            content = replace(content, contract_number=more["contract"])
        notice = draft_notice(content, agency=owner, by=publisher_at(owner), kind=kind or "auction")
        if not more.get("draft"):
            publish(notice)
        if more.get("withdrawn"):
            services.withdraw(notice, by=notice.created_by, reason="Đăng nhầm")
        self.titles[key], self.codes[f"{{{key}.code}}"] = title, Notice.objects.get(pk=notice.pk).code or ""

    def _told(self, told: Told, rows: list[dict[str, Any]]) -> None:
        for row in rows:
            fields = {name: value for name, value in row.items() if name not in ("key", "title")}
            self.titles[row["key"]] = told.tell(row["title"], **fields).title


def _lot(name: str, commune_code: str) -> Any:
    return lot(name=name, commune_code=commune_code, address="")


@pytest.fixture
def records(law: None, own_sources: None) -> Records:
    return Records()


def test_the_set_is_large_enough_and_names_what_exists(records: Records) -> None:
    assert len(SET["query"]) >= 60
    assert len({query["typed"] for query in SET["query"]}) == len(SET["query"])
    named = {key for query in SET["query"] for name in ("expects", "never") for key in query.get(name, ())}
    named |= {query["first"] for query in SET["query"] if "first" in query}
    assert named <= records.titles.keys()


def test_people_find_what_they_expect(records: Records) -> None:
    failures = [failure for query in SET["query"] for failure in wrong_with(query, records)]
    assert not failures, f"{len(failures)} of {len(SET['query'])} queries:\n" + "\n".join(failures)


def wrong_with(query: Query, records: Records) -> Iterator[str]:
    """What is wrong with the answer to one query, in a line."""
    typed = records.codes.get(query["typed"], query["typed"])
    results = found(typed)
    hits = [hit.title for hit in results.hits]
    wanted = [*([query["first"]] if "first" in query else []), *query.get("expects", ())]
    if query.get("nothing") and hits:
        yield f"“{typed}” must find nothing, found: {_short(hits)}"
    if "first" in query and hits[:1] != [records.titles[query["first"]]]:
        yield f"“{typed}” must find {query['first']} first, found ({results.step.value}): {_short(hits)}"
    within = query.get("within", USUAL_WITHIN)
    if missing := [key for key in wanted if records.titles[key] not in hits[:within]]:
        yield f"“{typed}” must find {', '.join(missing)} within {within}, found ({results.step.value}): {_short(hits)}"
    if there := [key for key in query.get("never", ()) if records.titles[key] in hits]:
        yield f"“{typed}” must not find {', '.join(there)}"
    if "meant" in query and results.meant != query["meant"]:
        yield f"“{typed}” must offer “{query['meant']}”, offered “{results.meant}”"


def _short(hits: list[str]) -> str:
    return " | ".join(title[:45] for title in hits[:6]) or "nothing"
