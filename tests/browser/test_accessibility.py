"""Every page at two widths: axe-core finds nothing of WCAG 2.2 AA, nothing scrolls sideways at 320 pixels.

The pages are those of the access tables that answer 200 to a GET, as the first person gets them who may; so a new page
is tried as soon as it is in its table. Each is rendered in a transaction of its own and handed to the browser, which
asks the server only for styles and scripts.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.http import HttpResponse
from playwright.sync_api import Page, Route

from tests.access.matrix import World, build_world
from tests.browser.axe import complaints
from tests.browser.conftest import NewPage
from tests.browser.witness import Witness
from tests.pages import APPS, answer_to, first_who_may, is_page, pages_of

pytestmark = pytest.mark.browser


@pytest.fixture
def world(transactional_db: None) -> World:
    return build_world()


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
    for row in pages_of(app):
        person = first_who_may(row)
        if person is None:
            continue
        address, response = answer_to(row, person, world)
        if is_page(response):
            hand_over(page, address, response)
            found += complaints(page, address)
    assert found == []


@pytest.mark.urls("tests.portal.test_errors")
def test_error_pages(new_page: NewPage, witness: Witness) -> None:
    witness.expect("403|404|500|503")
    page = new_page()
    for address in ("/cam/", "/khong-co/", "/hong/", "/mat-csdl/"):
        assert complaints(page, address) == []
