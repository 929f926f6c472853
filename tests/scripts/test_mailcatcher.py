"""The mail catcher: real SMTP in, a page and a list out."""

from __future__ import annotations

import json
import smtplib
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage

import pytest

from scripts.mailcatcher import with_links
from scripts.processes import Identity, free_port, listens, spawn, wait_ready
from tests.project import PROJECT


@dataclass
class Catcher:
    smtp: int
    web: int

    def send(self, to: str, subject: str, text: str) -> None:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = "cong@example.vn", to, subject
        message["Date"] = "Mon, 23 Nov 2026 10:00:00 +0700"
        message.set_content(text)
        with smtplib.SMTP("127.0.0.1", self.smtp, timeout=10) as server:
            server.send_message(message)

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.web}{path}", timeout=10) as page:
            return str(page.read().decode())


@pytest.fixture(scope="module")
def catcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catcher]:
    folder = tmp_path_factory.mktemp("mail")
    made = Catcher(free_port(), free_port())
    command = [sys.executable, "-m", "scripts.mailcatcher", str(folder), str(made.smtp), str(made.web)]
    log = folder / "log"
    process = spawn(command, log=log, env={"PYTHONPATH": str(PROJECT)}, cwd=PROJECT, dies_with_parent=True)
    wait_ready("mailcatcher", process, lambda: listens(made.smtp) and listens(made.web), log=log)
    yield made
    Identity.of(process.pid).stop()
    assert process.wait(timeout=10) == 0


def test_a_mail_can_be_read_and_its_link_followed(catcher: Catcher) -> None:
    catcher.send("ong-mau@example.vn", "Xác nhận thư điện tử", "Mở http://localhost:8000/xac-nhan/a-b/?x=1&y=2.\n<b>")
    assert "Xác nhận thư điện tử" in catcher.get("/")
    mail = json.loads(catcher.get("/api/messages"))[0]
    assert (mail["to"], mail["subject"]) == ("ong-mau@example.vn", "Xác nhận thư điện tử")
    page = catcher.get(f"/{mail['id']}")
    assert '<a href="http://localhost:8000/xac-nhan/a-b/?x=1&amp;y=2">' in page
    assert "&lt;b&gt;" in page
    assert "10:00:00 23/11/2026" in page


def test_the_newest_mail_comes_first(catcher: Catcher) -> None:
    for subject in ("thư trước", "thư sau"):
        catcher.send("thu-tu@example.vn", subject, "x")
    subjects = [mail["subject"] for mail in json.loads(catcher.get("/api/messages"))]
    assert subjects.index("thư sau") < subjects.index("thư trước")


@pytest.mark.parametrize(("address", "code"), [("bounce-1@example.vn", 550), ("defer-1@example.vn", 451)])
def test_addresses_made_for_it_are_refused(catcher: Catcher, address: str, code: int) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refusal:
        catcher.send(address, "x", "x")
    assert refusal.value.recipients[address][0] == code


def test_an_unknown_mail_is_not_found(catcher: Catcher) -> None:
    with pytest.raises(urllib.error.HTTPError) as answer:
        catcher.get("/../../etc/passwd")
    assert answer.value.code == 404
    answer.value.close()


def test_a_link_ends_before_the_full_stop() -> None:
    assert with_links("Xem https://example.vn/a. Hết") == (
        'Xem <a href="https://example.vn/a">https://example.vn/a</a>. Hết'
    )
