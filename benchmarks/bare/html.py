"""The frame around both pages, and how values are written."""

from __future__ import annotations

from datetime import datetime, timedelta
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

ROOT = "/thong-bao-dau-gia/"
HERE = ZoneInfo("Asia/Ho_Chi_Minh")
_PAGES = {"/": "Trang chủ", ROOT: "Thông báo đấu giá", "/lua-chon-to-chuc-dau-gia/": "Lựa chọn tổ chức đấu giá"}


def frame(title: str, here: str, body: str) -> str:
    """A whole page."""
    links = "".join(f'<li><a href="{url}">{label}</a></li>' for url, label in _PAGES.items())
    return f"""<!doctype html>
<html lang="vi">
<head>
  <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
  <title>{escape(title)} | Cổng nghiệp vụ Tư pháp</title>
  <link rel="icon" href="/static/favicon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/static/build/theme.css">
  <script src="/static/build/app.js" defer></script><script src="/static/build/htmx.min.js" defer></script>
</head>
<body>
  <a class="skip" href="#noidung">Đến nội dung chính</a>
  <header class="top"><a class="brand" href="/">Cổng nghiệp vụ Tư pháp</a>
    <a class="btn btn-plain" href="/dang-nhap/">{icon("box-arrow-in-right")}Đăng nhập</a></header>
  <nav class="menu" aria-label="Chính"><ul>{links}</ul></nav>
  <main id="noidung" tabindex="-1"><div class="container">
    <nav aria-label="Đường dẫn"><ol class="breadcrumb">
      <li class="breadcrumb-item"><a href="/">Trang chủ</a></li><li class="breadcrumb-item active">{escape(here)}</li>
    </ol></nav>
    {body}
  </div></main>
  <footer class="foot"><h2>Cổng nghiệp vụ Tư pháp</h2>
    <p>Thông tin công bố do cơ quan, tổ chức đăng tải và chịu trách nhiệm.</p><ul>{links}</ul></footer>
</body>
</html>"""


def icon(name: str) -> str:
    """A picture of the sprite."""
    return f'<svg class="i" aria-hidden="true"><use href="/static/build/icons.svg#{name}"></use></svg>'


def status(state: str, until: datetime, opening: datetime, now: datetime) -> str:
    """How a notice stands."""
    kind, picture, text = _status(state, until, opening, now)
    return f'<span class="st {kind}">{icon(picture)}{text}</span>'


def _status(state: str, until: datetime, opening: datetime, now: datetime) -> tuple[str, str, str]:
    if state != "published":
        return "bad", "slash-circle", "Đã huỷ thông báo" if state == "withdrawn" else "Đã huỷ cuộc đấu giá"
    if opening <= now:
        return "out", "clock-history", "Đã qua ngày đấu giá"
    if until <= now:
        return "out", "clock-history", "Đã hết hạn hồ sơ"
    if until - now > timedelta(days=3):
        return "ok", "check-circle-fill", "Đang bán hồ sơ"
    days = (until.astimezone(HERE).date() - now.astimezone(HERE).date()).days
    return "warn", "clock-fill", f"Còn {days} ngày mua hồ sơ" if days else "Hôm nay hết hạn mua hồ sơ"


def money(value: Any) -> str:
    """1.500.000.000 đ."""
    return f"{int(value):,}\N{NO-BREAK SPACE}đ".replace(",", ".") if value else ""


def day(value: datetime) -> str:
    """17/12/2026."""
    return f"{value.astimezone(HERE):%d/%m/%Y}"


def moment(value: datetime) -> str:
    """17:00 ngày 17/12/2026."""
    local = value.astimezone(HERE)
    return f"{local:%H:%M} ngày {local:%d/%m/%Y}"
