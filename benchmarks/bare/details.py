"""The bare page of one notice."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from typing import Any

from benchmarks.bare.database import asset_kinds, rows
from benchmarks.bare.html import HERE, ROOT, day, frame, icon, moment, money, status

_FACTS = {
    "owner_name": "Người có tài sản", "owner_address": "Địa chỉ người có tài sản",
    "publisher_name": "Tổ chức đấu giá tài sản", "publisher_address": "Địa chỉ", "auctioneer": "Đấu giá viên",
    "contract_number": "Hợp đồng dịch vụ đấu giá", "posted_on": "Niêm yết", "viewing_from": "Xem tài sản từ",
    "viewing_to": "Xem tài sản đến", "viewing_place": "Nơi xem tài sản", "dossier_from": "Bán hồ sơ từ",
    "dossier_until": "Bán hồ sơ đến", "dossier_place": "Nơi bán hồ sơ", "dossier_fee": "Giá hồ sơ",
    "deposit_from": "Nộp tiền đặt trước từ", "deposit_until": "Nộp tiền đặt trước đến",
    "deposit_account": "Cách nộp tiền đặt trước", "auction_at": "Cuộc đấu giá", "auction_place": "Nơi đấu giá",
    "form": "Hình thức", "method": "Phương thức", "registration": "Cách thức đăng ký",
    "conditions": "Điều kiện tham gia", "media": "Thông báo trên báo, đài", "note": "Thông tin khác",
}  # fmt: skip
_MILESTONES = {
    "posted_on": "Niêm yết", "dossier_until": "Bán, tiếp nhận hồ sơ", "viewing_to": "Xem tài sản",
    "deposit_until": "Nộp tiền đặt trước", "second_publication_on": "Đăng lần 2", "auction_at": "Mở cuộc đấu giá",
}  # fmt: skip
_VERSIONS = {
    "first": "Đăng lần 1", "second": "Đăng lần 2", "correction": "Đính chính", "withdrawal": "Huỷ thông báo",
    "cancellation": "Huỷ cuộc đấu giá",
}  # fmt: skip
_HEADS = ("Lô", "Tài sản, nơi có tài sản", "Diện tích", "Giá khởi điểm", "Tiền đặt trước", "Bước giá")
_PLACE = ("name", "address", "commune_name", "province_name")
_DAY, _MOMENT = re.compile(r"\d{4}-\d\d-\d\d$"), re.compile(r"\d{4}-\d\d-\d\dT")
_NOTICE = """SELECT id, slug, title, state, dossier_until, auction_at, correction_count, version_number
    FROM auctions_notice WHERE code = %s AND kind = 'auction' AND published_at IS NOT NULL"""
_VERSION = """SELECT number, kind, reason, body, sha256, prev_sha256, published_at FROM auctions_noticeversion
    WHERE notice_id = %s ORDER BY number"""


def detail_page(code: str) -> str:
    """What a notice says now, its versions and evidence."""
    pk, slug, title, state, until, opening, corrections, number = rows(_NOTICE, [code])[0]
    versions = rows(_VERSION, [pk])
    said = [json.loads(version[3])["content"] for version in versions]
    content, now, here = said[-1], datetime.now(UTC), f"{ROOT}{slug}-{code}/"
    steps = "".join(_step(label, content[name], now) for name, label in _MILESTONES.items() if content[name])
    contact = "".join(
        f"<p>{escape(content[name])}</p>"
        for name in ("publisher_name", "contact_name", "contact_phone", "contact_email")
    )
    corrected = f'<span class="st note">{icon("layers")}Bản {number}, đã đính chính</span>' if corrections else ""
    body = f"""<div class="pagehead"><div><h1>{escape(title)}</h1>
  <p>{status(state, until, opening, now)}{corrected}<span class="nb">Mã {code}</span></p></div>
  <div class="acts"><a class="btn btn-plain" href="{here}in/">{icon("printer")}Bản in</a></div></div>
<div class="msg warn">{icon("clock-history")}<p class="msg-title">Hết hạn mua, nộp hồ sơ: {moment(until)}</p>
  <p>Còn {(until - now).days} ngày.</p></div>
<div class="split"><div>
  {_lots(content)}
  <section><h2>Thời gian, địa điểm, điều kiện</h2><dl class="kv">{_facts(content)}</dl></section>
  <section><h2>Các bản đã đăng</h2>{_history(versions, said, here)}</section>
  {_proof(versions[-1], here)}
