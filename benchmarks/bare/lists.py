"""The bare list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from html import escape
from typing import Any
from urllib.parse import urlencode

from auctions import search
from benchmarks.bare.database import asset_kinds, communes, provinces, remembered, rows
from benchmarks.bare.html import HERE, ROOT, day, frame, icon, moment, money, status
from core.text import fold

Asked = Mapping[str, list[str]]
_HEADING = "Thông báo công khai việc đấu giá"
_COLUMNS = """state, slug, code, title, publisher_name, place, lot_count, price_total, dossier_until, auction_at,
    correction_count, end_reason"""
_PUBLISHED = "FROM auctions_notice WHERE kind = 'auction' AND published_at IS NOT NULL"
_WORD = re.compile(r"(\w+)")
_STATUSES = {
    "con-han": "Đang bán hồ sơ", "sap-het-han": "Sắp hết hạn (3 ngày)", "het-han": "Đã hết hạn hồ sơ",
    "da-qua": "Đã qua ngày đấu giá", "da-huy": "Đã huỷ",
}  # fmt: skip
_SORTS = {
    "moi": "Mới đăng", "han": "Hạn nộp hồ sơ gần nhất", "ngay": "Ngày đấu giá gần nhất",
    "gia-tang": "Giá khởi điểm tăng dần", "gia-giam": "Giá khởi điểm giảm dần",
}  # fmt: skip
_TEXTS = {
    "gia_tu": "Từ", "gia_den": "Đến", "ngay_tu": "Từ ngày", "ngay_den": "Đến ngày", "don_vi": "Tên đơn vị",
}  # fmt: skip


def list_page(asked: Asked) -> str:
    """A page of twenty."""
    where, params = _where(asked)
    page = int(asked.get("trang", ["1"])[0])
    newest = "ORDER BY published_at DESC, id DESC LIMIT 21 OFFSET %s"
    found = rows(f"SELECT {_COLUMNS} {_PUBLISHED}{where} {newest}", [*params, (page - 1) * 20])
    count, is_capped = _count(where, params, (page - 1) * 20 + len(found), is_last=len(found) <= 20)
    words, now = set(fold(asked["q"][0]).split()) if "q" in asked else set(), datetime.now(UTC)
    lines = "".join(_line(row, words, now) for row in found[:20])
    sorts = "".join(f'<option value="{value}">{label}</option>' for value, label in _SORTS.items())
    said = f"{'Hơn' if is_capped else 'Có'} {_number(count)} thông báo{' phù hợp' if where else ''}"
    body = f"""<h1>{_HEADING}</h1>
<form action="{ROOT}" method="get" hx-get="{ROOT}" hx-target="#ket-qua" hx-push-url="true">
  <div class="split split--l"><div class="facets">{_panel(asked)}</div><div>
  <div class="bigfind mb-3" role="search"><label class="visually-hidden" for="id_q">Từ khoá</label>
    <input class="form-control" id="id_q" name="q" type="search" value="{escape(asked.get("q", [""])[0])}">
    <button class="btn btn-primary" type="submit">{icon("search")}Tìm</button></div>
  <section id="ket-qua" aria-labelledby="kq">
    <div class="pagehead mb-2"><h2 id="kq" class="mb-0" aria-live="polite">{said}</h2>
      <label for="xep">Xếp theo</label><select class="form-select" id="xep" name="xep">{sorts}</select></div>
    {_chips(asked)}{lines}{_pager(asked, page, count, is_capped)}
  </section></div></div>
</form>"""
    return frame(_HEADING, "Thông báo đấu giá", body)


def _where(asked: Asked) -> tuple[str, list[Any]]:
    where = ""
    params: list[Any] = []
    if "q" in asked:
        where += " AND search @@ %s::tsquery"
        params.append(search.query(asked["q"][0]))
    if "tinh" in asked:
        where += " AND province_ids && %s::bigint[]"
        params.append([provinces()[code][0] for code in asked["tinh"]])
    if "loai" in asked:
        where += " AND asset_kinds && %s::varchar[]"
        params.append(asked["loai"])
    if "gia_tu" in asked:
        where += " AND price_total >= %s"
        params.append(int(asked["gia_tu"][0]))
    if "ngay_tu" in asked:
        where += " AND auction_at >= %s"
        params.append(datetime.strptime(asked["ngay_tu"][0], "%d/%m/%Y").replace(tzinfo=HERE))
    return where, params


def _count(where: str, params: list[Any], seen: int, *, is_last: bool) -> tuple[int, bool]:
    """All of them without filters, a hundred at most with filters."""
    if is_last:
        return seen, False
    if not where:
        return remembered("all", lambda: rows(f"SELECT count(*) {_PUBLISHED}")[0][0]), False
    sql = f"SELECT count(*) FROM (SELECT 1 {_PUBLISHED}{where} LIMIT 101) AS found"
    count = remembered((where, str(params)), lambda: rows(sql, params)[0][0])
    return min(count, 100), count > 100


def _line(row: tuple[Any, ...], words: set[str], now: datetime) -> str:
    state, slug, code, title, publisher, place, lots, price, until, opening, corrections, reason = row
    remark = f"Lý do: {reason}" if reason else f"Đã đính chính {corrections} lần" if corrections else ""
    shown = marked(title, words) if words else escape(title)
    where = f"<span>{icon('geo-alt')} {escape(place)}</span>" if place else ""
    amount = f'<b>{money(price)}</b><span class="sm muted d-block mb-1">Giá khởi điểm, ' if price else "<span>"
    return f"""<article class="hit">
  <div>
    <h3><a href="{ROOT}{slug}-{code}/">{shown}</a></h3>
    <p>{escape(publisher)}</p>
    <p class="meta">{where}<span class="nb">{icon("bag-check")} Bán hồ sơ đến {day(until)}</span>
      <span class="nb">{icon("calendar-event")} Đấu giá {moment(opening)}</span></p>
    <p class="sm mt-1">{escape(remark)}</p>
  </div>
  <div class="side-fig">{amount}{lots:02d} lô</span>{status(state, until, opening, now)}</div>
