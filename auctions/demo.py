"""Notices of the demo, made by the services that people use (dữ liệu dùng thử). Everything in them is made up."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.timezone import localdate, now

from accounts import naming
from accounts.models import AdministrativeUnit, Agency, AgencyKind, UnitLevel, User
from accounts.roles import Role
from accounts.services.memberships import set_membership
from accounts.services.people import Person, create_user
from auctions import services
from auctions.models import Draft, Notice
from auctions.queries.desks import Desk, publishing_desks
from auctions.samples.contents import Place
from auctions.samples.scripted import Act, Script, Story
from auctions.terms import AttachmentKind, NoticeKind, VersionKind
from core import pdf
from core.calendar import working_calendar
from core.demo import DemoAccount
from core.errors import DomainError
from core.text import fold

_FILE_NAMES = {
    AttachmentKind.RULES: "Quy chế cuộc đấu giá.pdf",
    AttachmentKind.POSTING: "Biên bản niêm yết.pdf",
    AttachmentKind.CRITERIA: "Bảng tiêu chí, thang điểm.pdf",
}


def load() -> list[DemoAccount]:
    """Publish the notices of the demo (nạp thông báo dùng thử), all or none; adds no accounts to log in with.

    Does nothing when they were loaded before, whatever became of them since, and nothing without accounts.demo.
    """
    story = Story.read(fixture())
    desks = {kind: publishing_desks(kind) for kind in NoticeKind}
    if not all(desks.values()) or Notice.objects.filter(public_id__in=map(_id_of, story.keys)).exists():
        return []
    scripts = story.scripts(_places(story.communes), working_calendar(), now())
    with transaction.atomic():
        offered = {kind: _by_province(found) for kind, found in desks.items()}
        for script in sorted(scripts, key=lambda each: each.acts[0].moment if each.acts else now()):
            _act_out(script, _desk_for(script, offered[script.kind]))
    return []


def fixture() -> Path:
    """Where the notices are told."""
    return settings.BASE_DIR / "fixtures" / "auctions" / "demo_notices.toml"


def _places(codes: set[str]) -> dict[str, Place]:
    units = AdministrativeUnit.objects.filter(level=UnitLevel.COMMUNE, code__in=codes, valid_to__isnull=True)
    found = units.select_related("parent")
    return {u.code: Place(u.code, u.full_name, u.parent.code, u.parent.full_name) for u in found if u.parent}


def _by_province(desks: list[Desk]) -> dict[str, deque[Desk]]:
    """Desks by code of their province, for taking turns."""
    found: dict[str, deque[Desk]] = {}
    for desk in desks:
        unit = desk.agency.unit
        while unit and unit.parent:
            unit = unit.parent
        found.setdefault(unit.code if unit else "", deque()).append(desk)
    return found


def _desk_for(script: Script, offered: dict[str, deque[Desk]]) -> Desk:
    """Who publishes: those of the province in which the lots lie take turns, a new centre where there is none."""
    code = script.province_code or next(iter(offered))
    if code not in offered:
        if script.kind == NoticeKind.SELECTION:
            raise DomainError(f"Tỉnh {code} chưa có người có tài sản dùng thử.", "no_owner")
        offered[code] = deque([_new_centre(code)])
    offered[code].rotate(-1)
    return offered[code][-1]


def _new_centre(province_code: str) -> Desk:
    """The auction centre of a province (trung tâm dịch vụ đấu giá tài sản), with a person nobody can log in as."""
    today = AdministrativeUnit.objects.on(localdate())
    province = today.get(level=UnitLevel.PROVINCE, code=province_code)
    name = f"Trung tâm Dịch vụ đấu giá tài sản {province.full_name[:1].lower()}{province.full_name[1:]} (mẫu)"
    agency = Agency.objects.create(
        kind=AgencyKind.AUCTION_ORG, name=name, search_key=fold(name), unit=province, active_from=localdate(),
        parent=Agency.objects.active_on(localdate()).filter(kind=AgencyKind.STP, unit=province).first(),
        address=f"Số 0 đường Mẫu, {province.full_name}",
    )  # fmt: skip
    suffix = agency.parent.account_suffix if agency.parent else f"tinh{province_code}"
    login = naming.organisation_login("ttdaugiamau", suffix)
    user = create_user(agency, login=login, person=Person("Đỗ Thị Bản Mẫu", "daugiamau@example.vn", "0222 000 0000"))
    user.is_active = True
    user.save(update_fields=["is_active"])
    set_membership(user, agency, {Role.AUCTION_EDITOR, Role.AUCTION_PUBLISHER})
    return Desk(agency, user)


def _id_of(key: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"demo/notice/{key}")


def _act_out(script: Script, desk: Desk) -> None:
    notice = services.create_draft(desk.agency, script.kind, by=desk.user, public_id=_id_of(script.key))
    draft = services.save_draft(notice, script.content, revision=0, by=desk.user, reasons=script.reasons)
    for kind in script.files:
        _attach(notice, AttachmentKind(kind), script, desk)
    for act in script.acts:
        _act(notice, act, draft, desk.user)
    if script.open_correction:
        draft = services.start_correction(notice, by=desk.user)
        changed = script.open_correction(draft.content)
        services.save_draft(notice, changed, revision=draft.revision, by=desk.user)


def _act(notice: Notice, act: Act, draft: Draft, user: User) -> None:
    if act.kind == VersionKind.FIRST:
        services.publish(notice, by=user, draft_key=draft.key, at=act.moment)
    elif act.kind == VersionKind.SECOND:
        services.publish_second(notice, by=user, at=act.moment)
    elif act.kind == VersionKind.WITHDRAWAL:
        services.withdraw(notice, by=user, reason=act.reason, at=act.moment)
    elif act.kind == VersionKind.CANCELLATION:
        services.cancel_auction(notice, by=user, reason=act.reason, at=act.moment)
    else:
        _correct(notice, act, user)


def _correct(notice: Notice, act: Act, user: User) -> None:
    assert act.change is not None
    draft = services.start_correction(notice, by=user)
    draft = services.save_draft(notice, act.change(draft.content), revision=draft.revision, by=user)
    services.correct(notice, by=user, draft_key=draft.key, reason=act.reason, at=act.moment)


def _attach(notice: Notice, kind: AttachmentKind, script: Script, desk: Desk) -> None:
    variables = {"agency": desk.agency, "content": script.content, "kind": kind.value, "day": localdate()}
    document = ContentFile(pdf.render("pdf/demo_attachment.html", variables), name=_FILE_NAMES[kind])
    services.attach_file(notice, document, kind=kind, by=desk.user)
