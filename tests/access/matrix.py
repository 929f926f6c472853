"""The form of the access tables: persons, rows, and the agencies and users they stand for.

Each module of this folder named after an app has

    PUBLIC = ("home", "notice_list")                    # everybody gets 200 by GET
    ROWS = (                                            # url name, then the answers in the order of `Person`
        Row("role_home", "login 200 200 200 200 200 200 200 200"),
        Row("account_detail", "login 404 404 403 200 200 404 200 200", args=lambda world: [world.colleague.public_id]),
        Row("account_lock", "login 404 404 403 302 302 404 302 403", method="post", data={"reason": "thử"}, args=...),
    )

An answer is a status code, or "login" for a redirect to the login page. A URL may have several rows: one for each
method it answers to. Content tables name their editors after a slash: "login 403 … 403 / 403 200 200".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from accounts.models import Agency, User
from accounts.roles import Role
from tests.accounts.factories import AgencyFactory, user_at


class Person(StrEnum):
    """Who asks. The order is that of the answers in a row."""

    ANONYMOUS = "anonymous"
    ASSET_OWNER = "asset owner"
    STRANGER = "organisation user of another province"
    WITHOUT_RIGHT = "right agency, without the right"
    WITH_RIGHT = "right agency, with the right"
    STP_ADMIN = "STP administrator"
    OTHER_STP_ADMIN = "STP administrator of another province"
    MINISTRY_ADMIN = "Ministry administrator"
    SUPPORT = "support"
    # A row names these after a slash, if one of them gets another answer than the person `LIKE` names.
    AUCTION_EDITOR = "right agency, may prepare but not publish"
    CONTENT_EDITOR = "content editor of the Ministry"
    CONTENT_PUBLISHER = "content publisher of the Ministry"


NAMED_BY_EVERY_ROW = tuple(Person)[:9]
LIKE = {
    Person.AUCTION_EDITOR: Person.WITHOUT_RIGHT,
    Person.CONTENT_EDITOR: Person.ASSET_OWNER,
    Person.CONTENT_PUBLISHER: Person.ASSET_OWNER,
}


def all_get(status: int) -> str:
    """The answers of a row where everybody gets the same."""
    return " ".join([str(status)] * len(NAMED_BY_EVERY_ROW))


EVERYBODY = all_get(200)


@dataclass(frozen=True)
class Row:
    """The answers of one URL by one method. `args`, `query` and `data` may need the records of the world."""

    url_name: str
    answers: str
    method: str = "get"
    args: Callable[[World], list[Any]] = lambda world: []
    data: Mapping[str, Any] | Callable[[World], Mapping[str, Any]] = field(default_factory=dict)
    query: Callable[[World], Mapping[str, Any]] = lambda world: {}

    def expected(self) -> dict[Person, str]:
        """The answers by person; a row must answer for all."""
        first, _, more = self.answers.partition("/")
        answers = dict(zip(NAMED_BY_EVERY_ROW, first.split(), strict=True))
        if more:
            return answers | dict(zip(LIKE, more.split(), strict=True))
        return answers | {person: answers[other] for person, other in LIKE.items()}

    def __str__(self) -> str:
        return f"{self.method} {self.url_name}"


@dataclass(frozen=True)
class World:
    """Two provinces with an organisation each, and one user for each person.

    What a row opens belongs to `organisation`: its users, its requests, its notices. `colleague` is one of its users
    whom nobody in the table is.
    """

    ministry: Agency
    stp: Agency
    organisation: Agency
    other_stp: Agency
    other_organisation: Agency
    owner_agency: Agency
    users: Mapping[Person, User]
    colleague: User


def build_world() -> World:
    """Make the agencies and users; rows add what else they need in `args`."""
    ministry = AgencyFactory(ministry=True)
    stp, other_stp = AgencyFactory.create_batch(2, stp=True, parent=ministry)
    organisation, other_organisation = AgencyFactory(parent=stp), AgencyFactory(parent=other_stp)
    owner_agency = AgencyFactory(asset_owner=True)
    users = {
        Person.ASSET_OWNER: user_at(owner_agency, Role.ASSET_OWNER),
        Person.STRANGER: user_at(other_organisation, Role.UNIT_ADMIN, Role.AUCTION_PUBLISHER),
        Person.WITHOUT_RIGHT: user_at(organisation, Role.STATS_COMPILER),
        Person.WITH_RIGHT: user_at(organisation, Role.UNIT_ADMIN, Role.AUCTION_PUBLISHER),
        Person.STP_ADMIN: user_at(stp, Role.STP_ADMIN),
        Person.OTHER_STP_ADMIN: user_at(other_stp, Role.STP_ADMIN),
        Person.MINISTRY_ADMIN: user_at(ministry, Role.MINISTRY_ADMIN),
        Person.SUPPORT: user_at(ministry, Role.SUPPORT),
        Person.AUCTION_EDITOR: user_at(organisation, Role.AUCTION_EDITOR),
        Person.CONTENT_EDITOR: user_at(ministry, Role.CONTENT_EDITOR),
        Person.CONTENT_PUBLISHER: user_at(ministry, Role.CONTENT_PUBLISHER),
    }
    colleague = user_at(organisation, Role.AUCTION_EDITOR)
    return World(ministry, stp, organisation, other_stp, other_organisation, owner_agency, users, colleague)
