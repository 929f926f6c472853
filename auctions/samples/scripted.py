"""Notices told in a file, with days counted from the day they are read (thông báo của bản dùng thử)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Self

from auctions.comparison import area as area_text
from auctions.content import LOCAL, Content, LotContent
from auctions.samples import schedule, wording
from auctions.samples.assets import MILLION
from auctions.samples.contents import Place
from auctions.terms import AuctionForm, FieldType, NoticeKind, VersionKind
from core.calendar import WorkingCalendar
from core.templatetags.vn import number

_OPENING = time(8, 30)
_NOWHERE = Place("", "", "", "")
_PLOT = Decimal(1000)  # m²: what is larger is no plot among plots
_SMALLEST_STEP = Decimal(500_000)
_MONEY = {f.name for f in fields(Content) if f.metadata and f.metadata["type"] == FieldType.MONEY}
_PLAIN_OF_LOT = ("name", "quantity", "quality", "address")


@dataclass(frozen=True)
class Act:
    """A version to publish. `change` turns the text that stands into the text to publish."""

    kind: VersionKind
    moment: datetime
    reason: str = ""
    change: Callable[[Content], Content] | None = None


@dataclass(frozen=True)
class Script:
    """One notice: its first text, what is published of it when, and what is left open.

    `province_code` is where its lots lie and who publishes it has his seat, "" when they lie nowhere.
    """

    key: str
    kind: NoticeKind
    province_code: str
    content: Content
    acts: tuple[Act, ...]
    files: tuple[str, ...]
    reasons: Mapping[str, str]
    open_correction: Callable[[Content], Content] | None


@dataclass(frozen=True)
class Story:
    """What a file tells, before days and places are filled in (see the head of fixtures/auctions/demo_notices.toml)."""

    notices: list[dict[str, Any]]

    @classmethod
    def read(cls, path: Path) -> Self:
        """The story in a TOML file."""
        return cls(tomllib.loads(path.read_text(encoding="utf-8"))["notices"])

    @property
    def keys(self) -> list[str]:
        """Key of every notice."""
        return [told["key"] for told in self.notices]

    @property
    def communes(self) -> set[str]:
        """Codes of the communes it needs."""
        return {told["commune"] for told in self.notices if "commune" in told}

    def scripts(self, places: Mapping[str, Place], calendar: WorkingCalendar, now: datetime) -> list[Script]:
        """The notices as they are on `now`; `places` by code of the commune."""
        return [_Reader(told, index, places, calendar, now).script() for index, told in enumerate(self.notices)]


@dataclass(frozen=True)
class _Reader:
    told: Mapping[str, Any]
    index: int
    places: Mapping[str, Place]
    calendar: WorkingCalendar
    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(LOCAL).date()

    @property
    def place(self) -> Place:
        return self.places[self.told["commune"]] if "commune" in self.told else _NOWHERE

    def script(self) -> Script:
        told, kind = self.told, NoticeKind(self.told.get("kind", NoticeKind.AUCTION))
        plan = self._auction_days() if kind == NoticeKind.AUCTION else self._selection_days()
        describe = self._auction if kind == NoticeKind.AUCTION else self._selection
        groups = [[self._lot(each, n) for n in range(1, each.get("times", 1) + 1)] for each in told["lots"]]
        lots = tuple(lot for group in groups for lot in group)
        title = self._filled(told["title"], **self._summed_up(groups))
        content = Content(title=title, lots=lots, **describe(), **plan.fields)
        opened = told.get("open_correction")
        return Script(
            key=told["key"],
            kind=kind,
            province_code=self.place.province_code,
            content=replace(content, **_typed(told.get("fields", {}))),
            acts=() if told.get("draft") else tuple(self._acts(plan)),
            files=tuple(told.get("files", ())),
            reasons=told.get("reasons", {}),
            open_correction=_change(opened) if opened else None,
        )

    # ------------------------------------------------------------------ days
    def _first(self) -> date:
        if self.told.get("draft"):
            return self.calendar.next_working_day(self.today)
        return schedule.working_day_until(self.today - timedelta(days=self.told["ago"]), self.calendar)

    def _auction_days(self) -> schedule.Schedule:
        told = self.told
        plan = schedule.auction(
            self._first(),
            self.today + timedelta(days=told["opens_in"]),
            self.calendar,
            at=_OPENING,
            is_immovable=any(lot.get("nature", told["nature"]) == "immovable" for lot in told["lots"]),
            is_short="short" in told,
            is_hurried=told.get("hurried", False),
        )
        if days := told.get("viewing_days"):
            last = plan.fields["viewing_from"] + timedelta(days=days - 1)
            return replace(plan, fields={**plan.fields, "viewing_to": last})
        return plan

    def _selection_days(self) -> schedule.Schedule:
        return schedule.selection(self._first(), self.calendar, open_for=self.told["open_for"])

    def _acts(self, plan: schedule.Schedule) -> Iterator[Act]:
        """In order of time; what has not come yet, or comes after the end, is left out."""
        acts = [Act(VersionKind.FIRST, self._moment(plan.first, 0))]
        if plan.second:
            acts.append(Act(VersionKind.SECOND, self._moment(plan.second, 1)))
        for told in self.told.get("corrections", ()):
            acts.append(Act(VersionKind.CORRECTION, self._ago(told, 2), told["reason"], _change(told)))
        if end := self.told.get("end"):
            kind = VersionKind.CANCELLATION if end["kind"] == "cancel" else VersionKind.WITHDRAWAL
            acts.append(Act(kind, self._ago(end, 3), end["reason"]))
        for act in sorted(acts, key=lambda act: act.moment):
            if act.moment < self.now:
                yield act
            if act.kind in {VersionKind.CANCELLATION, VersionKind.WITHDRAWAL}:
                return

    def _ago(self, told: Mapping[str, Any], hour: int) -> datetime:
        return self._moment(self.today - timedelta(days=told["ago"]), hour)

    def _moment(self, day: date, hour: int) -> datetime:
        """A time in the morning or afternoon that differs from notice to notice."""
        return datetime.combine(day, time(8 + (hour * 2 + self.index) % 8, (self.index * 7) % 60, 12), LOCAL)

    # ------------------------------------------------------------------ texts
    def _filled(self, text: str, **said: str) -> str:
        return text.format(**self.place.names, place=self.place.in_words, **said) if "{" in text else text

    def _summed_up(self, groups: list[list[LotContent]]) -> dict[str, str]:
        """What a title may say of all lots: how many, how large, how much."""
        lots = [lot for group in groups for lot in group]
        counts = {f"count_{index}": f"{len(group):02d}" for index, group in enumerate(groups, start=1)}
        amounts = [
            Decimal(each["amount"]) * len(group)
            for each, group in zip(self.told["lots"], groups, strict=True)
            if "amount" in each
        ]
        unit = next((each["unit"] for each in self.told["lots"] if "unit" in each), "")
        return {
            "count": f"{len(lots):02d}", **counts,
            **_sizes(sum((lot.area or Decimal(0) for lot in lots), Decimal(0))),
            "quantity": f"{number(sum(amounts))} {unit}",
        }  # fmt: skip

    def _auction(self) -> dict[str, Any]:
        told, form = self.told, AuctionForm(self.told["form"])
        online = form == AuctionForm.ONLINE
        place = wording.ONLINE_PLACE if online else told.get("auction_place", wording.AUCTION_PLACES[0])
        conditions = [wording.LAND_CONDITION] if told["asset"] == "land_use" else []
        return {
            "owner_name": self._filled(told["owner"]),
            "owner_address": self._owner_address(),
            "auctioneer": wording.PEOPLE[self.index % len(wording.PEOPLE)],
            "contract_number": f"{100 + self.index}/{self.today.year}/HĐDV-ĐGTS",
            "short_procedure": told.get("short", ""),
            "media": self._filled(wording.MEDIA[0]) if self.place.commune_code else wording.MEDIA[1],
            "viewing_place": wording.VIEWING_PLACES[self.index % len(wording.VIEWING_PLACES)],
            "dossier_place": wording.DOSSIER_PLACES[2 if online else 0],
            "dossier_fee": Decimal(500_000 if told["nature"] == "immovable" else 100_000),
            "deposit_account": wording.DEPOSIT_ACCOUNTS[self.index % 2].format(self.index),
            "auction_place": self._filled(place),
            "form": form.value,
            "method": told.get("method", wording.ASCENDING),
            "conditions": "\n".join([*conditions, *wording.CONDITIONS[self.index % 3 : self.index % 3 + 5]]),
            "registration": wording.REGISTRATIONS[form],
            "note": wording.NOTES[self.index % len(wording.NOTES)],
            **self._contact(),
        }

    def _owner_address(self) -> str:
        street = f"Số {self.index + 1} {wording.STREETS[self.index % len(wording.STREETS)]}"
        return f"{street}, {self.place.in_words}" if self.place.commune_code else street

    def _selection(self) -> dict[str, Any]:
        return {
            "criteria": wording.CRITERIA[self.index % len(wording.CRITERIA)],
            "dossier_place": "Trụ sở người có tài sản, trong giờ hành chính, hoặc gửi bảo đảm qua bưu điện",
            "note": "Dữ liệu mẫu, không phải thông báo có thật.",
            **self._contact(),
        }

    def _contact(self) -> dict[str, Any]:
        return {
            "contact_name": wording.PEOPLE[(self.index + 3) % len(wording.PEOPLE)],
            "contact_phone": wording.PHONE.format(self.index),
            "contact_email": wording.EMAIL.format(self.index),
        }

    def _lot(self, told: Mapping[str, Any], n: int) -> LotContent:
        """Plots alike differ a little in area, and in price with it; what is counted in hectares does not."""
        area = Decimal(told["area"]) if "area" in told else None
        larger = Decimal(n * 7 % 12) if area and area < _PLOT and told.get("times", 1) > 1 else Decimal(0)
        price = Decimal(str(told["price"])) * MILLION
        if area and larger:
            price = (price * (area + larger) / area).quantize(Decimal("1E+6"))
        place, sizes = self.place, _sizes((area or Decimal(0)) + larger)
        quantity = told.get("quantity", "01 tài sản").format(**sizes)
        if "amount" in told:
            quantity = f"{number(Decimal(told['amount']))} {told['unit']}"
        lot = LotContent(
            name=told["name"].format(n=n, quantity=quantity, **sizes),
            asset_kind=self.told["asset"],
            nature=told.get("nature", self.told["nature"]),
            quantity=quantity,
            quality=told.get("quality", "Theo hiện trạng"),
            commune_code=place.commune_code,
            commune_name=place.commune_name,
            province_code=place.province_code,
            province_name=place.province_name,
            address="Khu Mẫu" if place.commune_code else "",
            area=area + larger if area else None,
        )
        return replace(lot, **_amounts(price, told.get("deposit")))


def _sizes(size: Decimal) -> dict[str, str]:
    return {"area": area_text(size), "hectares": f"{number((size / 10_000).normalize())} ha"}


def _amounts(price: Decimal, deposit: int | None) -> dict[str, Any]:
    """Start price and what is reckoned from it; `deposit` in per cent, None in selections."""
    price = Decimal(int(price))
    if deposit is None:
        return {"start_price": price}
    step = max(_SMALLEST_STEP, (price / 100).quantize(Decimal("1E+5")))
    return {"start_price": price, "deposit": Decimal(int(price * deposit / 100)), "step": Decimal(int(step))}


def _change(told: Mapping[str, Any]) -> Callable[[Content], Content]:
    """What a correction does: `fields` of the notice, or some columns of `lot` (counted from 1)."""

    def changed(content: Content) -> Content:
        content = replace(content, **_typed(told.get("fields", {})))
        if "lot" not in told:
            return content
        lots = list(content.lots)
        new: dict[str, Any] = {name: told[name] for name in _PLAIN_OF_LOT if name in told}
        if "area" in told:
            new["area"] = Decimal(told["area"])
        if "price" in told:
            new |= _amounts(Decimal(str(told["price"])) * MILLION, told.get("deposit"))
        lots[told["lot"] - 1] = replace(lots[told["lot"] - 1], **new)
        return replace(content, lots=tuple(lots))

    return changed


def _typed(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: Decimal(value) if name in _MONEY else value for name, value in told.items()}
