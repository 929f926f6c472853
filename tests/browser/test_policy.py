"""The witness of every browser test hears what the content security policy refuses: silence elsewhere is consent."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.witness import Witness

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OFFENCES = {
    "script": "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))",
    "handler": "document.body.insertAdjacentHTML('beforeend', '<i onclick=\"window.ran = 1\">x</i>')",
    "style": "document.body.insertAdjacentHTML('beforeend', '<i style=\"color: red\">x</i>')",
    "foreign": "document.body.append(Object.assign(document.createElement('script'), {src: 'http://127.0.0.1:9/x.js'}))",
}


@pytest.mark.parametrize("offence", OFFENCES)
def test_the_browser_refuses_it_and_the_witness_hears(offence: str, page: Page, witness: Witness) -> None:
    witness.expect("Content Security Policy|csp")
    page.goto("/kha-nang-tiep-can/")
    heard = Witness()
    heard.watch(page)
    with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        page.evaluate(OFFENCES[offence])
    assert page.evaluate("window.ran") is None
    with pytest.raises(AssertionError, match="Content Security Policy"):
        heard.testify()
