"""Times, places and conditions of a notice as label and value, in the order of the paper form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.template.defaultfilters import linebreaks_filter
from django.utils.safestring import SafeString

from auctions.comparison import area
from auctions.content import Content, LotContent
from auctions.terms import AuctionForm, AuctionMethod, NoticeKind, ShortProcedure
from core.templatetags.vn import capital, money, vn_date, vn_datetime, weekday_date

Fact = tuple[str, str | SafeString]


def facts_of(content: Content, kind: str) -> list[Fact]:
    """Label and value of everything but lots and contact; what is empty is left out."""
    pairs = _auction(content) if kind == NoticeKind.AUCTION else _selection(content)
    return [(label, linebreaks_filter(value) if "\n" in value else value) for label, value in pairs if value]


def contact_of(content: Content) -> Fact:
    """Whom to ask, in one line."""
    phone = f"điện thoại {content.contact_phone}" if content.contact_phone else ""
    return "Liên hệ", _joined(content.publisher_name, content.contact_name, phone, content.contact_email)


def _auction(content: Content) -> Iterator[tuple[str, str]]:
    yield "Người có tài sản", _joined(content.owner_name, content.owner_address)
    yield "Tổ chức đấu giá tài sản", _joined(content.publisher_name, content.publisher_address)
    yield "Đấu giá viên", content.auctioneer
    yield "Hợp đồng dịch vụ đấu giá", content.contract_number
    yield "Thủ tục rút gọn", _label(ShortProcedure, content.short_procedure)
    yield "Niêm yết", vn_date(content.posted_on)
    yield "Xem tài sản", _sentences(_between(content.viewing_from, content.viewing_to), content.viewing_place)
    yield "Bán, tiếp nhận hồ sơ", _dossiers(content)
    yield (
        "Nộp tiền đặt trước",
        _sentences(_between(content.deposit_from, content.deposit_until), content.deposit_account),
    )
    yield "Cuộc đấu giá", _joined(_opening(content.auction_at), content.auction_place)
    yield (
        "Hình thức, phương thức",
        _joined(_label(AuctionForm, content.form), _label(AuctionMethod, content.method).lower()),
    )
    yield "Cách thức đăng ký", content.registration
    yield "Điều kiện tham gia", content.conditions
    yield "Căn cứ của điều kiện riêng", content.conditions_basis
    yield "Thông báo trên báo, đài", content.media
    yield "Thông tin khác", content.note


def _selection(content: Content) -> Iterator[tuple[str, str]]:
    yield "Người có tài sản", _joined(content.publisher_name, content.publisher_address)
    yield "Tiêu chí lựa chọn", content.criteria
    yield "Nhận hồ sơ đăng ký", _dossiers(content)
    yield "Dự kiến quyết định lựa chọn", weekday_date(content.decision_on)
    yield "Thông tin khác", content.note


def _dossiers(content: Content) -> str:
    fee = f"Giá hồ sơ {money(content.dossier_fee)}" if content.dossier_fee else ""
    when = _between(content.dossier_from, content.dossier_until)
    return _sentences(when, content.dossier_place, fee)


def _between(first: date | None, last: date | datetime | None) -> str:
    end = vn_datetime(last) if isinstance(last, datetime) else vn_date(last)
    if first and end:
        return f"Từ {vn_date(first)} đến {end}"
    return f"Đến {end}" if end else f"Từ {vn_date(first)}" if first else ""


def _opening(moment: datetime | None) -> str:
    return f"{vn_datetime(moment).split(' ')[0]} {weekday_date(moment)}" if moment else ""


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _sentences(*parts: str) -> str:
    return ". ".join(capital(part.rstrip(". ")) for part in parts if part)


def _label(choices: type, value: str) -> str:
    return str(choices(value).label) if value in choices.values else value  # type: ignore[attr-defined]


@dataclass(frozen=True)
class LotRow:
    """A lot as a row of the table; amounts as text, "" for nothing. What all lots share stands above the table."""

    position: int
    lot: LotContent
    area: str
    start_price: str
    deposit: str
    step: str
    is_corrected: bool
    place: str
    details: str


@dataclass(frozen=True)
class LotTable:
    """All lots with their totals; a total is "" when a lot has no such amount. `shared`: what is the same of each."""

    rows: list[LotRow]
    area: str
    start_price: str
    deposit: str
    has_areas: bool
    has_deposits: bool
    shared: str


def lot_table(content: Content, kind: str, names: dict[str, str], first: Content | None = None) -> LotTable:
    """The lots of `content`; those that say something else than in `first` are marked as corrected."""
    before = first.lots if first else content.lots
    described = [_described(lot, names) for lot in content.lots]
    shared = _shared(described)
    rows = [
        LotRow(
            position=index + 1,
            lot=lot,
            area=area(lot.area) if lot.area else "",
            start_price=money(lot.start_price) if content.price_is_public else "Không công khai",
            deposit=money(lot.deposit),
            step=money(lot.step),
            is_corrected=index >= len(before) or before[index] != lot,
            place="" if _PLACE in shared else lot.place,
            details=_worded({k: v for k, v in described[index].items() if k not in {_PLACE, *shared}}),
        )
        for index, lot in enumerate(content.lots)
    ]
    return LotTable(
        rows=rows,
        area=_total([lot.area for lot in content.lots], area),
        start_price=_total([lot.start_price for lot in content.lots], money) if content.price_is_public else "",
        deposit=_total([lot.deposit for lot in content.lots], money),
        has_areas=any(lot.area for lot in content.lots),
        has_deposits=kind == NoticeKind.AUCTION,
        shared=_worded(shared),
    )


_PLACE = "Nơi có tài sản"


def _described(lot: LotContent, names: dict[str, str]) -> dict[str, str]:
    """Place, kind, quantity and quality of a lot, by what they are called."""
    kind = names.get(lot.asset_kind, lot.asset_kind)
    return {_PLACE: lot.place, "Loại": kind, "Số lượng": lot.quantity, "Chất lượng": lot.quality}


def _shared(described: list[dict[str, str]]) -> dict[str, str]:
    """What several lots have in common, so that it need not be repeated in each row."""
    if len(described) < 2:
        return {}
    return {label: text for label, text in described[0].items() if all(each[label] == text for each in described)}


def _worded(named: dict[str, str]) -> str:
    return ". ".join(f"{label}: {text.rstrip('. ')}" for label, text in named.items() if text)


def _total(amounts: list[Decimal | None], shown: object) -> str:
    known = [amount for amount in amounts if amount is not None]
    return shown(sum(known)) if known and len(known) == len(amounts) else ""  # type: ignore[operator]
