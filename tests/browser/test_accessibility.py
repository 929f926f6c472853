"""Each type of page at two widths: axe-core finds nothing of WCAG 2.2 AA, nothing scrolls sideways at 320 pixels."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.axe import violations, what_sticks_out
from tests.browser.conftest import NewPage
from tests.browser.witness import Witness

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.portal.gallery_urls")]
WIDTHS = (1280, 390)


def complaints(page: Page, addresses: list[str]) -> list[str]:
    """What is wrong with these pages at both widths, and at 320 pixels, where SC 1.4.10 forbids to scroll sideways."""
    found = []
    for address in addresses:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address)
            found += [f"{address} at {width}: {each}" for each in violations(page)]
        found += [f"{address} at 320: {each} sticks out" for each in what_sticks_out(page, 320)]
    return found


def test_public_pages(new_page: NewPage) -> None:
    assert complaints(new_page(), ["/", "/kha-nang-tiep-can/"]) == []


def test_every_component(new_page: NewPage) -> None:
    addresses = ["/bo-thanh-phan/", "/bo-thanh-phan/loi/", "/bo-thanh-phan/xac-nhan/"]
    assert complaints(new_page(), addresses) == []


def test_error_pages(new_page: NewPage, witness: Witness) -> None:
    witness.expect("404|500|403")
    assert complaints(new_page(), ["/khong-co-trang-nay/"]) == []
