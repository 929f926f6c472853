"""Every URL is in a table of tests/access, with the answer for every kind of person. A new URL fails until added."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

import tests.access
from accounts.models import Membership
from accounts.roles import CODENAMES
from tests.access.matrix import EVERYBODY, Person, Row, World, build_world

TABLES: list[ModuleType] = [
    import_module(f"tests.access.{found.name}")
    for found in pkgutil.iter_modules(tests.access.__path__)
    if found.name != "matrix"
]
ROWS: list[Row] = [row for table in TABLES for row in table.ROWS]
PUBLIC: list[str] = [name for table in TABLES for name in table.PUBLIC]


def url_names(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    """Names of all URLs with their namespaces; a URL without a name appears by its route."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from url_names(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name or entry.pattern}"


def ways(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, str]]:
    """Names of all URLs with the methods their views answer to; what only repeats another method is left out."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from ways(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
        elif view := getattr(entry.callback, "view_class", None):
            name = f"{namespace}{entry.name or entry.pattern}"
            answered = {method for method in view.http_method_names if hasattr(view, method)}
            yield from ((name, method) for method in answered - {"head", "options", "put"})


@pytest.fixture
def world(db: None) -> World:
    return build_world()


def ask(row: Row, world: World, person: Person) -> str:
    """The answer a person gets; whatever the request changed is undone."""
    client = Client(raise_request_exception=False)
    if person in world.users:
        client.force_login(world.users[person])
    data = row.data(world) if callable(row.data) else row.data
    url = reverse(row.url_name, args=row.args(world), query=row.query(world))
    with transaction.atomic():
        response = getattr(client, row.method)(url, data)
        if response.streaming:
            list(response)  # a file stays open until it is read to its end
        transaction.set_rollback(True)
    return in_words(response)


def in_words(response: HttpResponse) -> str:
    to_login = response.status_code == 302 and response["Location"].startswith(reverse("account_login"))
    return "login" if to_login else str(response.status_code)


def test_every_url_is_in_a_table() -> None:
    listed = {row.url_name for row in ROWS} | set(PUBLIC)
    known = set(url_names(get_resolver()))
    assert sorted(known - listed) == [], "add these URLs to a table in tests/access"
    assert sorted(listed - known) == [], "these URLs of tests/access do not exist"


def test_every_way_to_use_a_url_is_in_a_table() -> None:
    listed = {(row.url_name, row.method) for row in ROWS} | {(name, "get") for name in PUBLIC}
    assert sorted(set(ways(get_resolver())) - listed) == [], "add rows with these methods to a table in tests/access"


def test_every_role_with_rights_is_somebody_in_the_tables(world: World) -> None:
    present = Membership.objects.filter(user__in=world.users.values()).values_list("role", flat=True)
    assert sorted({role for role, codenames in CODENAMES.items() if codenames} - set(present)) == []


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_everybody_gets_the_answer_of_the_table(row: Row, world: World) -> None:
    assert {person: ask(row, world, person) for person in Person} == row.expected()


@pytest.mark.parametrize("url_name", PUBLIC)
def test_public_pages_are_open_to_everybody(url_name: str, world: World) -> None:
    row = Row(url_name, EVERYBODY)
    assert {person: ask(row, world, person) for person in Person} == row.expected()
