"""A person at a browser: Debian's Chromium, and a witness that fails the test for anything the browser complains of."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from accounts.models import AdministrativeUnit, Agency, User
from auctions.models import Notice
from scripts.programs import program
from tests.auctions.factories import auction_org, commune, draft_notice, load_rules, publisher_at
from tests.browser.witness import Witness

ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    # Whatever a page asks for beyond this machine fails, and the witness reports it.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
NewPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys; each person gets a profile of his own (`new_page`)."""
    with pytest.MonkeyPatch.context() as patch:
        # Playwright keeps an event loop in this thread, which makes Django refuse the database without this.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=program("chromium"), args=ARGUMENTS)
            yield chromium
            chromium.close()


@pytest.fixture
def witness() -> Iterator[Witness]:
    """What the browser complained of; the test fails at its end unless it said `witness.expect(...)` before."""
    seen = Witness()
    yield seen
    seen.testify()


@pytest.fixture
def new_page(
    browser: Browser, witness: Witness, transactional_db: None, request: pytest.FixtureRequest
) -> Iterator[NewPage]:
    """Call it for a page with a new person's profile: new_page(), new_page(width=390), new_page(javascript=False).

    Addresses are relative to `real_stack` when the test uses it, else to `live_server`.
    """
    contexts: list[BrowserContext] = []
    server = request.getfixturevalue("real_stack" if "real_stack" in request.fixturenames else "live_server")

    def make(*, width: int = 1366, height: int = 900, javascript: bool = True) -> Page:
        context = browser.new_context(
            base_url=server.url,
            viewport={"width": width, "height": height},
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            java_script_enabled=javascript,
            accept_downloads=True,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        witness.watch(page)
        return page

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A page at 1366 pixels."""
    return new_page()


@pytest.fixture
def law_and_places(transactional_db: None) -> None:
    load_rules()
    ward = commune()
    AdministrativeUnit.objects.filter(pk=ward.pk).update(search_path="phuong kinh bac tinh bac ninh")


@pytest.fixture
def clerk(law_and_places: None) -> User:
    return publisher_at(auction_org(name="Công ty Đấu giá hợp danh Mẫu Số Một"))


@pytest.fixture
def drafted(clerk: User) -> Notice:
    return draft_notice(agency=Agency.objects.get(memberships__user=clerk), by=clerk)
