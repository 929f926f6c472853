"""Whether this process and what it needs are there."""

from __future__ import annotations

import time
from collections.abc import Callable

import psycopg
import structlog
from django.conf import settings
from django.core.cache import cache
from redis import Redis
from redis.exceptions import RedisError

from core.database import own_connection

log = structlog.get_logger(__name__)

_BEAT_KEY = "core.heartbeat"
BEAT_SECONDS = 60  # a worker writes every 15 s


def beat() -> None:
    """Write down that a worker is alive."""
    cache.set(_BEAT_KEY, time.time(), timeout=24 * 3600)


def readiness() -> dict[str, str]:
    """{part: "" or what is wrong with it, in English for operators}: database, redis, worker."""
    return {"database": _problem(_database), "redis": _problem(_redis), "worker": _problem(_worker)}


def _problem(check: Callable[[], str]) -> str:
    try:
        return check()
    except (psycopg.Error, RedisError, OSError) as error:
        log.warning("not_ready", check=check.__name__, error=type(error).__name__)
        return type(error).__name__


def _database() -> str:
    # A connection of its own: the pool would wait long for a database that is away.
    with own_connection() as own:
        own.execute("SELECT 1")
    return ""


def _redis() -> str:
    with Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=2, retry=None) as client:
        client.ping()
    return ""


def _worker() -> str:
    last = cache.get(_BEAT_KEY)
    if last is None:
        return "no heartbeat yet"
    age = time.time() - last
    return "" if age < BEAT_SECONDS else f"last heartbeat {age:.0f} s ago"
