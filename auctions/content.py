# ruff: noqa: RUF009  `_field` is dataclasses.field with our metadata
"""What a notice says: typed, pure, and one canonical form of it (nội dung thông báo).

One table of fields with their Vietnamese labels feeds the form, the rules, the comparison of versions and the
canonical JSON, so none of them knows a field the others do not. A draft may hold half-filled content: texts and
choices are "" and all others None until they are filled.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Self
from zoneinfo import ZoneInfo

from auctions.terms import AuctionForm, AuctionMethod, FieldType, Nature, NoticeKind, ShortProcedure

SCHEMA = 1
LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
BOTH = frozenset(NoticeKind)
AUCTION = frozenset({NoticeKind.AUCTION})
SELECTION = frozenset({NoticeKind.SELECTION})


def _field(
    label: str,
    of: FieldType = FieldType.TEXT,
    *,
    kinds: frozenset[NoticeKind] = BOTH,
    required: frozenset[NoticeKind] = frozenset(),
    choices: Any = None,
    longest: int = 5000,
) -> Any:
    default = {FieldType.TEXT: "", FieldType.CHOICE: "", FieldType.FLAG: True}.get(of)
    metadata = {
        "label": label, "type": of, "kinds": kinds, "required": required, "choices": choices, "longest": longest,
    }  # fmt: skip
    return field(default=default, metadata=metadata)


@dataclass(frozen=True)
class LotContent:
    """One lot as printed (lô tài sản). Names of places stay as they were on the day of publication."""

    name: str = _field("tên tài sản", required=BOTH, longest=1000)
    asset_kind: str = _field("loại tài sản", required=BOTH)
    nature: str = _field("động sản hay bất động sản", FieldType.CHOICE, required=BOTH, choices=Nature)
    quantity: str = _field("số lượng", required=BOTH, longest=200)
    quality: str = _field("chất lượng", required=SELECTION, longest=1000)
    commune_code: str = _field("mã xã, phường nơi có tài sản")
    commune_name: str = _field("xã, phường nơi có tài sản")
    province_code: str = _field("mã tỉnh, thành phố nơi có tài sản")
    province_name: str = _field("tỉnh, thành phố nơi có tài sản")
    address: str = _field("địa chỉ nơi có tài sản", longest=300)
    area: Decimal | None = _field("diện tích", FieldType.AREA)
    start_price: Decimal | None = _field("giá khởi điểm", FieldType.MONEY)
    deposit: Decimal | None = _field("tiền đặt trước", FieldType.MONEY, kinds=AUCTION, required=AUCTION)
    step: Decimal | None = _field("bước giá", FieldType.MONEY, kinds=AUCTION)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote; unknown keys are ignored, missing ones are empty."""
        return cls(**_read(cls, data))

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; see `_plain`."""
        return _write(self)

    @property
    def place(self) -> str:
        """Where the asset is, in one line."""
        return ", ".join(part for part in (self.address, self.commune_name, self.province_name) if part)


@dataclass(frozen=True)
class AttachmentContent:
    """A file that belongs to a version: its name and hash stay in the history even when it is withdrawn (tệp)."""

    kind: str = _field("loại tệp")
    name: str = _field("tên tệp")
    size: int = 0
    sha256: str = _field("mã SHA-256")
    file: str = _field("mã tệp")  # public_id of the StoredFile

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        return cls(**{f.name: data[f.name] for f in fields(cls)})

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {f.name: getattr(self, f.name) for f in fields(self)}


@dataclass(frozen=True)
class Content:
    """Everything one version of a notice says (nội dung một bản thông báo).

    `publisher_*` is the agency that publishes; services fill it from the agency, nobody types it. In a selection
    notice the publisher is the asset owner, in an auction notice the auction organisation.
    """

    title: str = _field("tên thông báo", required=BOTH, longest=500)
    publisher_name: str = _field("đơn vị đăng thông báo")
    publisher_address: str = _field("địa chỉ đơn vị đăng thông báo")
    owner_name: str = _field("tên người có tài sản", kinds=AUCTION, required=AUCTION, longest=300)
    owner_address: str = _field("địa chỉ người có tài sản", kinds=AUCTION, required=AUCTION, longest=300)
    lots: tuple[LotContent, ...] = ()
    price_is_public: bool = _field("công khai giá khởi điểm", FieldType.FLAG)
    # what only a selection notice says (art. 56)
    criteria: str = _field("tiêu chí lựa chọn tổ chức đấu giá", kinds=SELECTION, required=SELECTION)
    decision_on: date | None = _field("ngày dự kiến quyết định lựa chọn", FieldType.DATE, kinds=SELECTION)
    # what only an auction notice says (art. 57)
    auctioneer: str = _field("đấu giá viên", kinds=AUCTION, longest=200)
    contract_number: str = _field("số hợp đồng dịch vụ đấu giá", kinds=AUCTION, longest=100)
    short_procedure: str = _field("thủ tục rút gọn", FieldType.CHOICE, kinds=AUCTION, choices=ShortProcedure)
    posted_on: date | None = _field("ngày niêm yết", FieldType.DATE, kinds=AUCTION, required=AUCTION)
    second_publication_on: date | None = _field("ngày đăng lần 2", FieldType.DATE, kinds=AUCTION)
    media: str = _field("báo, đài đã hoặc sẽ thông báo", kinds=AUCTION, longest=1000)
    viewing_from: date | None = _field("xem tài sản từ ngày", FieldType.DATE, kinds=AUCTION, required=AUCTION)
    viewing_to: date | None = _field("xem tài sản đến ngày", FieldType.DATE, kinds=AUCTION, required=AUCTION)
    viewing_place: str = _field("nơi xem tài sản", kinds=AUCTION, required=AUCTION, longest=500)
    dossier_from: date | None = _field("bán, tiếp nhận hồ sơ từ ngày", FieldType.DATE, required=BOTH)
    dossier_until: datetime | None = _field("hạn nộp hồ sơ", FieldType.MOMENT, required=BOTH)
    dossier_place: str = _field("nơi bán, tiếp nhận hồ sơ", required=BOTH, longest=500)
    dossier_fee: Decimal | None = _field("giá hồ sơ", FieldType.MONEY, kinds=AUCTION)
    deposit_from: date | None = _field("nộp tiền đặt trước từ ngày", FieldType.DATE, kinds=AUCTION)
    deposit_until: datetime | None = _field("hạn nộp tiền đặt trước", FieldType.MOMENT, kinds=AUCTION, required=AUCTION)
    deposit_account: str = _field("cách nộp tiền đặt trước", kinds=AUCTION, required=AUCTION, longest=1000)
    auction_at: datetime | None = _field("thời gian mở cuộc đấu giá", FieldType.MOMENT, kinds=AUCTION, required=AUCTION)
    auction_place: str = _field("nơi tổ chức cuộc đấu giá", kinds=AUCTION, required=AUCTION, longest=500)
    form: str = _field("hình thức đấu giá", FieldType.CHOICE, kinds=AUCTION, required=AUCTION, choices=AuctionForm)
    method: str = _field(
        "phương thức đấu giá", FieldType.CHOICE, kinds=AUCTION, required=AUCTION, choices=AuctionMethod
    )
    conditions: str = _field("điều kiện đăng ký tham gia", kinds=AUCTION, required=AUCTION)
    conditions_basis: str = _field("căn cứ của điều kiện riêng", kinds=AUCTION)
    registration: str = _field("cách thức đăng ký", kinds=AUCTION, required=AUCTION)
    contact_name: str = _field("người liên hệ", required=SELECTION, longest=200)
    contact_phone: str = _field("điện thoại liên hệ", required=BOTH, longest=100)
    contact_email: str = _field("thư điện tử liên hệ", longest=254)
    note: str = _field("thông tin khác")

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote; unknown keys are ignored, missing ones are empty."""
        lots = tuple(LotContent.from_json(lot) for lot in data.get("lots", ()))
        return cls(lots=lots, **_read(cls, data))

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values: money and area as decimal text, days and moments as ISO 8601 in Vietnamese time."""
        return {**_write(self), "lots": [lot.to_json() for lot in self.lots]}

    @property
    def natures(self) -> frozenset[str]:
        """Movable, immovable or both, over all lots."""
        return frozenset(lot.nature for lot in self.lots if lot.nature)

    @property
    def prices(self) -> list[Decimal]:
        """Public start prices of the lots that have one (giá khởi điểm)."""
        return [lot.start_price for lot in self.lots if lot.start_price is not None] if self.price_is_public else []


# What a person is told who has left a needed field empty, in words of its own. Names of lots and notices never clash.
ASKS = {
    "title": "Ghi tên thông báo, hoặc ghi tên tài sản để cổng lấy theo.",
    "lots": "Thêm ít nhất một lô tài sản.",
    "name": "Ghi tên tài sản.",
    "asset_kind": "Chọn loại tài sản.",
    "nature": "Chọn động sản hay bất động sản.",
    "quantity": "Ghi số lượng tài sản.",
    "quality": "Ghi chất lượng, hiện trạng tài sản.",
    "commune_code": "Chọn tỉnh, thành phố rồi ghi xã, phường, đặc khu nơi có tài sản.",
    "start_price": "Ghi giá khởi điểm.",
    "deposit": "Ghi số tiền đặt trước.",
    "owner_name": "Ghi tên người có tài sản.",
    "owner_address": "Ghi địa chỉ người có tài sản.",
    "criteria": "Ghi tiêu chí lựa chọn tổ chức đấu giá.",
    "posted_on": "Ghi ngày niêm yết.",
    "viewing_from": "Ghi ngày bắt đầu xem tài sản.",
    "viewing_to": "Ghi ngày cuối cùng xem tài sản.",
    "viewing_place": "Ghi nơi xem tài sản.",
    "dossier_from": "Ghi ngày bắt đầu bán, tiếp nhận hồ sơ.",
    "dossier_until": "Ghi giờ, ngày hết hạn nộp hồ sơ.",
    "dossier_place": "Ghi nơi bán, tiếp nhận hồ sơ.",
    "deposit_until": "Ghi giờ, ngày hết hạn nộp tiền đặt trước.",
    "deposit_account": "Ghi cách nộp tiền đặt trước.",
    "auction_at": "Ghi giờ, ngày mở cuộc đấu giá.",
    "auction_place": "Ghi nơi tổ chức cuộc đấu giá.",
    "form": "Chọn hình thức đấu giá.",
    "method": "Chọn phương thức đấu giá.",
    "conditions": "Ghi điều kiện đăng ký tham gia đấu giá.",
    "registration": "Ghi cách thức đăng ký tham gia đấu giá.",
    "contact_name": "Ghi tên người liên hệ.",
    "contact_phone": "Ghi số điện thoại liên hệ.",
}


def fields_of(cls: type[Content | LotContent], kind: str) -> Iterator[Field[Any]]:
    """The described fields of `cls` that a notice of `kind` has, in the order of the form."""
    return (f for f in fields(cls) if f.metadata and kind in f.metadata["kinds"])


def canonical(data: Mapping[str, Any]) -> str:
    """The one way to write `data`: sorted keys, no blanks, NFC, so equal content has equal bytes and equal hash."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return unicodedata.normalize("NFC", text)


def sha256_of(text: str) -> str:
    """SHA-256 of the UTF-8 bytes of `text`, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def suggest_title(content: Content) -> str:
    """A title made from the lots, for when nobody typed one ("Quyền sử dụng đất và 2 tài sản khác")."""
    names = [lot.name.strip() for lot in content.lots if lot.name.strip()]
    if not names:
        return ""
    return names[0] if len(names) == 1 else f"{names[0]} và {len(names) - 1} tài sản khác"


def _write(record: Content | LotContent) -> dict[str, Any]:
    return {f.name: _plain(getattr(record, f.name)) for f in fields(record) if f.metadata}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime):
        return value.astimezone(LOCAL).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return value


_READERS: dict[FieldType, Any] = {
    FieldType.MONEY: Decimal,
    FieldType.AREA: Decimal,
    FieldType.DATE: date.fromisoformat,
    FieldType.MOMENT: datetime.fromisoformat,
}


def _read(cls: type[Content | LotContent], data: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for described in fields(cls):
        value = data.get(described.name)
        if described.metadata and value is not None:
            reader = _READERS.get(described.metadata["type"])
            values[described.name] = reader(value) if reader else value
    return values
