"""Notices by the thousand, for measurements: evidently generated, the same for the same seed (thông báo mẫu)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import Q
from django.utils import timezone

from accounts.models import AdministrativeUnit, UnitLevel
from auctions.models import Notice
from auctions.queries.desks import publishing_desks
from auctions.samples.contents import Place, Publisher
from auctions.samples.lives import SHARE_OF_SELECTIONS, Writer
from auctions.services.bulk import Planned, quick_search_index, write_lives
from auctions.services.indexing import Communes
from auctions.terms import NoticeKind
from core.calendar import working_calendar
from core.errors import DomainError

BATCH = 1000
DAYS = 730  # how far back publications go


def generate(
    count: int, *, seed: int = 1, now: datetime | None = None, tell: Callable[[int], None] = lambda done: None
) -> int:
    """Write `count` published notices (sinh thông báo mẫu) of the agencies there are; returns how many versions.

    All or nothing. `tell` hears how many are done. Raises DomainError without agencies that publish, without communes,
    or when this seed was used before.
    """
    if Notice.objects.filter(public_id=_id_of(seed, 0)).exists():
        raise DomainError(f"Đã sinh thông báo với số gieo {seed}. Chọn số khác.", "seed_used")
    communes = {unit.code: unit for unit in _communes()}
    plans = _plans(count, Random(seed), seed, now or timezone.now(), communes)  # noqa: S311  no secret
    done = versions = 0
    with quick_search_index():
        while batch := list(islice(plans, BATCH)):
            versions += sum(notice.version_number for notice in write_lives(batch, communes))
            done += len(batch)
            tell(done)
    return versions


def _plans(count: int, rng: Random, seed: int, now: datetime, communes: Communes) -> Iterator[Planned]:
    desks = {kind: publishing_desks(kind) for kind in NoticeKind}
    if not communes or not all(desks.values()):
        text = "Cần có xã, phường và ít nhất một tổ chức đấu giá, một người có tài sản có người được đăng thông báo."
        raise DomainError(text, "nobody_publishes")
    places = [_place(unit) for unit in communes.values()]
    writer = Writer(rng, working_calendar(), now)
    for index, ago in enumerate(sorted((rng.randint(1, DAYS) for _ in range(count)), reverse=True)):
        kind = NoticeKind.SELECTION if rng.random() < SHARE_OF_SELECTIONS else NoticeKind.AUCTION
        desk = rng.choice(desks[kind])
        day = timezone.localdate(now) - timedelta(days=ago)
        publisher = Publisher(desk.agency.name, desk.agency.full_address)
        life = writer.life(kind, day, rng.choice(places), publisher)
        yield Planned(_id_of(seed, index), desk.agency, desk.user, life)


def _communes() -> Iterator[AdministrativeUnit]:
    today = Q(level=UnitLevel.COMMUNE, valid_to__isnull=True)
    return AdministrativeUnit.objects.filter(today).select_related("parent").order_by("code").iterator()


def _place(unit: AdministrativeUnit) -> Place:
    province = unit.parent
    assert province is not None
    return Place(unit.code, unit.full_name, province.code, province.full_name)


def _id_of(seed: int, index: int) -> UUID:
    return uuid5(NAMESPACE_URL, f"generated notice/{seed}/{index}")
