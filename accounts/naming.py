"""Login names and account codes, exactly as the Ministry's letters form them. Pure functions, no database.

Sources: letter 957/BTP-BTTP of 17/3/2020, I.1.3 and Annex 02 (STP and organisations); letter of STP Hà Tĩnh of
5/2022, 5.1 (statistics). Names are data: they are formed here once, stored, and never formed again from a unit that
was renamed or merged. docs/adr/0010 says why.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from enum import StrEnum
from itertools import count

from core.text import fold_key, initials

STP_ENDING = "_stp"
ORGANISATION_MARK = "_tc_"
PROVINCE_PREFIX = "tinh"
CITY_PREFIX = "tp"
PROPOSED_MIN, PROPOSED_MAX = 3, 40

_PROPOSED = re.compile(r"[a-z][a-z0-9]*(?:[._-][a-z0-9]+)*")
_BRANCH = re.compile(r"[._-]")
# Parts of official names: no proposed name has them between its dots.
_OFFICIAL_PARTS = "tc stp ld kt bc btp moj botuphap sotuphap phongtuphap ubnd chinhphu toaan congan thihanhan"
# Names that would pass for this site's own staff.
_STAFF_NAMES = (
    "admin administrator quantri quantrivien root system hethong support hotro help test guest khach "
    "null none undefined api www mail webmaster postmaster"
)
_OFFICIAL, _STAFF = frozenset(_OFFICIAL_PARTS.split()), frozenset(_STAFF_NAMES.split())


class StatisticsRole(StrEnum):
    """What a statistics account does (vai trò, chức năng); the value is the ending of its login name."""

    APPROVER = "ld"  # Lãnh đạo phê duyệt báo cáo
    CHECKER = "kt"  # Người kiểm tra báo cáo
    COMPILER = "bc"  # Chuyên viên tổng hợp số liệu


# ------------------------------------------------------------------ Sở Tư pháp
def stp_login(account_code: str) -> str:
    """Login name of a Sở Tư pháp ("brvt" -> "brvt_stp"): Annex 02, with no exception in all 63 lines."""
    return f"{account_code}{STP_ENDING}"


def default_suffix(account_code: str, *, is_city: bool) -> str:
    """What a province's organisations carry after `_tc_` until somebody stores another one (đuôi tên tài khoản).

    `tinh` + code for a province, as the letters have it; they show no city, so `tp` + code is this project's choice.
    `is_city` means "was a city when the suffix was granted": a province that becomes a city later keeps its suffix.
    """
    return f"{CITY_PREFIX if is_city else PROVINCE_PREFIX}{account_code}"


# ------------------------------------------------------------------ auction organisations
def clean_proposed(text: str) -> str:
    """The proposed name as it would be granted: no diacritics, lower case, no blanks ("Đông Á 1" -> "donga1")."""
    kept = "".join(c if c in "._-" else fold_key(c) for c in text.strip())
    return re.sub(r"[._-]{2,}", lambda run: run.group()[0], kept).strip("._-")


def why_not_proposed(name: str) -> str:
    """Why `name` can't be a proposed name (tên đề nghị), as a Vietnamese sentence; "" when it can."""
    if not PROPOSED_MIN <= len(name) <= PROPOSED_MAX:
        return f"Tên đề nghị phải dài từ {PROPOSED_MIN} đến {PROPOSED_MAX} ký tự."
    if not _PROPOSED.fullmatch(name):
        return (
            "Tên đề nghị chỉ gồm chữ thường không dấu và chữ số, bắt đầu bằng chữ; "
            "giữa các phần có thể có một dấu chấm, gạch nối hoặc gạch dưới."
        )
    reserved = name if name in _STAFF else next(iter(_OFFICIAL.intersection(_BRANCH.split(name))), "")
    if reserved:
        return f"Tên đề nghị không được dùng từ dành riêng “{reserved}”."
    return ""


