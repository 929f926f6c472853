"""The columns of a notice that repeat its effective version: for lists, filters and search (chỉ mục)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from accounts.models import AdministrativeUnit, UnitLevel
from auctions import search
from auctions.content import Content, LotContent
from auctions.models import Notice
from auctions.terms import AuctionForm, AuctionMethod
from core.text import fold

Communes = Mapping[str, AdministrativeUnit]
_SLUG_LENGTH = 80


def describe(notice: Notice, content: Content, communes: Communes | None = None) -> None:
    """Set the columns for lists and filters from `content`; the caller saves.

    `communes` spares the query for whoever holds all communes of today already.
    """
    notice.title = content.title[:500]
    notice.folded_title = fold(content.title)[:500]
    notice.publisher_name = content.publisher_name[:300]
    notice.owner_name = content.owner_name[:300]
    notice.lot_count = len(content.lots)
    notice.asset_kinds = _distinct(lot.asset_kind for lot in content.lots)
    notice.natures = _distinct(lot.nature for lot in content.lots)
    notice.price_min = min(content.prices, default=None)
    notice.price_total = sum(content.prices) if content.prices else None
    notice.dossier_until = content.dossier_until
    notice.auction_at = content.auction_at
    notice.place = _place(content.lots)
    _locate(notice, content, communes_named(content) if communes is None else communes)


def make_findable(notice: Notice, content: Content) -> None:
    """Set words to search and the readable part of the address; the caller saves."""
    notice.slug = slug(content.title)
    notice.search = search.vector(_weighted(notice, content))


def slug(title: str) -> str:
    """The readable part of a public address ("quyen-su-dung-dat-o-03-lo"); whole words, at most 80 letters."""
    text = re.sub(r"\s+", "-", fold(title))
    if len(text) > _SLUG_LENGTH:
        text = text[: _SLUG_LENGTH + 1].rpartition("-")[0] or text[:_SLUG_LENGTH]
    return text or "thong-bao"


def _distinct(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def _place(lots: Iterable[LotContent]) -> str:
    places = _distinct(", ".join(p for p in (lot.commune_name, lot.province_name) if p) for lot in lots)
    return "; ".join(places)[:300]


def communes_named(content: Content) -> Communes:
    """The communes of today in which the lots lie, by code, each with its province (xã, phường của các lô)."""
    codes = {lot.commune_code for lot in content.lots if lot.commune_code}
    units = AdministrativeUnit.objects.filter(level=UnitLevel.COMMUNE, code__in=codes, valid_to__isnull=True)
    return {unit.code: unit for unit in units.select_related("parent")}


def _locate(notice: Notice, content: Content, by_code: Communes) -> None:
    codes = _distinct(lot.commune_code for lot in content.lots)
    communes = [by_code[code] for code in codes if code in by_code]
    notice.commune_ids = [unit.pk for unit in communes]
    provinces = list(dict.fromkeys(unit.parent for unit in communes if unit.parent))
    notice.province_ids = [unit.pk for unit in provinces]
    notice.province = provinces[0] if provinces else province_of_agency(notice)


def province_of_agency(notice: Notice) -> AdministrativeUnit | None:
    """The province where the publishing agency sits, for assets that lie nowhere."""
    unit = notice.agency.unit
    while unit is not None and unit.level != UnitLevel.PROVINCE:
        unit = unit.parent
    return unit


def _weighted(notice: Notice, content: Content) -> Iterable[tuple[str, str]]:
    yield "A", content.title
    for text in (notice.code or "", content.contract_number, content.publisher_name, content.owner_name):
        yield "B", text
    for lot in content.lots:
        yield "B", lot.place
        yield "C", f"{lot.name} {lot.quality} {lot.quantity}"
    yield "C", content.auction_place
    yield "C", content.conditions
    yield "C", content.criteria
    yield "C", f"{content.note} {content.auctioneer} {content.contact_name}"
    yield "C", " ".join(_labels(content))


def _labels(content: Content) -> Iterable[str]:
    if content.form in AuctionForm.values:
        yield str(AuctionForm(content.form).label)
    if content.method in AuctionMethod.values:
        yield str(AuctionMethod(content.method).label)
