"""Every page at two widths: axe-core finds nothing of WCAG 2.2 AA, nothing scrolls sideways at 320 pixels.

The pages are those of the access tables that answer 200 to a GET, as the first person gets them who may; so a new page
is tried as soon as it is in its table. Each is rendered in a transaction of its own and handed to the browser, which
asks the server only for styles and scripts.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, Route

from tests.access.matrix import Person, Row, World, build_world
from tests.browser.axe import complaints
from tests.browser.conftest import NewPage
from tests.browser.witness import Witness
from tests.test_access_matrix import PUBLIC, ROWS

pytestmark = pytest.mark.browser
OPEN = [Row(name, " ".join(["200"] * len(Person))) for name in PUBLIC]
PAGES = {row.url_name: row for row in [*OPEN, *ROWS] if row.method == "get"}.values()
APPS = sorted({row.url_name.rpartition(":")[0] for row in PAGES})


@pytest.fixture
def world(transactional_db: None) -> World:
    return build_world()


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


def hand_over(page: Page, address: str, response: HttpResponse) -> None:
    """Let the browser find this answer at this address, and nothing where other records were."""

    def handle(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            route.continue_()
        elif path == address:
            route.fulfill(status=200, headers=dict(response.items()), body=response.content)
        else:
            route.fulfill(status=200, content_type="image/svg+xml", body='<svg xmlns="http://www.w3.org/2000/svg"/>')

    page.unroute_all()
    page.route("**/*", handle)


@pytest.mark.parametrize("app", APPS)
def test_every_page(app: str, world: World, new_page: NewPage) -> None:
    page = new_page()
    found: list[str] = []
    for row in PAGES:
        person = first_who_may(row)
        if person is None or row.url_name.rpartition(":")[0] != app:
            continue
        address, response = answer_to(row, person, world)
        if is_page(response):
            hand_over(page, address, response)
            found += complaints(page, address)
    assert found == []


@pytest.mark.urls("tests.portal.gallery_urls")
def test_every_component(new_page: NewPage) -> None:
    page = new_page()
    for address in ("/bo-thanh-phan/", "/bo-thanh-phan/loi/", "/bo-thanh-phan/xac-nhan/"):
        assert complaints(page, address) == []


@pytest.mark.urls("tests.portal.test_errors")
def test_error_pages(new_page: NewPage, witness: Witness) -> None:
    witness.expect("403|404|500|503")
    page = new_page()
    for address in ("/cam/", "/khong-co/", "/hong/", "/mat-csdl/"):
        assert complaints(page, address) == []
