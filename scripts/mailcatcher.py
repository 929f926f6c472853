"""Receives all mail of the demo and the tests over real SMTP, keeps it as .eml files and shows it on a small page.

    python -m scripts.mailcatcher FOLDER SMTP_PORT WEB_PORT

Addresses that begin with "bounce" are refused for good (550), those with "defer" for now (451). Loopback only.
"""

from __future__ import annotations

import email
import email.policy
import html
import json
import re
import signal
import sys
import time
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zoneinfo import ZoneInfo

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
PAGE = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{head}
<title>{title}</title>
<style>
body {{ font: 1rem/1.6 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; color: #1a1a1a; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ text-align: left; padding: .5rem; border-bottom: 1px solid #ccc; vertical-align: top; }}
dt {{ font-weight: 600; float: left; clear: left; width: 6rem; }}
dd {{ margin-left: 7rem; }}
pre {{ font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; border-top: 1px solid #ccc; padding-top: 1rem; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""
LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:)]")


@dataclass(frozen=True)
class Mail:
    """One received mail; `name` is its file's name without the ending, and sorts by time."""

    name: str
    message: EmailMessage

    @property
    def text(self) -> str:
        """The plain text a person reads."""
        body = self.message.get_body(("plain", "html"))
        return str(body.get_content()).replace("\r\n", "\n") if body is not None else ""

    @property
    def subject(self) -> str:
        """The subject on one line; a folded header begins with a blank."""
        return str(self.message["Subject"] or "").strip() or "(không có tiêu đề)"

    @property
    def to(self) -> str:
        """Recipients as the envelope named them."""
        return str(self.message["X-Envelope-To"] or self.message["To"] or "")

    @property
    def date(self) -> str:
        """When it was sent, as people here write it."""
        value = self.message["Date"]
        return f"{parsedate_to_datetime(str(value)).astimezone(HERE):%H:%M:%S %d/%m/%Y}" if value else ""

    def as_json(self) -> dict[str, str]:
        """What tests ask for."""
        return {
            "id": self.name,
            "to": self.to,
            "subject": self.subject,
            "text": self.text,
            "message_id": str(self.message["Message-ID"] or ""),
        }


class Mailbox:
    """A folder of .eml files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, recipients: list[str], content: bytes) -> None:
        """Keep one mail; a reader never sees half a file."""
        name = f"{time.time_ns():020d}"
        fresh = self.folder / f"{name}.new"
        fresh.write_bytes(f"X-Envelope-To: {', '.join(recipients)}\r\n".encode() + content)
        fresh.rename(self.folder / f"{name}.eml")

    def mails(self) -> list[Mail]:
        """All mails, newest first."""
        return [self._read(file) for file in sorted(self.folder.glob("*.eml"), reverse=True)]

    def mail(self, name: str) -> Mail | None:
        """The mail of that name, if there is one."""
        file = self.folder / f"{name}.eml"
        return self._read(file) if name.isdigit() and file.exists() else None

    def _read(self, file: Path) -> Mail:
        message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        return Mail(file.stem, message)


class Receiver:
    """aiosmtpd's handler: refuses the addresses made for that, keeps everything else."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Accept or refuse one recipient."""
        if address.startswith("bounce"):
            return "550 5.1.1 No such user"
        if address.startswith("defer"):
            return "451 4.3.0 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the mail before saying that it was received."""
        assert isinstance(envelope.content, bytes)
        self.mailbox.add(envelope.rcpt_tos, envelope.content)
        return "250 OK"


class Page(BaseHTTPRequestHandler):
    """The list at /, one mail at /<id>, all of them as JSON at /api/messages."""

    mailbox: Mailbox

    def do_GET(self) -> None:
        """Answer one request."""
        path = self.path.partition("?")[0]
        if path == "/":
            self._answer(200, list_page(self.mailbox.mails()))
        elif path == "/api/messages":
            messages = [mail.as_json() for mail in self.mailbox.mails()]
            self._answer(200, json.dumps(messages, ensure_ascii=False), "application/json")
        elif mail := self.mailbox.mail(path[1:]):
            self._answer(200, mail_page(mail))
        else:
            back = '<p><a href="/">Về hộp thư</a></p>'
            self._answer(404, PAGE.format(head="", title="Không có thư này", body=back))

    def _answer(self, status: int, text: str, kind: str = "text/html") -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the page reloads itself every few seconds."""


def list_page(mails: list[Mail]) -> str:
    """The mailbox; it reloads itself."""
    rows = "".join(
        f"<tr><td>{mail.date}</td><td>{html.escape(mail.to)}</td>"
        f'<td><a href="/{mail.name}">{html.escape(mail.subject)}</a></td></tr>'
        for mail in mails
    )
    table = f"<table><thead><tr><th>Lúc</th><th>Gửi tới</th><th>Tiêu đề</th></tr></thead><tbody>{rows}</tbody></table>"
    intro = "<p>Mọi thư cổng gửi đi trong bản dùng thử đều nằm ở đây, không tới ai khác. Thư mới nhất ở trên cùng.</p>"
    body = intro + (table if mails else "<p>Chưa có thư nào.</p>")
    return PAGE.format(head='<meta http-equiv="refresh" content="5">', title="Hộp thư dùng thử", body=body)


def mail_page(mail: Mail) -> str:
    """One mail with its links ready to click."""
    fields = (("Từ", mail.message["From"]), ("Gửi tới", mail.to), ("Lúc", mail.date))
    head = "".join(f"<dt>{name}</dt><dd>{html.escape(str(value or ''))}</dd>" for name, value in fields)
    body = f'<p><a href="/">Về hộp thư</a></p><dl>{head}</dl><pre>{with_links(mail.text)}</pre>'
    return PAGE.format(head="", title=html.escape(mail.subject), body=body)


def with_links(text: str) -> str:
    """`text` as HTML, its web addresses as links."""
    parts, end = [], 0
    for link in LINK.finditer(text):
        address = html.escape(link.group())
        parts += [html.escape(text[end : link.start()]), f'<a href="{address}">{address}</a>']
        end = link.end()
    return "".join([*parts, html.escape(text[end:])])


def main(folder: str, smtp_port: str, web_port: str) -> None:
    """Serve until SIGTERM or SIGINT."""
    Page.mailbox = Mailbox(Path(folder))
    smtp = Controller(Receiver(Page.mailbox), hostname="127.0.0.1", port=int(smtp_port), data_size_limit=30_000_000)
    smtp.start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        with ThreadingHTTPServer(("127.0.0.1", int(web_port)), Page) as web:
            web.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        smtp.stop()


if __name__ == "__main__":
    main(*sys.argv[1:4])
