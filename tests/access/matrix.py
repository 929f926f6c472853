"""The form of the access tables: persons, rows, and the agencies and users they stand for.

Each module of this folder named after an app has

    PUBLIC = ("home", "notice_list")                    # everybody gets 200 by GET
    ROWS = (                                            # url name, then the answers in the order of `Person`
        Row("role_home", "login 200 200 200 200 200 200 200 200"),
        Row("account_detail", "login 404 404 403 200 200 404 200 200", args=lambda world: [world.colleague.public_id]),
        Row("account_lock", "login 404 404 403 302 302 404 302 403", method="post", data={"reason": "thử"}, args=...),
    )

An answer is a status code, or "login" for a redirect to the login page. A URL may have several rows (GET and POST).
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


@dataclass(frozen=True)
class Row:
    """The answers of one URL by one method. `args` and `data` may need the records of the world."""

    url_name: str
    answers: str
    method: str = "get"
    args: Callable[[World], list[Any]] = lambda world: []
    data: Mapping[str, Any] | Callable[[World], Mapping[str, Any]] = field(default_factory=dict)

    def expected(self) -> dict[Person, str]:
        """The answers by person; a row must answer for all."""
        return dict(zip(Person, self.answers.split(), strict=True))

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
    }
    colleague = user_at(organisation, Role.AUCTION_EDITOR)
    return World(ministry, stp, organisation, other_stp, other_organisation, owner_agency, users, colleague)
