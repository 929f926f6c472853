"""What is sold: patterns of assets with their kind, price and owner (tài sản mẫu)."""

from __future__ import annotations

from dataclasses import dataclass

from auctions.terms import Nature

_FIXED, _MOVABLE = Nature.IMMOVABLE, Nature.MOVABLE
MILLION = 1_000_000


@dataclass(frozen=True)
class Pattern:
    """One sort of asset. `price` is in million đồng for one lot, or for one m² where there is an `area` (m²)."""

    kind: str
    nature: Nature
    name: str
    price: tuple[float, float]
    owner: str
    quantity: str = "01 tài sản"
    quality: str = "Theo hiện trạng"
    area: tuple[int, int] | None = None
    has_place: bool = True
    most_lots: int = 1


# {} are numbers; every name says "quyền sử dụng đất", as three notices in five do.
LAND = (
    Pattern("land_use", _FIXED, "Quyền sử dụng đất ở thửa đất số {}, tờ bản đồ số {}", (6, 60), "land",
            "01 thửa", "Đất ở, sử dụng lâu dài, đã có hạ tầng", (75, 320), most_lots=18),
    Pattern("land_use", _FIXED, "Quyền sử dụng đất thương mại, dịch vụ lô TM{} khu đô thị Mẫu {}", (9, 45), "land",
            "01 thửa", "Đất thương mại, dịch vụ, thuê 50 năm trả tiền một lần", (900, 9000)),
    Pattern("land_use", _FIXED, "Quyền sử dụng đất nông nghiệp công ích thửa số {}, tờ bản đồ số {} (cho thuê 5 năm)",
            (0.05, 0.2), "land", "01 thửa", "Đất trồng cây hằng năm", (1500, 12000), most_lots=6),
    Pattern("enforcement", _FIXED, "Quyền sử dụng đất và nhà ở gắn liền với đất thửa số {}, tờ bản đồ số {}", (8, 70),
            "court", "01 thửa đất, 01 căn nhà", "Nhà cấp 4, đã qua sử dụng", (60, 260)),
    Pattern("collateral", _FIXED, "Quyền sử dụng đất và tài sản gắn liền với đất thửa số {}, tờ bản đồ số {}", (7, 50),
            "bank", "01 tài sản", "Tài sản bảo đảm khoản vay, có giấy chứng nhận", (80, 900)),
    Pattern("public_property", _FIXED, "Nhà và quyền sử dụng đất trụ sở cũ sau sắp xếp đơn vị hành chính số {}",
            (4, 25), "state", "01 cơ sở", "Nhà 2 tầng, cần sửa chữa", (400, 3000)),
    Pattern("bankruptcy", _FIXED, "Nhà xưởng và quyền sử dụng đất thuê tại cụm công nghiệp Mẫu {}", (2, 9), "firm",
            "01 cơ sở", "Nhà xưởng khung thép, ngừng hoạt động", (3000, 25000)),
)  # fmt: skip
OTHER = (
    Pattern("enforcement", _MOVABLE, "Xe ô tô con 5 chỗ nhãn hiệu Mẫu, biển số 00A-{:03d}.{:02d}", (180, 900), "court",
            "01 chiếc", "Đã qua sử dụng, còn hoạt động", most_lots=4),
    Pattern("enforcement", _MOVABLE, "Xe ô tô tải 3,5 tấn nhãn hiệu Mẫu, biển số 00C-{:03d}.{:02d}", (150, 700),
            "court", "01 chiếc", "Đã qua sử dụng", most_lots=3),
    Pattern("confiscated", _MOVABLE, "Lô gỗ xẻ nhóm IV, biên bản tạm giữ số {}, kho {}", (60, 900), "police",
            "42,6 m³", "Gỗ khô, để ngoài trời có mái che", most_lots=5),
    Pattern("confiscated", _MOVABLE, "Lô phương tiện vi phạm gồm xe mô tô, xe gắn máy số {}, kho {}", (80, 1200),
            "police", "120 chiếc", "Cũ, hỏng, bán phế liệu sắt thép và xe còn đăng ký", most_lots=8),
    Pattern("confiscated", _MOVABLE, "Lô điện thoại di động đã qua sử dụng số {}, kho {}", (55, 400), "police",
            "350 chiếc", "Hàng hoá tịch thu, còn niêm phong", most_lots=4),
    Pattern("public_property", _MOVABLE, "Máy phát điện dự phòng {} kVA và thiết bị kèm theo, mã {}", (90, 600),
            "state", "01 bộ", "Đã qua sử dụng 12 năm", most_lots=3),
    Pattern("public_property", _MOVABLE, "Vật tư thu hồi, phế liệu sắt thép, dây cáp điện đợt {} năm {}", (70, 2500),
            "state", "18.400 kg", "Phế liệu, bán theo khối lượng thực tế", most_lots=6),
    Pattern("people_ownership", _MOVABLE, "Lô hàng hoá tồn đọng tại cảng xác lập sở hữu toàn dân số {}, bãi {}",
            (200, 9000), "state", "12 công-ten-nơ", "Hàng hoá quá hạn làm thủ tục", most_lots=5),
    Pattern("infrastructure", _FIXED, "Quyền khai thác bến xe, bãi đỗ xe Mẫu {} trong 10 năm, mã {}", (900, 60000),
            "state", "01 công trình", "Đang khai thác"),
    Pattern("state_project", _MOVABLE, "Thiết bị, máy thi công của dự án Mẫu {} đã kết thúc, gói {}", (120, 5000),
            "state", "01 gói", "Đã qua sử dụng", most_lots=4),
    Pattern("state_enterprise", _MOVABLE, "Dây chuyền sản xuất gạch không nung số {}, công suất {} triệu viên/năm",
            (600, 20000), "firm", "01 dây chuyền", "Ngừng hoạt động"),
    Pattern("bankruptcy", _MOVABLE, "Máy móc thiết bị dệt may của Công ty Mẫu {} phá sản, lô {}", (250, 15000), "firm",
            "64 máy", "Đã qua sử dụng", most_lots=6),
    Pattern("national_reserve", _MOVABLE, "Gạo dự trữ quốc gia nhập kho năm {}, ngăn kho {}", (800, 12000), "state",
            "500 tấn", "Đạt chất lượng xuất kho", most_lots=10),
    Pattern("minerals", _FIXED, "Quyền khai thác cát xây dựng mỏ Mẫu {}, khu {}", (2000, 90000), "state",
            "01 khu vực mỏ", "Trữ lượng dự báo 650.000 m³"),
    Pattern("forest", _FIXED, "Rừng trồng sản xuất keo lai 6 năm tuổi lô {}, khoảnh {}", (300, 7000), "firm",
            "24,8 ha", "Đường kính trung bình 14 cm", most_lots=7),
    Pattern("frequency", _MOVABLE, "Quyền sử dụng băng tần Mẫu {} MHz, khối {}", (90000, 480000), "state",
            "01 khối băng tần", "Giấy phép 15 năm", has_place=False),
    Pattern("numbers", _MOVABLE, "Quyền sử dụng số thuê bao viễn thông đẹp đuôi {}, đợt {}", (60, 900), "state",
            "200 số", "Chưa cấp cho thuê bao", has_place=False, most_lots=3),
    Pattern("bad_debt", _MOVABLE, "Khoản nợ xấu của Công ty Mẫu {} theo hợp đồng tín dụng số {}", (5000, 400000),
            "bank", "01 khoản nợ", "Dư nợ gốc và lãi đến ngày định giá", has_place=False),
    Pattern("collateral", _MOVABLE, "Tàu hàng khô vỏ thép Mẫu {}, trọng tải {} tấn", (3000, 45000), "bank",
            "01 chiếc", "Đang neo đậu, hết hạn đăng kiểm"),
    Pattern("other", _MOVABLE, "Cổ phần của Công ty cổ phần Mẫu {} do cơ quan quản lý thuế kê biên, đợt {}",
            (100, 30000), "state", "125.000 cổ phần", "Cổ phần phổ thông"),
    Pattern("voluntary", _MOVABLE, "Bộ sưu tập tranh sơn mài của hoạ sĩ Minh Hoạ {}, phiên {}", (60, 3000), "person",
            "01 bộ", "Bảo quản tốt", most_lots=9),
)  # fmt: skip
