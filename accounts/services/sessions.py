"""Ending sessions, and telling the person at the other end why."""

from __future__ import annotations

import hashlib

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import transaction

from accounts.models import AccountAction, User
from accounts.services.events import record


def end_sessions(user: User, *, reason: str, keep: str = "") -> int:
    """End all sessions of `user` at once (kết thúc phiên đăng nhập), except the one with key `keep`; how many ended.

    `reason` is a Vietnamese sentence that the browser of an ended session is shown with its next request.
    """
    tracked = UserSession.objects.filter(user=user).exclude(session_key=keep)
    keys = list(tracked.values_list("session_key", flat=True))
    return _end(keys, reason)


@transaction.atomic
def end_own_session(user: User, session_id: int) -> bool:
    """End one of `user`'s own sessions (đăng xuất từ xa); False when there is no such session of his."""
    session = UserSession.objects.filter(user=user, pk=session_id).first()
    if session is None:
        return False
    _end([session.session_key], "Ông/Bà đã kết thúc phiên đăng nhập này từ một thiết bị khác.")
    record(AccountAction.SESSIONS_ENDED, user, by=user, detail="01 phiên")
    return True


@transaction.atomic
def end_other_sessions(user: User, *, keep: str) -> int:
    """End all of `user`'s own sessions but the one he uses (đăng xuất khỏi các thiết bị khác); how many ended."""
    ended = end_sessions(user, reason="Ông/Bà đã kết thúc phiên đăng nhập này từ một thiết bị khác.", keep=keep)
    if ended:
        record(AccountAction.SESSIONS_ENDED, user, by=user, detail=f"{ended:02d} phiên")
    return ended


def why_ended(session_key: str) -> str:
    """Why the session with this key was ended, told once; "" when it was not ended by anybody."""
    reason = cache.get(_marker(session_key), "")
    if reason:
        cache.delete(_marker(session_key))
    return str(reason)


def _end(keys: list[str], reason: str) -> int:
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    # After commit, so that a rollback leaves no message about something that did not happen.
    transaction.on_commit(lambda: cache.set_many({_marker(key): reason for key in keys}, settings.SESSION_COOKIE_AGE))
    return len(keys)


def _marker(session_key: str) -> str:
    return f"ended-session:{hashlib.sha256(session_key.encode()).hexdigest()}"
