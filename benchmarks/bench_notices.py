"""The public pages of 20,000 generated notices: list, filtered list, search, detail (specs of the site, P1 to P6)."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from benchmarks.harness import Case, run

NOTICES = 20_000
ORGANISATIONS, OWNERS = 60, 40
PAGES = 20
QUERIES = (
    "quyền sử dụng đất",
    "quyen su dung dat",
    "xe ô tô",
    "máy phát điện",
    "phế liệu sắt thép",
    '"rừng trồng sản xuất"',
    "đất ở Bắc Ninh",
    "nhà xưởng",
)
FILTERS = (("01", "land_use"), ("24", "land_use"), ("79", "enforcement"), ("42", "confiscated"))


def prepare() -> list[Case]:
    """Fill the private database; the cases ask for the same rows on both sides."""
    from django.core.management import call_command

    from auctions import search
    from auctions.generation import generate
    from auctions.models import Notice
    from auctions.queries.choices import provinces

    for command in ("load_reference", "load_calendar", "load_auction_rules"):
        call_command(command, verbosity=0)
    _make_publishers()
    generate(NOTICES)
    shown = Notice.objects.published().filter(kind="auction").order_by("-published_at")[: PAGES * 50 : 50]
    root = "/thong-bao-dau-gia/"
    ids = {code: place.id for code, place in provinces().items()}
    return [
        Case("notice_list", portal=[root], raw=["/list"], goal=8),
        Case(
            "notice_filtered_list",
            portal=[f"{root}?{urlencode({'tinh': place, 'loai': kind})}" for place, kind in FILTERS],
            raw=[f"/filter?province={ids[place]}&kind={kind}" for place, kind in FILTERS],
            goal=6,
        ),
        Case(
            "notice_search",
            portal=[f"{root}?q={quote(text)}" for text in QUERIES],
            raw=[f"/search?q={quote(search.query(text))}" for text in QUERIES],
            goal=3,
        ),
        Case(
            "notice_detail",
            portal=[notice.get_absolute_url() for notice in shown],
            raw=[f"/detail?code={notice.code}" for notice in shown],
            goal=5,
        ),
    ]


def _make_publishers() -> None:
    from datetime import date

    from accounts.models import AdministrativeUnit, Agency, AgencyKind, UnitLevel, User
    from accounts.roles import Role
    from accounts.services import set_membership
    from core.text import fold

    provinces = list(
        AdministrativeUnit.objects.filter(level=UnitLevel.PROVINCE, valid_to__isnull=True).order_by("code")
    )
    wanted = [(AgencyKind.AUCTION_ORG, Role.AUCTION_PUBLISHER, "Công ty Đấu giá hợp danh Mẫu", ORGANISATIONS)]
    wanted.append((AgencyKind.ASSET_OWNER, Role.ASSET_OWNER, "Trung tâm Phát triển quỹ đất Mẫu", OWNERS))
    for kind, role, name, count in wanted:
        for number in range(count):
            title = f"{name} {number}"
            agency = Agency.objects.create(
                kind=kind, name=title, search_key=fold(title), unit=provinces[number % len(provinces)],
                address=f"Số {number} phố Mẫu", active_from=date(2020, 1, 1),
            )  # fmt: skip
            user = User.objects.create(username=f"{kind}{number}", full_name="Nguyễn Văn Mẫu")
            set_membership(user, agency, {role})


if __name__ == "__main__":
    run(prepare, raw="benchmarks.raw_notices:application")
