"""The six regions in which people look for a province (vùng kinh tế - xã hội), since the mergers of 1/7/2025.

Only for grouping on a page: nothing is decided by it.
"""

from __future__ import annotations

# Region -> codes of its provinces (fixtures/units/provinces_34.csv), from north to south.
REGIONS: dict[str, tuple[str, ...]] = {
    "Trung du và miền núi phía Bắc": ("04", "08", "11", "12", "14", "15", "19", "20", "25"),
    "Đồng bằng sông Hồng": ("01", "22", "24", "31", "33", "37"),
    "Bắc Trung Bộ": ("38", "40", "42", "44", "46"),
    "Duyên hải Nam Trung Bộ và Tây Nguyên": ("48", "51", "52", "56", "66", "68"),
    "Đông Nam Bộ": ("75", "79", "80"),
    "Đồng bằng sông Cửu Long": ("82", "86", "91", "92", "96"),
}
ELSEWHERE = "Khác"


def region_of(province_code: str) -> str:
    """The region of a province of today (vùng của tỉnh)."""
    return next((name for name, codes in REGIONS.items() if province_code in codes), ELSEWHERE)
