"""Adding one link to the chain of versions of a notice (bản đăng)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.models import User
from auctions.content import LOCAL, SCHEMA, AttachmentContent, Content, canonical, sha256_of
from auctions.models import Lot, Notice, NoticeVersion
from auctions.rules import WARN, Finding
from auctions.services.indexing import Communes, communes_named


@dataclass(frozen=True)
class Entry:
    """What a new version is to say, when and by whom."""

    kind: str
    content: Content
    files: list[AttachmentContent]
    moment: datetime
    by: User
    draft_key: UUID | None = None
    reason: str = ""


def add_version(
    notice: Notice, entry: Entry, *, findings: Iterable[Finding] = (), reasons: Mapping[str, str] | None = None
) -> NoticeVersion:
    """Write the next version of a locked notice with hash and link to the one before (ghi bản đăng).

    Sets `notice.version_number`; the caller saves the notice.
    """
    before = NoticeVersion.objects.filter(notice=notice).order_by("-number").first()
    number, prev = (before.number + 1, before.sha256) if before else (1, "")
    version = version_row(notice, entry, number, prev, explanations(findings, reasons or {}))
    version.save()
    Lot.objects.bulk_create(lots_of(version, entry.content, communes_named(entry.content)))
    notice.version_number = number
    return version


def version_row(notice: Notice, entry: Entry, number: int, prev: str, explained: list[dict[str, str]]) -> NoticeVersion:
    """The version as a row with its hash, unsaved."""
    body = canonical(envelope(notice, entry, number, prev, explained))
    return NoticeVersion(
        notice=notice, number=number, kind=entry.kind, reason=entry.reason, body=body, sha256=sha256_of(body),
        prev_sha256=prev, published_at=entry.moment, published_by=entry.by, draft_key=entry.draft_key,
    )  # fmt: skip


def envelope(notice: Notice, entry: Entry, number: int, prev: str, explained: list[dict[str, str]]) -> dict[str, Any]:
    """Everything the hash covers, as plain JSON values."""
    return {
        "schema": SCHEMA,
        "notice": {"id": str(notice.public_id), "code": notice.code, "kind": str(notice.kind)},
        "agency": str(notice.agency.public_id),
        "version": {"number": number, "kind": str(entry.kind), "reason": entry.reason},
        "published_at": entry.moment.astimezone(LOCAL).isoformat(timespec="microseconds"),
        "prev_sha256": prev,
        "content": entry.content.to_json(),
        "attachments": [item.to_json() for item in entry.files],
        "explanations": explained,
    }


def explanations(findings: Iterable[Finding], reasons: Mapping[str, str]) -> list[dict[str, str]]:
    """Which warnings were kept and why: published with the version (lý do giữ mục bị nhắc)."""
    return [
        {"code": f.code, "field": f.field, "message": f.message, "source": f.source, "reason": reasons[f.field].strip()}
        for f in findings
        if f.severity == WARN
    ]


def draft_files(notice: Notice) -> list[AttachmentContent]:
    """The files that the next version will have."""
    held = notice.attachments.filter(in_draft=True).select_related("file").order_by("kind", "pk")
    return [
        AttachmentContent(
            kind=a.kind, name=a.file.name, size=a.file.size, sha256=a.file.sha256, file=str(a.file.public_id)
        )
        for a in held
    ]


def files_of(version: NoticeVersion) -> list[AttachmentContent]:
    """The files that a version has."""
    return version.files


def lots_of(version: NoticeVersion, content: Content, communes: Communes) -> list[Lot]:
    """The lots of `content` as rows, unsaved."""
    return [
        Lot(
            version=version, position=position, name=lot.name, asset_kind=lot.asset_kind, nature=lot.nature,
            quantity=lot.quantity, quality=lot.quality, commune=communes.get(lot.commune_code), address=lot.address,
            area=lot.area, start_price=lot.start_price, deposit=lot.deposit, step=lot.step,
        )
        for position, lot in enumerate(content.lots, start=1)
    ]  # fmt: skip
