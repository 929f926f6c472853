"""Notices of the demo, made by the services that people use (dữ liệu dùng thử). Everything in them is made up."""

from __future__ import annotations

from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.timezone import localdate, now

from accounts.models import AdministrativeUnit, UnitLevel, User
from auctions import services
from auctions.models import Draft, Notice
from auctions.queries.desks import Desk, publishing_desks
from auctions.samples.contents import Place
from auctions.samples.scripted import Act, Script, Story
from auctions.terms import AttachmentKind, NoticeKind, VersionKind
from core import pdf
from core.calendar import working_calendar
from core.demo import DemoAccount

_FILE_NAMES = {
    AttachmentKind.RULES: "Quy chế cuộc đấu giá.pdf",
    AttachmentKind.POSTING: "Biên bản niêm yết.pdf",
    AttachmentKind.CRITERIA: "Bảng tiêu chí, thang điểm.pdf",
}


def load() -> list[DemoAccount]:
    """Publish the notices of the demo (nạp thông báo dùng thử), all or none; adds no accounts.

    Does nothing when they were loaded before, whatever became of them since, and nothing without accounts.demo.
    """
    story = Story.read(fixture())
    desks = {kind: publishing_desks(kind) for kind in NoticeKind}
    if not all(desks.values()) or Notice.objects.filter(public_id__in=map(_id_of, story.keys)).exists():
        return []
    scripts = story.scripts(_places(story.communes), working_calendar(), now())
    with transaction.atomic():
        for script in sorted(scripts, key=lambda each: each.acts[0].moment if each.acts else now()):
            offered = desks[script.kind]
            _act_out(script, offered[script.publisher % len(offered)])
    return []


def fixture() -> Path:
    """Where the notices are told."""
    return settings.BASE_DIR / "fixtures" / "auctions" / "demo_notices.toml"


def _places(codes: set[str]) -> dict[str, Place]:
    units = AdministrativeUnit.objects.filter(level=UnitLevel.COMMUNE, code__in=codes, valid_to__isnull=True)
    found = units.select_related("parent")
    return {u.code: Place(u.code, u.full_name, u.parent.code, u.parent.full_name) for u in found if u.parent}


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
