"""Whole notices put together at random, the same for the same seed (nội dung thông báo mẫu)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import exp, log
from random import Random

from auctions.content import Content, LotContent
from auctions.samples import wording
from auctions.samples.assets import LAND, MILLION, OTHER, Pattern
from auctions.samples.schedule import Schedule
from auctions.terms import AuctionForm, Nature, NoticeKind, ShortProcedure

SHARE_OF_LAND = 0.59  # of all notices say "quyền sử dụng đất", the honest worst case for search
_LOT_COUNTS = ((1, 0.68), (3, 0.2), (6, 0.08), (18, 0.04))
_ROUND = Decimal(100_000)


@dataclass(frozen=True)
class Place:
    """A commune of today, as content names it."""

    commune_code: str
    commune_name: str
    province_code: str
    province_name: str

    @property
    def names(self) -> dict[str, str]:
        """How sentences name it: "phường Kinh Bắc", "thành phố Bắc Ninh"."""
        return {"commune": _lowered(self.commune_name), "province": _lowered(self.province_name)}

    @property
    def in_words(self) -> str:
        """Both of them: "phường Kinh Bắc, thành phố Bắc Ninh"."""
        return "{commune}, {province}".format(**self.names)


@dataclass(frozen=True)
class Publisher:
    """Name and address of the agency that publishes, as services fill them in."""

    name: str
    address: str


@dataclass(frozen=True)
class Subject:
    """What one notice sells and where."""

    pattern: Pattern
    place: Place
    lots: tuple[LotContent, ...]

    @property
    def is_immovable(self) -> bool:
        """Whether the longer time limits hold."""
        return self.pattern.nature == Nature.IMMOVABLE


def subject(rng: Random, place: Place) -> Subject:
    """Something to sell at `place`: land in three of five."""
    pattern = rng.choice(LAND if rng.random() < SHARE_OF_LAND else OTHER)
    wanted = rng.choices([n for n, _ in _LOT_COUNTS], [w for _, w in _LOT_COUNTS])[0]
    count = rng.randint(1, min(wanted, pattern.most_lots))
    return Subject(pattern, place, tuple(_lot(rng, pattern, place) for _ in range(count)))


def auction(rng: Random, sold: Subject, publisher: Publisher, schedule: Schedule, *, is_short: bool) -> Content:
    """A notice of auction (thông báo công khai việc đấu giá)."""
    form = rng.choice(wording.FORMS)
    number = rng.randint(0, 9999)
    place = wording.ONLINE_PLACE if form == AuctionForm.ONLINE else rng.choice(wording.AUCTION_PLACES)
    return Content(
        title=_title(sold),
        publisher_name=publisher.name,
        publisher_address=publisher.address,
        owner_name=_owner(rng, sold),
        owner_address=_address(rng, sold.place),
        lots=sold.lots,
        auctioneer=rng.choice(wording.PEOPLE),
        contract_number=f"{rng.randint(1, 980)}/{schedule.first.year}/HĐDV-ĐGTS",
        short_procedure=ShortProcedure.THIRD_ROUND.value if is_short else "",
        media=rng.choice(wording.MEDIA).format(**sold.place.names),
        viewing_place=rng.choice(wording.VIEWING_PLACES),
        dossier_place=rng.choice(wording.DOSSIER_PLACES),
        dossier_fee=Decimal(rng.choice((100_000, 150_000, 200_000, 500_000))),
        deposit_account=rng.choice(wording.DEPOSIT_ACCOUNTS).format(number),
        auction_place=place.format(**sold.place.names),
        form=form,
        method=wording.ASCENDING,
        conditions=_conditions(rng, sold),
        registration=wording.REGISTRATIONS[AuctionForm(form)],
        contact_name=rng.choice(wording.PEOPLE),
        contact_phone=wording.PHONE.format(number),
        contact_email=wording.EMAIL.format(number % 1000),
        note=rng.choice(wording.NOTES),
        **schedule.fields,
    )


def selection(rng: Random, sold: Subject, publisher: Publisher, schedule: Schedule) -> Content:
    """A notice of selecting an auction organisation (thông báo lựa chọn tổ chức đấu giá)."""
    number = rng.randint(0, 9999)
    return Content(
        title=f"Lựa chọn tổ chức đấu giá: {_title(sold)}"[:500],
        publisher_name=publisher.name,
        publisher_address=publisher.address,
        owner_name=publisher.name,
        owner_address=publisher.address,
        lots=tuple(replace(lot, deposit=None, step=None) for lot in sold.lots),
        criteria=f"{rng.choice(wording.CRITERIA)}\n{_conditions(rng, sold)}",
        dossier_place=f"Trụ sở {publisher.name}, trong giờ hành chính",
        contact_name=rng.choice(wording.PEOPLE),
        contact_phone=wording.PHONE.format(number),
        contact_email=wording.EMAIL.format(number % 1000),
        note="Dữ liệu mẫu, không phải thông báo có thật.",
        **schedule.fields,
    )


def corrected(rng: Random, content: Content, kind: str) -> Content:
    """`content` with one thing put right, days left as they are."""
    if kind == NoticeKind.AUCTION and rng.random() < 0.5:
        return replace(content, auction_place=f"{content.auction_place} (tầng {rng.randint(2, 9)})")
    first, *others = content.lots
    better = replace(first, quality=f"{first.quality}, theo biên bản kiểm kê số {rng.randint(1, 99)}")
    return replace(content, lots=(better, *others))


def _lot(rng: Random, pattern: Pattern, place: Place) -> LotContent:
    low, high = pattern.price
    millions = exp(rng.uniform(log(low), log(high)))
    area = Decimal(rng.randint(pattern.area[0] * 10, pattern.area[1] * 10)) / 10 if pattern.area else None
    price = max(Decimal(50), (Decimal(millions) * (area or 1)).quantize(Decimal(1))) * MILLION
    step = (price / 100 // _ROUND + 1) * _ROUND
    here = place if pattern.has_place else Place("", "", "", "")
    return LotContent(
        name=pattern.name.format(rng.randint(1, 999), rng.randint(1, 99)),
        asset_kind=pattern.kind,
        nature=pattern.nature.value,
        quantity=pattern.quantity,
        quality=pattern.quality,
        commune_code=here.commune_code,
        commune_name=here.commune_name,
        province_code=here.province_code,
        province_name=here.province_name,
        address=f"Số {rng.randint(1, 250)} {rng.choice(wording.STREETS)}" if pattern.has_place else "",
        area=area,
        start_price=price,
        deposit=price * rng.choice((10, 12, 15, 20)) / 100,
        step=step,
    )


def _title(sold: Subject) -> str:
    first, count = sold.lots[0].name, len(sold.lots)
    head = first if count == 1 else f"{count:02d} lô: {first[0].lower()}{first[1:]} và các lô khác"
    return f"{head} tại {sold.place.in_words}" if sold.pattern.has_place else head


def _owner(rng: Random, sold: Subject) -> str:
    return rng.choice(wording.OWNERS[sold.pattern.owner]).format(rng.randint(1, 60), **sold.place.names)


def _address(rng: Random, place: Place) -> str:
    return f"Số {rng.randint(1, 250)} {rng.choice(wording.STREETS)}, {place.in_words}"


def _conditions(rng: Random, sold: Subject) -> str:
    count = rng.randint(4, 8)
    kept: Sequence[str] = sorted(rng.sample(wording.CONDITIONS, count), key=wording.CONDITIONS.index)
    return "\n".join([wording.LAND_CONDITION, *kept] if sold.pattern in LAND else kept)


def _lowered(name: str) -> str:
    return f"{name[:1].lower()}{name[1:]}"
