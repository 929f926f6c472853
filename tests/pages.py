"""Every page of the access tables as the first person gets it who may; for tests that judge all pages."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.access.matrix import EVERYBODY, Person, Row, World
from tests.test_access_matrix import PUBLIC, ROWS

OPEN = [Row(name, EVERYBODY) for name in PUBLIC]
PAGES = list({row.url_name: row for row in [*OPEN, *ROWS] if row.method == "get"}.values())
APPS = sorted({row.url_name.rpartition(":")[0] for row in PAGES})


def pages_of(app: str) -> list[Row]:
    """The pages of one namespace."""
    return [row for row in PAGES if row.url_name.rpartition(":")[0] == app]


def first_who_may(row: Row) -> Person | None:
    """Who opens the page: the first person in the table who gets it."""
    return next((person for person, answer in row.expected().items() if answer == "200"), None)


def answer_to(row: Row, person: Person, world: World) -> tuple[str, HttpResponse]:
    """The address and what the person gets; the records it needed are gone afterwards."""
    client = Client()
    if person in world.users:
        client.force_login(world.users[person])
    with transaction.atomic():
        address = reverse(row.url_name, args=row.args(world))
        response = client.get(address)
        if response.streaming:
            response.close()  # a file: nobody reads it here
        transaction.set_rollback(True)
    return address, response


def is_page(response: HttpResponse) -> bool:
    """Not a file, and not a piece for htmx."""
    return not response.streaming and response["Content-Type"].startswith("text/html") and b"<html" in response.content
