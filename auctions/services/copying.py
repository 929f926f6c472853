"""Beginning a notice from one that was published before (sao chép thông báo)."""

from __future__ import annotations

from dataclasses import fields, replace
from uuid import UUID

from django.db import transaction

from accounts.models import AdministrativeUnit, UnitLevel, User
from auctions.content import Content, LotContent
from auctions.models import Notice
from auctions.queries.versions import effective_version
from auctions.services.drafts import create_draft, save_draft
from auctions.terms import FieldType

_DAYS = (FieldType.DATE, FieldType.MOMENT)


@transaction.atomic
def copy_notice(notice: Notice, *, by: User, public_id: UUID) -> Notice:
    """A new draft that says what `notice` says now, but for its days (sao chép làm bản nháp mới).

    The effective version is copied, or the draft of a notice that was never published. Days and hours are left empty,
    since those of an old notice are over; so is a commune that no longer exists. Files are not copied. A second call
    with the same `public_id` gives the first copy. Raises as `create_draft`.
    """
    content = effective_version(notice).content if notice.is_public else notice.draft.content
    copied = create_draft(notice.agency, notice.kind, by=by, public_id=public_id)
    if copied.draft.revision == 0:
        save_draft(copied, _without_old_places(_without_days(content)), revision=0, by=by)
    return copied


def _without_days(content: Content) -> Content:
    empty = {f.name: None for f in fields(Content) if f.metadata and f.metadata["type"] in _DAYS}
    return replace(content, **empty)


def _without_old_places(content: Content) -> Content:
    codes = {lot.commune_code for lot in content.lots}
    today = AdministrativeUnit.objects.filter(level=UnitLevel.COMMUNE, code__in=codes, valid_to__isnull=True)
    known = set(today.values_list("code", flat=True))
    return replace(content, lots=tuple(lot if lot.commune_code in known else _placeless(lot) for lot in content.lots))


def _placeless(lot: LotContent) -> LotContent:
    return replace(lot, commune_code="", commune_name="", province_code="", province_name="")
