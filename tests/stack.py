"""The portal as real processes over the test database, so that a test can kill them (fixture `real_stack`)."""

from __future__ import annotations

import json
import os
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.db import connection

from scripts.devstack import Stack
from scripts.processes import tail, wait_until
from scripts.services import PROJECT, Services

PARTS = ("redis", "mail", "web", "worker", "beat")


class RealStack:
    """Redis, web server, worker, beat and mail catcher; each can be killed (-9) and started again by its name."""

    def __init__(self, folder: Path) -> None:
        self._redis = Stack(folder / "redis", throw_away=True)
        self._services = Services(folder / "logs", os.environ)

    @property
    def url(self) -> str:
        """Address of the web server, without a slash at its end."""
        return f"http://localhost:{self._services.web_port}"

    def start_all(self) -> RealStack:
        """Start every part; returns when /readyz says so."""
        self._redis.start("redis")
        self._services.env |= {
            "DATABASE_URL": _test_database_url(),
            "REDIS_URL": self._redis.redis_url,
            "DJANGO_SETTINGS_MODULE": "tests.stack_settings",
            "PYTHONPATH": str(PROJECT),
        }
        self._services.start("mail", "web", "worker", "beat")
        self._services.wait_for_site()
        return self

    def kill(self, part: str) -> None:
        """End one part as a power cut would."""
        self._redis.kill("redis") if part == "redis" else self._services.kill(part)

    def start(self, part: str) -> None:
        """Start a killed part again, with its data."""
        self._redis.start("redis") if part == "redis" else self._services.start(part)

    def wait_until_ready(self, seconds: float = 60) -> None:
        """Wait until database, Redis and worker answer again."""
        self._services.wait_for_site(seconds)

    def mails(self, to: str = "") -> list[dict[str, str]]:
        """Mails received so far, newest first: id, to, subject, text. Nothing while the mail catcher is dead."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self._services.mail_port}/api/messages", timeout=10) as page:
            found: list[dict[str, str]] = json.load(page)
        return [mail for mail in found if to in mail["to"]]

    def wait_for_mail(self, to: str, *, containing: str = "", seconds: float = 60) -> dict[str, str]:
        """The newest mail to this address whose subject or text holds `containing`; fails after `seconds`."""

        def matching() -> list[dict[str, str]]:
            return [mail for mail in self.mails(to) if containing in mail["subject"] + mail["text"]]

        assert wait_until(lambda: bool(matching()), seconds, step=0.2), f"no mail to {to} within {seconds:.0f} s"
        return matching()[0]

    def stop_all(self) -> None:
        """Stop what is still there and forget its data."""
        self._services.stop()
        self._redis.destroy()

    def log_ends(self) -> list[tuple[str, str]]:
        """(title, end of the log) of each part, for the report of a failed test."""
        return [(f"log of {name}", tail(self._services.log(name), 60)) for name in PARTS[1:]]


def _test_database_url() -> str:
    """The address of the database this test uses, for another process."""
    settings: dict[str, Any] = connection.settings_dict
    server = urlsplit(os.environ["DATABASE_URL"])
    return server._replace(path=f"/{settings['NAME']}").geturl()
