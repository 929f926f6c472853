"""Twenty thousand generated notices of organisations and owners in all provinces, for whoever measures them."""

from __future__ import annotations

from typing import Any

NOTICES = 20_000
ORGANISATIONS, OWNERS = 68, 34


def fill() -> None:
    """Reference data, publishers, notices; the search index follows by itself."""
    from django.core.management import call_command

    from auctions.generation import generate

    for command in ("load_reference", "load_calendar", "load_auction_rules"):
        call_command(command, stdout=open("/dev/null", "w"))  # noqa: SIM115
    _add_publishers()
    generate(NOTICES)


def _add_publishers() -> None:
    """Organisations and owners in all provinces, each with somebody who publishes."""
    from accounts.models import AgencyKind
    from accounts.queries.units import provinces_on

    provinces = list(provinces_on())
    for number in range(ORGANISATIONS):
        _add(AgencyKind.AUCTION_ORG, f"Công ty Đấu giá hợp danh Mẫu Số {number}", provinces[number % len(provinces)])
    for number in range(OWNERS):
        _add(AgencyKind.ASSET_OWNER, f"Trung tâm Phát triển quỹ đất Mẫu {number}", provinces[number % len(provinces)])


def _add(kind: str, name: str, province: Any) -> None:
    from datetime import date

    from accounts.models import Agency, User
    from accounts.roles import Role
    from accounts.services import set_membership
    from core.text import fold, fold_key

    agency = Agency.objects.create(
        kind=kind, name=name, search_key=fold(name), unit=province, address="Số 1 đường Mẫu",
        active_from=date(2020, 1, 1),
    )  # fmt: skip
    user = User.objects.create(username=fold_key(name), full_name="Nguyễn Văn Mẫu")
    set_membership(user, agency, {Role.ASSET_OWNER if kind == "asset_owner" else Role.AUCTION_PUBLISHER})
