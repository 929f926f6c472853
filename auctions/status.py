"""What a notice is to its reader today: still open, nearly over, over (tình trạng của thông báo). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from auctions.content import LOCAL
from auctions.terms import NoticeKind
from auctions.workflow import State

CLOSING = timedelta(days=3)


class Described(Protocol):
    """A notice, or a row of its columns."""

    kind: str
    state: str
    dossier_until: datetime | None
    auction_at: datetime | None


@dataclass(frozen=True)
class Status:
    """State in two to four words, with the colour and picture of `<c-status>`."""

    kind: str
    text: str
    icon: str


_ENDED = {
    State.WITHDRAWN: Status("bad", "Đã huỷ thông báo", "slash-circle"),
    State.CANCELLED: Status("bad", "Đã huỷ cuộc đấu giá", "slash-circle"),
    State.DRAFT: Status("note", "Bản nháp", "pencil-square"),
}
_OPEN = {
    NoticeKind.AUCTION: Status("ok", "Đang bán hồ sơ", "check-circle-fill"),
    NoticeKind.SELECTION: Status("ok", "Đang nhận hồ sơ", "check-circle-fill"),
}
_CLOSED = {
    NoticeKind.AUCTION: Status("out", "Đã hết hạn hồ sơ", "clock-history"),
    NoticeKind.SELECTION: Status("out", "Đã hết hạn nhận hồ sơ", "clock-history"),
}
_OVER = Status("out", "Đã qua ngày đấu giá", "clock-history")


def status_of(notice: Described, now: datetime) -> Status:
    """How `notice` stands at `now`."""
    if ended := _ENDED.get(State(notice.state)):
        return ended
    if notice.auction_at and notice.auction_at <= now:
        return _OVER
    kind = NoticeKind(notice.kind)
    if notice.dossier_until is None or notice.dossier_until <= now:
        return _CLOSED[kind]
    if notice.dossier_until - now > CLOSING:
        return _OPEN[kind]
    days = (notice.dossier_until.astimezone(LOCAL).date() - now.astimezone(LOCAL).date()).days
    act = "mua hồ sơ" if kind == NoticeKind.AUCTION else "nộp hồ sơ"
    text = f"Hôm nay hết hạn {act}" if days == 0 else f"Còn {days} ngày {act}"
    return Status("warn", text, "clock-fill")
