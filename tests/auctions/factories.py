"""Arranging notices. Names are evidently generated; traits reach a state by calling the service."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.timezone import localdate

from accounts.models import AdministrativeUnit, Agency, UnitKind, UnitLevel, User
from accounts.roles import Role
from auctions import services
from auctions.content import LOCAL, Content, LotContent
from auctions.models import Notice, NoticeVersion
from auctions.terms import AuctionForm, AuctionMethod, Nature, NoticeKind
from core.text import fold
from tests.accounts.factories import AgencyFactory, user_at


def load_rules() -> None:
    """The real asset kinds and rules."""
    services.load_rules(Path(settings.BASE_DIR) / "fixtures" / "auctions")


def province(code: str = "24", name: str = "Bắc Ninh") -> AdministrativeUnit:
    unit, _ = AdministrativeUnit.objects.get_or_create(
        level=UnitLevel.PROVINCE, code=code, valid_from=date(2025, 7, 1),
        defaults={"name": name, "kind": UnitKind.PROVINCE, "search_key": fold(name)},
    )  # fmt: skip
    return unit


def commune(
    code: str = "09169", name: str = "Kinh Bắc", *, kind: str = UnitKind.WARD, of: AdministrativeUnit | None = None
) -> AdministrativeUnit:
    unit, _ = AdministrativeUnit.objects.get_or_create(
        level=UnitLevel.COMMUNE, code=code, valid_from=date(2025, 7, 1),
        defaults={"name": name, "kind": kind, "parent": of or province(), "search_key": fold(name)},
    )  # fmt: skip
    return unit


def auction_org(**fields: Any) -> Agency:
    return AgencyFactory(**{"unit": province(), "address": "Số 1 phố Mẫu, phường Kinh Bắc", **fields})


def asset_owner(**fields: Any) -> Agency:
    return AgencyFactory(asset_owner=True, **{"unit": province(), "address": "Số 2 phố Mẫu", **fields})


def publisher_at(agency: Agency) -> User:
    return user_at(agency, Role.AUCTION_PUBLISHER)


def at(day: date, hour: int = 8, minute: int = 30) -> datetime:
    return datetime.combine(day, time(hour, minute), LOCAL)


def working_day(start: date, days: int) -> date:
    """`days` after `start`, moved on to a weekday."""
    day = start + timedelta(days=days)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day


def lot(**fields: Any) -> LotContent:
    values: dict[str, Any] = {
        "name": "Quyền sử dụng thửa đất số 215, tờ bản đồ 14",
        "asset_kind": "land_use",
        "nature": Nature.IMMOVABLE,
        "quantity": "01 thửa",
        "quality": "Theo hiện trạng",
        "commune_code": "09169",
        "address": "Khu Mẫu",
        "area": Decimal("120.5"),
        "start_price": Decimal(3_615_000_000),
        "deposit": Decimal(723_000_000),
        "step": Decimal(36_000_000),
    }
    return LotContent(**{**values, **fields})


def auction_content(*, today: date | None = None, opens_in: int = 60, **fields: Any) -> Content:
    """A lawful notice of auction, to be published on `today`, with no warning under the usual reading."""
    posted = today or localdate()
    opening = working_day(posted, opens_in)
    until = two_working_days_before(opening)
    values: dict[str, Any] = {
        "title": "Quyền sử dụng đất ở 01 lô tại phường Kinh Bắc, tỉnh Bắc Ninh",
        "owner_name": "Trung tâm Phát triển quỹ đất Mẫu",
        "owner_address": "Số 3 phố Mẫu, phường Kinh Bắc",
        "lots": (lot(),),
        "posted_on": posted,
        "viewing_from": posted + timedelta(days=10),
        "viewing_to": posted + timedelta(days=12),
        "viewing_place": "Tại nơi có tài sản",
        "dossier_from": posted,
        "dossier_until": at(until, 17, 0),
        "dossier_place": "Trụ sở tổ chức đấu giá",
        "dossier_fee": Decimal(500_000),
        "deposit_from": posted,
        "deposit_until": at(until, 17, 0),
        "deposit_account": "Chuyển khoản vào tài khoản riêng của tổ chức đấu giá",
        "auction_at": at(opening),
        "auction_place": "Hội trường Uỷ ban nhân dân phường Kinh Bắc",
        "form": AuctionForm.BALLOT,
        "method": AuctionMethod.ASCENDING,
        "conditions": "Cá nhân, tổ chức đủ điều kiện nhận quyền sử dụng đất theo quy định",
        "registration": "Nộp hồ sơ trực tiếp trong giờ hành chính",
        "contact_phone": "0222 000 0000",
    }
    return Content(**{**values, **fields})


def two_working_days_before(day: date) -> date:
    left = 2
    while left:
        left -= day.weekday() < 5
        day -= timedelta(days=1)
    return day


def selection_content(*, today: date | None = None, **fields: Any) -> Content:
    """A lawful notice of selecting an auction organisation."""
    posted = today or localdate()
    values: dict[str, Any] = {
        "title": "Lựa chọn tổ chức đấu giá quyền sử dụng đất tại phường Kinh Bắc",
        "lots": (replace(lot(), deposit=None, step=None),),
        "criteria": "Tiêu chí theo Phụ lục của Thông tư 19/2024/TT-BTP",
        "dossier_from": posted,
        "dossier_until": at(posted + timedelta(days=7), 17, 0),
        "dossier_place": "Trụ sở người có tài sản",
        "decision_on": posted + timedelta(days=14),
        "contact_name": "Trần Thị Thử",
        "contact_phone": "0222 000 0000",
    }
    return Content(**{**values, **fields})


def draft_notice(
    content: Content | None = None, *, agency: Agency | None = None, by: User | None = None, kind: str = ""
) -> Notice:
    """A notice with a saved draft."""
    kind = kind or (NoticeKind.AUCTION if agency is None or agency.kind != "asset_owner" else NoticeKind.SELECTION)
    commune()
    agency = agency or (auction_org() if kind == NoticeKind.AUCTION else asset_owner())
    by = by or publisher_at(agency)
    notice = services.create_draft(agency, kind, by=by)
    usual = auction_content if kind == NoticeKind.AUCTION else selection_content
    services.save_draft(notice, content or usual(), revision=0, by=by)
    return Notice.objects.get(pk=notice.pk)


def published_notice(
    content: Content | None = None,
    *,
    agency: Agency | None = None,
    by: User | None = None,
    kind: str = "",
    at: datetime | None = None,
) -> Notice:
    """A notice published by its agency."""
    notice = draft_notice(content, agency=agency, by=by, kind=kind)
    by = by or notice.created_by
    publish(notice, by=by, at=at)
    return Notice.objects.get(pk=notice.pk)


def publish(notice: Notice, *, by: User | None = None, at: datetime | None = None) -> NoticeVersion:
    return services.publish(notice, by=by or notice.created_by, draft_key=notice.draft.key, at=at)
