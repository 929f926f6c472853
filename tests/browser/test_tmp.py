import pytest
from playwright.sync_api import Page

from tests.accounts.factories import UserFactory


@pytest.mark.browser
def test_x(page: Page, witness):
    UserFactory()
    witness.expect("404")
    page.goto("/nothing/")
    assert UserFactory().pk


@pytest.mark.browser
@pytest.mark.kill
def test_y(page: Page, real_stack, witness):
    witness.expect("404")
    page.goto("/nothing/")
