"""A real SMTP server in a thread, which answers as it is told."""

from __future__ import annotations

import asyncio
import email
import email.policy
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from scripts.processes import free_port


class Mailbox:
    """What the server took, and what it answers instead of taking: set `at_rcpt`, `at_data` or `at_sender`."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.at_sender = self.at_rcpt = self.at_data = ""
        self.port = free_port()
        self.held, self.go_on = threading.Event(), threading.Event()
        self._answer_after_holding: str | None = None

    def hold_next(self, answer: str = "451 4.3.0 Try later") -> None:
        """Leave the next message without an answer (`held`) until `go_on` is set; then give this one."""
        self._answer_after_holding = answer

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        envelope.mail_from = address
        return self.at_sender or "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if not self.at_rcpt:
            envelope.rcpt_tos.append(address)
        return self.at_rcpt or "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self._answer_after_holding is not None:
            answer, self._answer_after_holding = self._answer_after_holding, None
            self.held.set()
            await asyncio.to_thread(self.go_on.wait, 20)
            return answer
        if not self.at_data:
            self.messages.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return self.at_data or "250 OK"


@contextmanager
def serving(mailbox: Mailbox) -> Iterator[Mailbox]:
    """Listen on `mailbox.port` for as long as the block runs."""
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()
