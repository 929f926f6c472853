"""Writing a notice before it is published (soạn thông báo)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.timezone import localtime

from accounts.models import AdministrativeUnit, Agency, User
from auctions.content import Content, LotContent, suggest_title
from auctions.models import Draft, Notice
from auctions.queries.versions import effective_version
from auctions.services.guards import lock, require, require_working
from auctions.services.indexing import communes_named, describe
from auctions.terms import NoticeKind, VersionKind
from auctions.workflow import State
from core import search
from core.errors import DomainError

_GONE = "Bản nháp này đã đăng hoặc đã xoá. Tải lại trang để xem trạng thái mới nhất."


@transaction.atomic
def create_draft(agency: Agency, kind: str, *, by: User, public_id: UUID | None = None) -> Notice:
    """Begin a notice of `kind` for `agency` (soạn thông báo mới); its `draft` is one empty lot.

    `public_id` is rendered into the form that asks: a second click with the same one gets the first notice.
    Raises PermissionDenied; DomainError when the agency has ended or does not publish this kind.
    """
    require(by, "edit_notices", agency)
    require_working(agency, kind)
    notice, is_new = Notice.objects.get_or_create(
        public_id=public_id or uuid4(), defaults={"agency": agency, "kind": NoticeKind(kind), "created_by": by}
    )
    if not is_new:
        require(by, "edit_notices", notice)
        return notice
    content = _published_by(Content(lots=(LotContent(),)), agency, kind)
    Draft.objects.create(notice=notice, data=content.to_json(), saved_by=by)
    search.refresh(notice.kind, notice.pk)
    return notice


@transaction.atomic
def save_draft(
    notice: Notice,
    content: Content,
    *,
    revision: int,
    by: User,
    reasons: Mapping[str, str] | None = None,
    unread: Mapping[str, str] | None = None,
) -> Draft:
    """Keep what was typed so far, right or wrong (lưu nháp), as the next revision.

    `revision` is the one the person saw. `reasons` replaces the written reasons: {field: reason}; `unread`
    what `content` lacks because it could not be read: {path: text as typed}.
    Raises PermissionDenied; DomainError "stale_draft" when somebody saved meanwhile (nothing is overwritten),
    "unknown_commune" for a commune that does not exist today.
    """
    require(by, "edit_notices", notice)
    locked = lock(notice)
    draft = find_draft(locked)
    _require_revision(draft, revision)
    draft.data = as_it_will_be(content, locked).to_json()
    if reasons is not None:
        draft.reasons = {key: text.strip() for key, text in reasons.items() if text.strip()}
    draft.unread = dict(unread or {})
    draft.revision += 1
    draft.saved_by = by
    draft.save()
    if locked.state == State.DRAFT:
        describe(locked, draft.content)
        locked.save()
        search.refresh(locked.kind, locked.pk)
    return draft


@transaction.atomic
def start_correction(notice: Notice, *, by: User) -> Draft:
    """Open a draft that starts from the effective version (soạn đính chính); the open one if there is one."""
    require(by, "edit_notices", notice)
    locked = lock(notice)
    if locked.state != State.PUBLISHED:
        raise DomainError("Chỉ đính chính được thông báo đã đăng và chưa huỷ.", "not_published")
    if draft := Draft.objects.filter(notice=locked).first():
        return draft
    version = effective_version(locked)
    _keep_files_of_version(locked, [item.file for item in version.files])
    return Draft.objects.create(
        notice=locked, purpose=VersionKind.CORRECTION, data=version.content.to_json(), saved_by=by
    )


@transaction.atomic
def discard_draft(notice: Notice, *, by: User) -> None:
    """Throw the open draft away (xoá bản nháp); a notice that was never published goes with it."""
    require(by, "edit_notices", notice)
    locked = Notice.objects.select_for_update(of=("self",)).filter(pk=notice.pk).first()
    if locked is None:
        return
    if locked.state == State.DRAFT:
        locked.delete()
        search.refresh(notice.kind, notice.pk)
    else:
        Draft.objects.filter(notice=locked).delete()


def find_draft(notice: Notice) -> Draft:
    """The open draft of a locked notice, as it is now. Raises DomainError "draft_gone"."""
    draft = Draft.objects.select_for_update().select_related("saved_by").filter(notice=notice).first()
    if draft is None:
        raise DomainError(_GONE, "draft_gone")
    return draft


def as_it_will_be(content: Content, notice: Notice) -> Content:
    """`content` as a draft of `notice` stores it: with places, publisher and title. Raises DomainError."""
    return _published_by(with_places(content), notice.agency, notice.kind)


def require_draft(notice: Notice, key: UUID, revision: int | None) -> Draft:
    """The open draft of a locked notice, provided it is the one the person looked at and all of it could be read.

    Raises DomainError.
    """
    draft = Draft.objects.select_for_update().select_related("saved_by").filter(notice=notice, key=key).first()
    if draft is None:
        raise DomainError(_GONE, "draft_gone")
    if revision is not None:
        _require_revision(draft, revision)
    if draft.unread:
        raise DomainError(f"Chưa đăng được, còn {len(draft.unread)} mục gõ chưa đúng mẫu.", "unread")
    return draft


def with_places(content: Content) -> Content:
    """`content` with the names of communes and provinces of today beside their codes. Raises DomainError."""
    units = communes_named(content)
    codes = {lot.commune_code for lot in content.lots if lot.commune_code}
    if unknown := codes - set(units):
        index = next(i for i, lot in enumerate(content.lots) if lot.commune_code in unknown)
        raise DomainError("Chọn xã, phường trong danh mục.", "unknown_commune", field=f"lots.{index}.commune_code")
    return replace(content, lots=tuple(_placed(lot, units.get(lot.commune_code)) for lot in content.lots))


def _placed(lot: LotContent, unit: AdministrativeUnit | None) -> LotContent:
    province = unit.parent if unit else None
    return replace(
        lot,
        commune_name=unit.full_name if unit else "",
        province_code=province.code if province else "",
        province_name=province.full_name if province else "",
    )


def _published_by(content: Content, agency: Agency, kind: str) -> Content:
    """The publisher is the agency itself, whatever a form sends; in a selection notice it is the owner too."""
    content = replace(content, publisher_name=agency.name, publisher_address=agency.address)
    if kind == NoticeKind.SELECTION:
        content = replace(content, owner_name=agency.name, owner_address=agency.address)
    return content if content.title.strip() else replace(content, title=suggest_title(content)[:500])


def _require_revision(draft: Draft, revision: int) -> None:
    if draft.revision != revision:
        when = localtime(draft.saved_at)
        text = (
            f"{draft.saved_by.get_full_name()} đã lưu bản nháp này lúc {when:%H:%M} ngày {when:%d/%m/%Y}, sau khi "
            "Ông/Bà mở trang. Chưa ghi đè: nội dung Ông/Bà vừa nhập vẫn còn trên màn hình."
        )
        raise DomainError(text, "stale_draft")


def _keep_files_of_version(notice: Notice, file_ids: list[str]) -> None:
    notice.attachments.update(in_draft=False)
    notice.attachments.filter(file__public_id__in=file_ids).update(in_draft=True)
