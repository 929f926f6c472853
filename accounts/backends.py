"""Who is behind a login name."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend


class LoginNameBackend(AuthenticationBackend):
    """Exact login name first, then old and other readings of it (accounts.queries.find_login)."""
