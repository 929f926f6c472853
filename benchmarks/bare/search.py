"""The bare search page and the bare suggestions: the portal's statement, the same rows, f-strings around them."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import Any

from benchmarks.bare.database import rows
from benchmarks.bare.html import frame, icon
from benchmarks.bare.lists import marked
from portal.finding.asked import Asked
from portal.finding.statement import Scope, ranked, suggested

PAGE, SUGGESTIONS = "/tim/", "/tim/goi-y/"
_KINDS = {
    "agency": "Cơ quan, tổ chức", "auction": "Thông báo đấu giá", "selection": "Lựa chọn tổ chức đấu giá",
    "account_request": "Đề nghị cấp tài khoản", "account": "Tài khoản",
}  # fmt: skip
_SCOPE = Scope(list(_KINDS), ["auction", "selection"])
_HITS = """SELECT id, kind, title, url, summary, dated_on, place, substr(body, greatest(1, place - 80), 260)
    FROM core_searchentry, LATERAL (SELECT strpos(plain_body, %s) AS place) AS found WHERE id = ANY(%s)"""


def search_page(asked: dict[str, list[str]]) -> str:
    """The first twenty of what is found, with the counts of all."""
    text = asked["q"][0]
    question = Asked.of(text)
    found = rows(*ranked(question, _SCOPE))
    counts = Counter(kind for _, kind in found)
    kinds = "".join(
        f'<li><a href="{PAGE}?q={escape(text)}&amp;loai={kind}"><span>{_KINDS[kind]}</span>'
        f'<span class="n">{min(count, 300)}</span></a></li>'
        for kind, count in counts.items()
    )
    hits = "".join(_hit(row, set(question.words)) for row in _rows([pk for pk, _ in found[:20]], question))
    body = f"""<h1>Tìm kiếm</h1>
<form class="bigfind" role="search" action="{PAGE}"><label for="id_q">Từ khoá</label>
  <input class="form-control" id="id_q" name="q" type="search" value="{escape(text)}">
  <button class="btn btn-primary" type="submit">{icon("search")}Tìm</button></form>
<div class="split split--l"><nav class="kinds"><ul>{kinds}</ul></nav><section>
  <h2 id="kq">Có {sum(counts.values())} kết quả cho “{escape(text)}”</h2>{hits}
  <nav class="pager"><a href="{PAGE}?q={escape(text)}&amp;trang=2">Trang sau</a></nav>
</section></div>"""
    return frame("Tìm kiếm", "Tìm kiếm", body)


def suggestions(asked: dict[str, list[str]]) -> str:
    """The options under the box."""
    question = Asked.of(asked["q"][0]).with_prefix()
    found = rows(*suggested(question, _SCOPE, 8))
    return "".join(
        f'<li role="option" data-url="{escape(row[3])}"><span>{marked(row[2], set(question.words))}</span>'
        f"<span>{_KINDS[row[1]]}</span></li>"
        for row in _rows([pk for pk, _ in found], question)
    )


def _rows(ids: list[int], asked: Asked) -> list[tuple[Any, ...]]:
    by_id = {row[0]: row for row in rows(_HITS, [f" {asked.text} ", ids])}
    return [by_id[pk] for pk in ids]


def _hit(row: tuple[Any, ...], words: set[str]) -> str:
    _, kind, title, url, summary, day, place, body = row
    return f"""<article class="hit"><h3><a href="{escape(url)}">{marked(title, words)}</a></h3>
<p>{marked(summary, words)}</p><p class="sm muted">{marked(body, words) if place else ""}</p>
<p class="meta"><span>{_KINDS[kind]}</span><span>{f"{day:%d/%m/%Y}" if day else ""}</span></p></article>"""
