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


class _ForgivingClient(RedisCacheClient):
    """Answers like an empty cache when Redis does not answer."""

    def __init__(self, servers: list[str], **options: Any) -> None:
        super().__init__(servers, retry=Retry(NoBackoff(), 0), **options)

    def add(self, key: str, value: Any, timeout: int | None) -> bool:
        return self._or(True, super().add, key, value, timeout)

    def get(self, key: str, default: Any) -> Any:
        return self._or(default, super().get, key, default)

    def set(self, key: str, value: Any, timeout: int | None) -> None:
        self._or(None, super().set, key, value, timeout)

    def touch(self, key: str, timeout: int | None) -> bool:
        return self._or(False, super().touch, key, timeout)

    def delete(self, key: str) -> bool:
        return self._or(False, super().delete, key)

    def get_many(self, keys: list[str]) -> dict[str, Any]:
        return self._or({}, super().get_many, keys)

    def has_key(self, key: str) -> bool:
        return self._or(False, super().has_key, key)

    def incr(self, key: str, delta: int) -> int:
        return self._or(delta, super().incr, key, delta)

    def set_many(self, data: dict[str, Any], timeout: int | None) -> None:
        self._or(None, super().set_many, data, timeout)

    def delete_many(self, keys: list[str]) -> None:
        self._or(None, super().delete_many, keys)

    def clear(self) -> bool:
        return self._or(False, super().clear)

    @staticmethod
    def _or(otherwise: Any, command: Callable[..., Any], *args: Any) -> Any:
        try:
            return command(*args)
        except (RedisAway, RedisSlow) as error:
            log.warning("cache_away", command=command.__name__, error=type(error).__name__)
            return otherwise


class ForgivingRedisCache(RedisCache):
    """Redis as a cache whose loss costs speed, never a page.

    Nothing whose loss matters may be kept in it alone: limits counted here do not hold while Redis is away.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = _ForgivingClient
