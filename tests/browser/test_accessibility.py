"""Every page at two widths: axe-core finds nothing of WCAG 2.2 AA, nothing scrolls sideways at 320 pixels.

The pages are those of the access tables that answer 200 to a GET, each opened by the first person who may; so a new
page is tried as soon as it is in its table. Their complaints come together, by address.
"""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.access.matrix import Person, Row, World, build_world
from tests.browser.axe import complaints
from tests.browser.conftest import NewPage
from tests.browser.signing_in import sign_in
from tests.browser.witness import Witness
from tests.test_access_matrix import PUBLIC, ROWS

pytestmark = pytest.mark.browser
PAGES = [Row(name, " ".join(["200"] * len(Person))) for name in PUBLIC] + [row for row in ROWS if row.method == "get"]


@pytest.fixture
def world(transactional_db: None) -> World:
    return build_world()


def first_who_may(row: Row) -> Person | None:
    """Who opens the page: the first person in the table who gets it."""
    return next((person for person, answer in row.expected().items() if answer == "200"), None)


@pytest.mark.parametrize("app", sorted({row.url_name.partition(":")[0] for row in PAGES if ":" in row.url_name} | {""}))
def test_every_page(app: str, world: World, new_page: NewPage, live_server: LiveServer, witness: Witness) -> None:
    witness.expect("favicon")
    pages: dict[Person, Page] = {}
    found: list[str] = []
    for row in PAGES:
        person = first_who_may(row)
        if person is None or row.url_name.rpartition(":")[0] != app:
            continue
        if person not in pages:
            pages[person] = new_page()
            if person in world.users:
                sign_in(pages[person], world.users[person], live_server.url)
        found += complaints(pages[person], reverse(row.url_name, args=row.args(world)))
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