</div><aside>
  <section class="sheet"><h2>Các mốc và hạn theo luật</h2><ol class="tl">{steps}</ol></section>
  <section class="sheet"><h2>Liên hệ</h2>{contact}</section>
</aside></div>"""
    return frame(f"{title} ({code})", code, body)


def _lots(content: dict[str, Any]) -> str:
    lots, kinds = content["lots"], asset_kinds()
    heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
    lines = "".join(
        f"""<tr><th scope="row" class="nb">Lô {number}</th>
<td>{escape(", ".join(lot[name] for name in _PLACE))}
  <span class="sm muted d-block">{escape(kinds.get(lot["asset_kind"], ""))}. {escape(lot["quantity"])};
  {escape(lot["quality"])}</span></td>
<td class="num" data-l="Diện tích">{lot["area"] or ""}</td>
<td class="num" data-l="Giá khởi điểm">{money(lot["start_price"])}</td>
<td class="num" data-l="Tiền đặt trước">{money(lot["deposit"])}</td>
<td class="num" data-l="Bước giá">{money(lot["step"])}</td></tr>"""
        for number, lot in enumerate(lots, start=1)
    )
    price, deposit = (money(sum(int(lot[name] or 0) for lot in lots)) for name in ("start_price", "deposit"))
    return f"""<section><h2 id="ts">Tài sản đấu giá</h2><table class="tbl tbl--stack"><thead><tr>{heads}</tr></thead>
<tbody>{lines}</tbody><tfoot><tr><th scope="row" colspan="3">Cộng {len(lots)} lô</th><td class="num">{price}</td>
<td class="num">{deposit}</td></tr></tfoot></table></section>"""


def _facts(content: dict[str, Any]) -> str:
    return "".join(
        f"<dt>{label}</dt><dd>{_shown(content[name])}</dd>" for name, label in _FACTS.items() if content[name]
    )


def _shown(value: str) -> str:
    if _MOMENT.match(value):
        return moment(datetime.fromisoformat(value))
    return day(_as_moment(value)) if _DAY.match(value) else escape(value).replace("\n", "<br>")


def _as_moment(value: str) -> datetime:
    parsed = datetime.fromisoformat(value)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=HERE)


def _step(label: str, value: str, now: datetime) -> str:
    state = "done" if _as_moment(value) <= now else "todo"
    return f"""<li class="{state}"><span class="dot">{icon("check")}</span><p class="when">{_shown(value)}</p>
<p class="what">{label}</p></li>"""


def _history(versions: list[tuple[Any, ...]], said: list[dict[str, Any]], here: str) -> str:
    entries = ""
    for index in reversed(range(len(versions))):
        number, kind, reason, _, _, _, published = versions[index]
        changes = "".join(_changes(said[index - 1], said[index])) if kind == "correction" else ""
        entries += f"""<div class="mb-3"><p><b>Bản {number}</b>: {_VERSIONS[kind]} lúc {moment(published)}.
{escape(reason)} <a href="{here}ban-{number}/">Xem toàn văn Bản {number}</a></p>
<table class="tbl diff">{changes}</table></div>"""
    return entries


def _changes(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    lots = enumerate(zip(old["lots"], new["lots"], strict=False), start=1)
    pairs = [("", old, new), *((f"Lô {number}, ", a, b) for number, (a, b) in lots)]
    for prefix, before, after in pairs:
        for name in after:
            if before[name] != after[name] and name != "lots":
                was, now = escape(str(before[name])), escape(str(after[name]))
                yield f"<tr><th>{prefix}{name}</th><td><del>{was}</del></td><td><ins>{now}</ins></td></tr>"


def _proof(version: tuple[Any, ...], here: str) -> str:
    number, _, _, _, sha256, before, published = version
    address = f"{here}ban-{number}/"
    return f"""<section class="sheet"><h2>Bằng chứng đăng công khai</h2>
<img src="{address}qr.svg" width="128" height="128" alt="Mã QR của địa chỉ Bản {number}" loading="lazy">
<dl class="kv tight mb-2"><dt>Đăng lúc</dt><dd>{published.astimezone(HERE):%H:%M:%S} ngày {day(published)}</dd>
<dt>Địa chỉ</dt><dd class="mono">{os.environ["SITE_URL"]}{address}</dd>
<dt>Mã SHA-256</dt><dd class="mono">{sha256}</dd><dt>Bản trước</dt><dd class="mono">{before}</dd></dl>
<a href="{address}noi-dung.json">Tải nội dung chuẩn hoá (JSON)</a> để tự kiểm tra.</section>"""
