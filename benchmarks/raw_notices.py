"""The bare pages: psycopg, one query or two, f-strings. Same rows, same order, no framework."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterable
from html import escape
from typing import Any
from urllib.parse import parse_qs

import psycopg

_COLUMNS = "slug, code, title, publisher_name, place, lot_count, price_total, dossier_until, auction_at, state"
_LIST = f"SELECT {_COLUMNS} FROM auctions_notice WHERE kind = 'auction' AND published_at IS NOT NULL"  # noqa: S608
_NEWEST = " ORDER BY published_at DESC, id DESC LIMIT 21"
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM auctions_notice WHERE kind = 'auction' AND published_at IS NOT NULL"
_held = threading.local()


def _rows(sql: str, params: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
    if not hasattr(_held, "connection"):
        _held.connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True, prepare_threshold=None)
    connection: psycopg.Connection = _held.connection
    return connection.execute(sql, list(params)).fetchall()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """Answer /list, /filter?province=&kind=, /search?q= (a tsquery) and /detail?code=."""
    asked = {name: values[0] for name, values in parse_qs(environ["QUERY_STRING"]).items()}
    body = _PAGES[environ["PATH_INFO"]](asked).encode()
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]


def _list(asked: dict[str, str]) -> str:
    return _page("Thông báo", "".join(map(_hit, _rows(_LIST + _NEWEST)[:20])))


def _filter(asked: dict[str, str]) -> str:
    where = " AND province_ids && ARRAY[%s::bigint] AND asset_kinds && ARRAY[%s::varchar]"
    return _found(where, [int(asked["province"]), asked["kind"]])


def _search(asked: dict[str, str]) -> str:
    return _found(" AND search @@ %s::tsquery", [asked["q"]])


def _found(where: str, params: list[Any]) -> str:
    rows = _rows(_LIST + where + _NEWEST, params)
    count = _rows(f"{_COUNT}{where} LIMIT 101) AS found", params)[0][0] if len(rows) > 20 else len(rows)
    return _page(f"Có {count} thông báo", "".join(map(_hit, rows[:20])))


def _hit(row: tuple[Any, ...]) -> str:
    slug, code, title, publisher, place, lots, price, until, opening, state = row
    return (
        f'<article><h3><a href="/{escape(slug)}-{code}/">{escape(title)}</a></h3><p>{escape(publisher)}</p>'
        f"<p>{escape(place)} {until:%d/%m/%Y} {opening:%H:%M %d/%m/%Y}</p>"
        f"<b>{price or 0:,}</b> {lots} {state}</article>"
    )


def _detail(asked: dict[str, str]) -> str:
    notice = _rows(
        "SELECT id, code, title, state, dossier_until, version_number FROM auctions_notice"
        " WHERE code = %s AND published_at IS NOT NULL",
        [asked["code"]],
    )[0]
    versions = _rows(
        "SELECT number, kind, reason, body, sha256, published_at FROM auctions_noticeversion"
        " WHERE notice_id = %s ORDER BY number",
        [notice[0]],
    )
    content = json.loads(versions[-1][3])["content"]
    lots = "".join(
        "<tr>" + "".join(f"<td>{escape(str(value))}</td>" for value in lot.values()) + "</tr>"
        for lot in content["lots"]
    )
    facts = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(str(value))}</dd>" for name, value in content.items() if name != "lots"
    )
    history = "".join(f"<li>{v[0]} {v[1]} {escape(v[2])} {v[5]:%H:%M:%S %d/%m/%Y} {v[4]}</li>" for v in versions)
    return _page(notice[2], f"<p>{notice[1]} {notice[3]}</p><table>{lots}</table><dl>{facts}</dl><ul>{history}</ul>")


def _page(title: str, body: str) -> str:
    return f"<!doctype html><html lang=vi><title>{escape(title)}</title><h1>{escape(title)}</h1>{body}</html>"


_PAGES = {"/list": _list, "/filter": _filter, "/search": _search, "/detail": _detail}
