"""A clerk in the office: signed-in clients, and the drafting form as a browser sends it."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from auctions.content import Content
from auctions.forms.draft import Typed, written_out
from auctions.models import Draft, Notice

HTMX = {"HX-Request": "true"}


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(name: str, notice: Notice, *args: Any) -> str:
    return reverse(f"auctions:office_{name}", args=[notice.public_id, *args])


def sent(notice: Notice, content: Content | None = None, *, tab: str = "t1", **changed: str) -> dict[str, str]:
    """The form of the open draft as a browser sends it, its text replaced by `content` and single fields by `changed`.

    Names of fields are written with "__" for "-": sent(notice, lots__0__deposit="5").
    """
    draft = Draft.objects.get(notice=notice)
    typed = Typed(content or draft.content, {} if content else dict(draft.unread), dict(draft.reasons))
    data = written_out(notice.kind, typed) | {"revision": str(draft.revision), "tab": tab}
    return data | {name.replace("__", "-"): value for name, value in changed.items()}


def said(response: Any) -> str:
    """The answer's text with blanks folded."""
    return " ".join(response.content.decode().split())


def confirmed(client: Client, notice: Notice, page: str = "publish", **typed: str) -> dict[str, str]:
    """What the page that asks sends back, with `typed` into it."""
    form = client.get(url(page, notice)).context["form"]
    return {name: str(form[name].value() or "") for name in form.fields} | typed
