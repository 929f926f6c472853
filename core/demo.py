"""What the apps tell about the accounts of the demo (dữ liệu dùng thử). Used by `seed_demo` alone."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.conf import settings

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that a reader takes for another


@dataclass(frozen=True)
class DemoAccount:
    """One account a visitor of the demo may log in with (tài khoản dùng thử)."""

    login: str
    password: str
    role: str
    system: str


def password_for(login: str) -> str:
    """The demo password of `login` (mật khẩu dùng thử): random the first time, then the same until demo-reset.

    Whoever seeds a user gives him this password whenever the user does not have it already.
    """
    known = {account.login: account for account in _stored()}
    if login not in known:
        password = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
        known[login] = DemoAccount(login, password, role="", system="")
        store(known.values())
    return known[login].password


def store(accounts: Iterable[DemoAccount]) -> None:
    """Write the list that `make demo` shows; readable by this machine's user alone."""
    file = settings.DEMO_ACCOUNTS_FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.write_text(json.dumps([asdict(account) for account in accounts], ensure_ascii=False, indent=1))
    fresh.replace(file)


def _stored() -> list[DemoAccount]:
    file = settings.DEMO_ACCOUNTS_FILE
    return [DemoAccount(**account) for account in json.loads(file.read_text())] if file.exists() else []
