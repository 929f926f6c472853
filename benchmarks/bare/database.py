"""One connection for each thread, kept open; small tables kept for a minute."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import psycopg

_KEPT_SECONDS = 60
Kept = TypeVar("Kept")
_held = threading.local()
_kept: dict[Any, tuple[float, Any]] = {}
_WORDS = {"tinh": "Tỉnh", "thanh_pho": "Thành phố", "phuong": "Phường", "xa": "Xã", "dac_khu": "Đặc khu"}


def rows(sql: str, params: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
    """What a query finds."""
    if not hasattr(_held, "connection"):
        _held.connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True, prepare_threshold=None)
    connection: psycopg.Connection = _held.connection
    return connection.execute(sql, list(params)).fetchall()


def remembered(key: Any, read: Callable[[], Kept]) -> Kept:
    """What `read` gave within the last minute."""
    if key not in _kept or time.monotonic() - _kept[key][0] > _KEPT_SECONDS:
        _kept[key] = (time.monotonic(), read())
    kept: Kept = _kept[key][1]
    return kept


def provinces() -> dict[str, tuple[int, str]]:
    """Provinces of today: {code: (id, name)}."""
    return remembered("provinces", lambda: _units("level = 'province'", []))


def communes(province: int) -> dict[str, tuple[int, str]]:
    """Communes of a province."""
    return remembered(province, lambda: _units("level = 'commune' AND parent_id = %s", [province]))


def asset_kinds() -> dict[str, str]:
    """Names of the kinds of assets by code."""
    sql = "SELECT code, short_name FROM auctions_assetkind WHERE valid_to IS NULL ORDER BY position"
    return remembered("kinds", lambda: dict(rows(sql)))


def _units(where: str, params: list[Any]) -> dict[str, tuple[int, str]]:
    sql = f"SELECT code, id, kind, name FROM accounts_administrativeunit WHERE valid_to IS NULL AND {where}"
    return {code: (pk, f"{_WORDS[kind]} {name}") for code, pk, kind, name in rows(f"{sql} ORDER BY name, code", params)}
