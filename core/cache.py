"""A cache that may be away: pages then do without it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import structlog
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisAway
from redis.exceptions import TimeoutError as RedisSlow
from redis.retry import Retry

log = structlog.get_logger(__name__)


def _forgiving(name: str, otherwise: Callable[..., Any]) -> Callable[..., Any]:
    """The client's command `name`, answering `otherwise(*arguments)` when Redis does not answer."""
    command = getattr(RedisCacheClient, name)

    def run(self: RedisCacheClient, *args: Any) -> Any:
        try:
            return command(self, *args)
        except (RedisAway, RedisSlow) as error:
            log.warning("cache_away", command=name, error=type(error).__name__)
            return otherwise(*args)

    return run


class _ForgivingClient(RedisCacheClient):
    """Answers like an empty cache when Redis does not answer. One try, no waiting: a cache is no place to hang."""

    def __init__(self, servers: list[str], **options: Any) -> None:
        super().__init__(servers, retry=Retry(NoBackoff(), 0), **options)

    add = _forgiving("add", lambda key, value, timeout: True)
    get = _forgiving("get", lambda key, default: default)
    set = _forgiving("set", lambda key, value, timeout: None)
    touch = _forgiving("touch", lambda key, timeout: False)
    delete = _forgiving("delete", lambda key: False)
    get_many = _forgiving("get_many", lambda keys: {})
    has_key = _forgiving("has_key", lambda key: False)
    incr = _forgiving("incr", lambda key, delta: delta)
    set_many = _forgiving("set_many", lambda data, timeout: None)
    delete_many = _forgiving("delete_many", lambda keys: None)
    clear = _forgiving("clear", lambda: False)


class ForgivingRedisCache(RedisCache):
    """Redis as a cache whose loss costs speed, never a page.

    Nothing whose loss matters may be kept in it alone: limits counted here do not hold while Redis is away.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = _ForgivingClient
