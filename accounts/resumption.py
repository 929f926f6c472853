"""A form sent after its session had ended: its fields wait, signed, in the login page and come back after it."""

from __future__ import annotations

from django.core import signing
from django.http import HttpRequest

FIELD = "giu-lai"
_SALT = "accounts.resumption"
_KEPT_FOR = 8 * 3600
_NEVER_KEPT = ("csrfmiddlewaretoken", FIELD)


def sealed(request: HttpRequest) -> str:
    """The address and the fields of this POST, signed, for a hidden field of the login page. Files cannot be kept."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in _NEVER_KEPT and "password" not in name
    ]
    return signing.dumps([request.get_full_path(), fields], salt=_SALT, compress=True)


def restored(token: str) -> tuple[str, list[tuple[str, str]]] | None:
    """(path, fields) sealed into the login page; None when forged, damaged or older than a working day."""
    try:
        path, fields = signing.loads(token, salt=_SALT, max_age=_KEPT_FOR)
    except (signing.BadSignature, ValueError):
        return None
    return path, [(name, value) for name, value in fields]
