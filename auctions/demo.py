"""Notices of the demo, published by the services that people use (dữ liệu dùng thử). Everything in them is invented."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import AdministrativeUnit, Agency, AgencyKind, Membership, UnitLevel, User
from accounts.roles import Role
from auctions import services
from auctions.content import LOCAL, Content, LotContent
from auctions.models import Draft, Notice
from auctions.terms import AuctionForm, AuctionMethod, Nature, NoticeKind
from auctions.workflow import State
from core.calendar import WorkingCalendar, working_calendar
from core.demo import DemoAccount

_MILLION = 1_000_000
_PUBLISHERS = {
    NoticeKind.AUCTION: ((AgencyKind.AUCTION_ORG, AgencyKind.AUCTION_BRANCH), Role.AUCTION_PUBLISHER),
    NoticeKind.SELECTION: ((AgencyKind.ASSET_OWNER,), Role.ASSET_OWNER),
}


@dataclass(frozen=True)
class _Line:
    """One line of fixtures/auctions/demo_notices.csv: what the notice is about and what becomes of it."""

    kind: str
    title: str
    asset_kind: str
    nature: str
    province: str
    lots: int
    million: int
    published_days_ago: int
    open_days: int
    fate: str
    reason: str

    @cached_property
    def posted_on(self) -> date:
        """Day of first publication."""
        return localdate() - timedelta(days=self.published_days_ago)

    @property
    def key(self) -> UUID:
        """What finds the notice again when the demo is loaded a second time."""
        return uuid5(NAMESPACE_URL, f"demo/notice/{self.title}")


def load() -> list[DemoAccount]:
    """Publish what is missing (nạp thông báo dùng thử). Adds no accounts; does nothing without accounts.demo."""
    calendar = working_calendar()
    people = {kind: _people(kind) for kind in NoticeKind}
    done = set(Notice.objects.exclude(state=State.DRAFT).values_list("public_id", flat=True))
    for index, line in enumerate(_lines()):
        candidates = people[NoticeKind(line.kind)]
        if candidates and line.key not in done:
            agency, user = candidates[index % len(candidates)]
            _bring_to_its_fate(line, _content(line, index, calendar), agency, user)
    return []


def _lines() -> Iterator[_Line]:
    path = settings.BASE_DIR / "fixtures" / "auctions" / "demo_notices.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            numbers = {n: int(row[n]) for n in ("lots", "million", "published_days_ago", "open_days")}
            yield _Line(**{**row, **numbers})


def _people(kind: NoticeKind) -> list[tuple[Agency, User]]:
    """Agencies that may publish `kind`, each with one of its publishers, in the order of their making."""
    kinds, role = _PUBLISHERS[kind]
    held = Membership.objects.filter(role=role, agency__kind__in=kinds, user__is_active=True).order_by("pk")
    found: dict[int, tuple[Agency, User]] = {}
    for membership in held.select_related("agency", "user"):
        found.setdefault(membership.agency_id, (membership.agency, membership.user))
    return list(found.values())


@transaction.atomic
def _bring_to_its_fate(line: _Line, content: Content, agency: Agency, user: User) -> None:
    """Draft, publish, and what comes after, in one transaction: a stopped run leaves no half of a notice."""
    notice = services.create_draft(agency, line.kind, by=user, public_id=line.key)
    draft = Draft.objects.get(notice=notice)
    if draft.revision == 0:
        draft = services.save_draft(notice, content, revision=0, by=user)
    if line.fate == "draft":
        return
    services.publish(notice, by=user, draft_key=draft.key, at=_at(line.posted_on, 8, 15))
    if line.fate in {"second", "corrected"} and line.kind == NoticeKind.AUCTION and _second_day(line) < localdate():
        services.publish_second(notice, by=user, at=_at(_second_day(line), 9, 5))
    if line.fate == "corrected":
        _correct(notice, line, user)
    elif line.fate == "cancelled":
        services.cancel_auction(notice, by=user, reason=line.reason)
    elif line.fate == "withdrawn":
        services.withdraw(notice, by=user, reason=line.reason)


def _correct(notice: Notice, line: _Line, user: User) -> None:
    draft = services.start_correction(notice, by=user)
    lots = list(draft.content.lots)
    place = len(lots) - 1
    lots[place] = replace(lots[place], area=(lots[place].area or Decimal(100)) + 2, address="Khu Mẫu, số nhà đã sửa")
    changed = replace(draft.content, lots=tuple(lots), note=f"Nội dung đính chính: {line.reason}.")
    draft = services.save_draft(notice, changed, revision=draft.revision, by=user)
    services.correct(notice, by=user, draft_key=draft.key, revision=draft.revision, reason=line.reason)


def _content(line: _Line, index: int, calendar: WorkingCalendar) -> Content:
    build = _auction if line.kind == NoticeKind.AUCTION else _selection
    return build(line, _lots(line, index), index, calendar)


def _lots(line: _Line, index: int) -> tuple[LotContent, ...]:
    communes = _communes(line.province)
    return tuple(
        LotContent(
            name=line.title if line.lots == 1 else f"{line.title}, lô {number + 1}",
            asset_kind=line.asset_kind,
            nature=line.nature,
            quantity="01 thửa" if line.nature == Nature.IMMOVABLE else "01 lô",
            quality="Theo hiện trạng thực tế, đã qua sử dụng",
            commune_code=communes[(index + number) % len(communes)] if communes else "",
            address="Khu Mẫu" if communes else "",
            area=Decimal(90 + 7 * number + index) if line.nature == Nature.IMMOVABLE else None,
            start_price=Decimal((line.million + 35 * number) * _MILLION),
            deposit=Decimal((line.million + 35 * number) * _MILLION // 10) if line.kind == NoticeKind.AUCTION else None,
            step=Decimal(max(1, line.million // 100) * _MILLION) if line.kind == NoticeKind.AUCTION else None,
        )
        for number in range(line.lots)
    )


def _communes(province: str) -> list[str]:
    units = AdministrativeUnit.objects.filter(level=UnitLevel.COMMUNE, parent__code=province, valid_to__isnull=True)
    return list(units.order_by("code").values_list("code", flat=True)[:12]) if province else []


def _auction(line: _Line, lots: tuple[LotContent, ...], index: int, calendar: WorkingCalendar) -> Content:
    posted = line.posted_on
    opening = calendar.next_working_day(posted + timedelta(days=line.open_days))
    closing = calendar.subtract_working_days(opening, 2)
    return Content(
        title=line.title,
        owner_name="Trung tâm Phát triển quỹ đất Mẫu" if line.asset_kind == "land_use" else "Chi cục Thi hành án Mẫu",
        owner_address="Số 0 đường Mẫu",
        lots=lots,
        auctioneer="Nguyễn Văn Mẫu",
        contract_number=f"{100 + index}/HĐDV-ĐGTS",
        posted_on=posted,
        second_publication_on=_second_day(line),
        viewing_from=posted + timedelta(days=5),
        viewing_to=posted + timedelta(days=7),
        viewing_place="Tại nơi có tài sản, trong giờ hành chính",
        dossier_from=posted,
        dossier_until=_at(closing, 17),
        dossier_place="Trụ sở tổ chức đấu giá tài sản",
        dossier_fee=Decimal(500_000),
        deposit_from=posted,
        deposit_until=_at(closing, 17),
        deposit_account="Chuyển khoản vào tài khoản thanh toán riêng của tổ chức đấu giá",
        auction_at=_at(opening, 8 + index % 3, 30),
        auction_place="Hội trường của tổ chức đấu giá tài sản",
        form=list(AuctionForm)[index % 4],
        method=AuctionMethod.ASCENDING,
        conditions="Cá nhân, tổ chức đủ điều kiện theo quy định của pháp luật, nộp hồ sơ và tiền đặt trước đúng hạn",
        registration="Nộp hồ sơ trực tiếp hoặc qua dịch vụ bưu chính trong giờ hành chính",
        contact_name="Trần Thị Thử",
        contact_phone="0222 000 0000",
    )


def _selection(line: _Line, lots: tuple[LotContent, ...], index: int, calendar: WorkingCalendar) -> Content:
    posted = line.posted_on
    closing = calendar.next_working_day(posted + timedelta(days=line.open_days))
    return Content(
        title=line.title,
        lots=lots,
        criteria=(
            "1. Có tên trong danh sách do Bộ Tư pháp công bố.\n"
            "2. Cơ sở vật chất, trang thiết bị: 19 điểm.\n"
            "3. Phương án đấu giá khả thi, hiệu quả: 16 điểm.\n"
            "4. Năng lực, kinh nghiệm và uy tín: 57 điểm.\n"
            "5. Tiêu chí khác: 8 điểm."
        ),
        dossier_from=posted,
        dossier_until=_at(closing, 17),
        dossier_place="Trụ sở người có tài sản",
        decision_on=calendar.add_working_days(closing, 3 + index % 3),
        contact_name="Trần Thị Thử",
        contact_phone="0222 000 0001",
    )


def _second_day(line: _Line) -> date:
    """The first lawful day: two working days after the first publication (art. 57(1))."""
    return working_calendar().add_working_days(line.posted_on, 2)


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), LOCAL)