</article>"""


def marked(title: str, words: set[str]) -> str:
    """`title` with the searched words marked."""
    pieces = _WORD.split(title)  # every second one is a word
    return "".join(
        f"<mark>{escape(piece)}</mark>" if index % 2 and fold(piece) in words else escape(piece)
        for index, piece in enumerate(pieces)
    )


def _panel(asked: Asked) -> str:
    places = provinces()
    facets = (
        _facet("Tình trạng", "tinh_trang", _STATUSES.items(), asked)
        + _facet("Loại tài sản", "loai", asset_kinds().items(), asked)
        + _facet("Tỉnh, thành phố", "tinh", _named(places), asked)
    )
    if len(asked.get("tinh", ())) == 1:
        facets += _facet("Chọn xã, phường", "xa", _named(communes(places[asked["tinh"][0]][0])), asked)
    texts = "".join(
        f"""<label for="id_{name}">{label}</label>
<input class="form-control" id="id_{name}" name="{name}" value="{escape(asked.get(name, [""])[0])}">"""
        for name, label in _TEXTS.items()
    )
    return f'{facets}{texts}<button class="btn btn-primary w-100" type="submit">Áp dụng bộ lọc</button>'


def _named(places: Mapping[str, tuple[int, str]]) -> Iterable[tuple[str, str]]:
    return ((code, name) for code, (_, name) in places.items())


def _facet(legend: str, name: str, options: Iterable[tuple[str, str]], asked: Asked) -> str:
    chosen = asked.get(name, ())
    boxes = "".join(
        f"""<div class="form-check">
  <input class="form-check-input" type="checkbox" id="{name}-{value}" name="{name}" value="{value}"
    {"checked" if value in chosen else ""}>
  <label for="{name}-{value}">{escape(label)}</label>
</div>"""
        for value, label in options
    )
    return f'<fieldset class="facet"><legend>{legend}</legend>{boxes}</fieldset>'


def _chips(asked: Asked) -> str:
    pairs = [(name, value) for name, values in asked.items() if name != "trang" for value in values]
    chips = "".join(
        f"""<li><a class="chip" href="{ROOT}?{escape(urlencode([other for other in pairs if other != pair]))}">
<span class="visually-hidden">Bỏ lọc </span>{escape(_label(*pair))}{icon("x-lg")}</a></li>"""
        for pair in pairs
    )
    return f'<ul class="chips">{chips}<li><a href="{ROOT}">Bỏ tất cả</a></li></ul>' if chips else ""


def _label(name: str, value: str) -> str:
    if name == "tinh":
        return provinces()[value][1]
    return asset_kinds()[value] if name == "loai" else value


def _pager(asked: Asked, page: int, count: int, is_capped: bool) -> str:
    last = (count + is_capped + 19) // 20
    kept = escape(urlencode([(n, v) for n, values in asked.items() for v in values if n != "trang"]))
    shown = sorted({1, last, *range(max(1, page - 1), min(last, page + 1) + 1)})
    links = "".join(
        f"""<li class="page-item"><a class="page-link" href="?{kept}&amp;trang={number}">
<span class="visually-hidden">Trang </span>{number}</a></li>"""
        for number in [*shown, page + 1]
    )
    rows_shown = (
        f"{page * 20 - 19}–{min(page * 20, count)} trong {'hơn ' if is_capped else ''}{_number(count)} thông báo"
    )
    return f'<nav class="pager"><p>{rows_shown}</p><ul class="pagination mb-0">{links}</ul></nav>'


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")
