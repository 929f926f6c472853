"""Collects what a browser complains of: console errors, refused content, failed requests, uncaught exceptions."""

from __future__ import annotations

import re

from playwright.sync_api import ConsoleMessage, Page, Request, Response


class Witness:
    """Watches pages; `testify` fails on every complaint that no `expect` announced."""

    def __init__(self) -> None:
        self._complaints: list[str] = []
        self._expected: list[str] = []

    def watch(self, page: Page) -> None:
        """Listen to one page."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._complaints.append(f"uncaught: {error}"))
        page.on("requestfailed", self._failed)
        page.on("response", self._response)

    def expect(self, pattern: str) -> None:
        """Announce complaints that match `pattern`, such as "403" for a page that must be refused."""
        self._expected.append(pattern)

    def testify(self) -> None:
        """Fail on what was not announced."""
        open_ones = [c for c in self._complaints if not any(re.search(pattern, c) for pattern in self._expected)]
        assert not open_ones, "the browser complained:\n" + "\n".join(open_ones)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._complaints.append(f"console {message.type}: {message.text} ({message.location.get('url', '')})")

    def _failed(self, request: Request) -> None:
        # Leaving a page while it still loads, and starting a download, abort requests without anything being wrong.
        if request.failure != "net::ERR_ABORTED":
            self._complaints.append(f"request failed: {request.url} ({request.failure})")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self._complaints.append(f"answer {response.status}: {response.url}")
