"""How the drafting form is laid out: sections in the order of the paper, with what the law says beside a field.

The field table of `auctions.content` says which fields there are; this file only says where each one stands. A test
holds that every field of the table stands somewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from auctions.terms import NoticeKind

LOTS = "lots"  # stands for the repeatable blocks of lots
FILES = "files"  # stands for the attachments


@dataclass(frozen=True)
class Help:
    """What the law says of a field whatever is typed (căn cứ pháp lý bên cạnh ô nhập)."""

    text: str
    source: str = ""


@dataclass(frozen=True)
class Section:
    """One numbered part of the form (mục của biểu mẫu)."""

    key: str
    title: str
    fields: tuple[str | tuple[str, ...], ...]  # fields in one tuple stand side by side
    helps: dict[str, Help] = field(default_factory=dict)


_LAW = "Luật Đấu giá tài sản"
_TITLE = Help("Người tìm đọc tên này trước tiên. Để trống thì cổng lấy theo tên tài sản.")

_AUCTION = (
    Section("tai-san", "Tài sản, giá, tiền đặt trước", ("title", LOTS, "price_is_public"), {"title": _TITLE}),
    Section(
        "nguoi-co-tai-san",
        "Người có tài sản, đấu giá viên",
        ("owner_name", "owner_address", ("contract_number", "auctioneer")),
        {"owner_name": Help("Ghi tên, địa chỉ người có tài sản đấu giá.", f"{_LAW}, Điều 57 khoản 4 điểm a")},
    ),
    Section(
        "thoi-gian",
        "Thời gian, địa điểm",
        (
            "auction_at", "auction_place", "short_procedure", ("posted_on", "second_publication_on"), "media",
            ("viewing_from", "viewing_to"), "viewing_place",
            ("dossier_from", "dossier_until"), "dossier_place", "dossier_fee",
            ("deposit_from", "deposit_until"), "deposit_account",
        ),
        {
            "short_procedure": Help("Chỉ chọn khi thuộc trường hợp được rút gọn; các hạn bên dưới ngắn hơn.",
                                    f"{_LAW}, Điều 53"),
            "deposit_account": Help("Ghi tên ngân hàng, số tài khoản riêng nhận tiền đặt trước, hoặc bảo lãnh.",
                                    f"{_LAW}, Điều 39"),
        },
    ),
    Section(
        "dieu-kien",
        "Hình thức, điều kiện, cách đăng ký",
        ("form", "method", "conditions", "conditions_basis", "registration"),
        {
            "form": Help("Theo thoả thuận trong hợp đồng dịch vụ đấu giá.", f"{_LAW}, Điều 40 khoản 1"),
            "conditions": Help("Không được đặt thêm điều kiện ngoài quy định của pháp luật.",
                               f"{_LAW}, Điều 38 khoản 3"),
            "conditions_basis": Help("Nếu có điều kiện riêng, ghi điều luật cho phép đặt điều kiện đó.",
                                     f"{_LAW}, Điều 38 khoản 3"),
        },
    ),
    Section("lien-he", "Liên hệ, thông tin khác", (("contact_name", "contact_phone"), "contact_email", "note")),
    Section("tep", "Tệp đính kèm", (FILES,)),
)  # fmt: skip

_SELECTION = (
    Section("tai-san", "Tài sản đấu giá", ("title", LOTS, "price_is_public"), {"title": _TITLE}),
    Section(
        "tieu-chi",
        "Tiêu chí lựa chọn",
        ("criteria", "decision_on"),
        {
            "criteria": Help("Ghi đủ các nhóm tiêu chí, hoặc ghi tóm tắt và đính kèm bảng tiêu chí, thang điểm.",
                             f"{_LAW}, Điều 56 khoản 2 điểm d và khoản 4"),
        },
    ),
    Section(
        "nop-ho-so",
        "Nộp hồ sơ đăng ký tham gia",
        (("dossier_from", "dossier_until"), "dossier_place"),
        {"dossier_place": Help("Ghi rõ nơi nhận hồ sơ, kể cả khi nhận qua bưu điện hoặc thư điện tử.",
                               f"{_LAW}, Điều 56 khoản 2 điểm đ")},
    ),
    Section("lien-he", "Liên hệ, thông tin khác", (("contact_name", "contact_phone"), "contact_email", "note")),
    Section("tep", "Tệp đính kèm", (FILES,)),
)  # fmt: skip

# Fields of one lot, in the order of the block.
LOT_FIELDS = (
    "name", ("asset_kind", "nature"), ("quantity", "area"), "quality", ("province", "commune"), "address",
    "start_price", ("deposit", "step"),
)  # fmt: skip

# Filled from the agency or from the place, so nobody types them.
NOT_TYPED = frozenset({"publisher_name", "publisher_address", LOTS})
OF_PLACE = ("province_code", "province_name", "commune_code", "commune_name", "address")

# Asked for only under a condition, so their label does not say "(nếu có)" although the table does not require them.
CONDITIONAL = frozenset({"start_price", "title"})


def side_by_side(entry: str | tuple[str, ...]) -> tuple[str, ...]:
    """The fields of one line of the form."""
    return (entry,) if isinstance(entry, str) else entry


def sections_of(kind: str) -> tuple[Section, ...]:
    """The sections of a notice of `kind`, in order (các mục của biểu mẫu)."""
    return _AUCTION if kind == NoticeKind.AUCTION else _SELECTION
