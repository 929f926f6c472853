"""Who is behind a login name."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User
from accounts.queries.people import find_login


class LoginNameBackend(AuthenticationBackend):
    """Exact login name first, then old and other readings of it (accounts.queries.people.find_login)."""

    def _authenticate_by_username(self, username: str, password: str) -> User | None:
        return self._check_password(find_login(username), password)