def organisation_login(proposed: str, suffix: str) -> str:
    """Login name of an auction organisation or branch: `{proposed}_tc_{suffix}`."""
    return f"{proposed}{ORGANISATION_MARK}{suffix}"


def split_organisation_login(login: str) -> tuple[str, str] | None:
    """(proposed name, suffix) of an organisation's login name in any case; None when it is not one."""
    proposed, mark, suffix = login.lower().rpartition(ORGANISATION_MARK)
    return (proposed, suffix) if mark and proposed and suffix else None


def other_readings(login: str) -> list[str]:
    """Other spellings under which the letters may have told an organisation its login name, best first.

    The letters print both `tinhlongan` and `longan` for one province: "a_tc_longan" <-> "a_tc_tinhlongan".
    """
    parts = split_organisation_login(login)
    if parts is None:
        return []
    proposed, suffix = parts
    prefixes = (PROVINCE_PREFIX, CITY_PREFIX)
    bare = [suffix[len(prefix) :] for prefix in prefixes if suffix.startswith(prefix) and suffix != prefix]
    return [organisation_login(proposed, other) for other in bare or [prefix + suffix for prefix in prefixes]]


def proposed_variants(proposed: str, account_code: str = "") -> Iterator[str]:
    """Names based on a proposed name that is taken, without end: first with the province, then numbered.

    "dgmau", "longan" -> "dgmau.longan", "dgmau2", "dgmau3", …; every one is valid when `proposed` is.
    """
    if account_code and len(proposed) + 1 + len(account_code) <= PROPOSED_MAX:
        yield f"{proposed}.{account_code}"
    for number in count(2):
        ending = str(number)
        yield proposed[: PROPOSED_MAX - len(ending)].rstrip("._-") + ending


# ------------------------------------------------------------------ statistics
def commune_code(commune: str, *above: str) -> str:
    """Account code of a commune from full names, nearest unit above first.

    ("Thị trấn Thạch Hà", "Huyện Thạch Hà", "Tỉnh Hà Tĩnh") -> "thitranthachha_hth_tht"; since 1/7/2025 there is no
    district: ("Xã Thạch Hà", "Tỉnh Hà Tĩnh") -> "xathachha_tht". Initials take in the type word, so a city is `tp…`.
    """
    return "_".join([fold_key(commune), *(initials(name) for name in above)])


def district_code(district: str, province: str) -> str:
    """Account code of a district's Phòng Tư pháp ("Huyện Thạch Hà", "Tỉnh Hà Tĩnh") -> "huyenthachha_tht"."""
    return commune_code(district, province)


def distinct_code(proposal: str, unit_code: str, taken: Collection[str]) -> str:
    """`proposal` if free, else made distinct by the unit's own code, which no other unit of its time has.

    Initials clash (tqn: Quảng Nam, Quảng Ninh, Quảng Ngãi). The result is stored and never formed again.
    """
    return f"{proposal}_{unit_code}" if proposal in taken else proposal


def statistics_roles(*, is_commune: bool) -> tuple[StatisticsRole, ...]:
    """Roles an office has: a commune has no checker (letter of STP Hà Tĩnh, 5.1); offices above have all three."""
    if is_commune:
        return (StatisticsRole.APPROVER, StatisticsRole.COMPILER)
    return (StatisticsRole.APPROVER, StatisticsRole.CHECKER, StatisticsRole.COMPILER)


def statistics_logins(account_code: str, *, is_commune: bool) -> dict[StatisticsRole, str]:
    """{role: login name} of an office's statistics accounts ("huyenthachha_tht" -> "huyenthachha_tht_ld", …)."""
    return {role: f"{account_code}_{role}" for role in statistics_roles(is_commune=is_commune)}


def split_statistics_login(login: str) -> tuple[str, StatisticsRole] | None:
    """(account code, role) of a statistics login name in any case; None when it is not one."""
    code, _, ending = login.lower().rpartition("_")
    if not code or ending not in set(StatisticsRole):
        return None
    return code, StatisticsRole(ending)
