"""What the preview of a draft shows: the public page as it would be if it were published now (xem trước)."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import now

from auctions.content import canonical, sha256_of
from auctions.models import Draft, Notice, NoticeVersion
from auctions.presenting.details import FileRow, milestones_of, said, standing
from auctions.queries import check_draft, versions_of
from auctions.services.indexing import describe, slug
from auctions.services.versions import Entry, draft_files, envelope, explanations
from auctions.status import status_of
from auctions.terms import VersionKind
from auctions.workflow import State

CODE_TO_COME = "(cấp khi đăng)"
_STAND_IN = "TB-0000-000-000000"  # so that addresses can be formed; none of them is shown


def draft_page(notice: Notice, draft: Draft) -> dict[str, Any]:
    """Variables of auctions/public_detail.html for a draft. Nothing is saved; what publication adds is left out."""
    shown = _as_if_published(notice, draft)
    published = versions_of(notice)
    versions = [*published, _next_version(shown, draft, published)]
    page = said(shown, versions[-1], versions) | standing(shown, milestones_of(shown, versions), now())
    page |= {"files": _files(notice, page["files"]), "print_url": ""}
    if shown.dossier_until is None:  # a day nobody has typed is not over
        page["status"] = status_of(notice, now())
    shown.code = notice.code or CODE_TO_COME
    evidence = render_to_string("auctions/draft_evidence.html")
    return page | {"main": render_to_string("auctions/public_notice.html", {**page, "evidence": evidence})}


def _as_if_published(notice: Notice, draft: Draft) -> Notice:
    shown = copy(notice)
    describe(shown, draft.content)
    shown.slug = slug(draft.content.title)
    if draft.purpose == VersionKind.FIRST:
        shown.code, shown.state = _STAND_IN, State.PUBLISHED
        shown.first_published_at = shown.published_at = now()
    else:
        shown.correction_count += 1
    shown.version_number += 1
    return shown


def _next_version(shown: Notice, draft: Draft, versions: list[NoticeVersion]) -> NoticeVersion:
    entry = Entry(draft.purpose, draft.content, draft_files(shown), now(), draft.saved_by)
    prev = versions[-1].sha256 if versions else ""
    explained = [finding for finding in check_draft(draft) if draft.reasons.get(finding.field, "").strip()]
    body = canonical(envelope(shown, entry, len(versions) + 1, prev, explanations(explained, draft.reasons)))
    return NoticeVersion(
        notice=shown, number=len(versions) + 1, kind=draft.purpose, body=body, sha256=sha256_of(body),
        prev_sha256=prev, published_at=entry.moment, published_by=draft.saved_by,
    )  # fmt: skip


def _files(notice: Notice, rows: list[FileRow]) -> list[FileRow]:
    """Files of a draft are not public yet, so they are fetched from the office."""
    held = notice.attachments.filter(in_draft=True).select_related("file").order_by("kind", "pk")
    urls = [reverse("auctions:office_file", args=[notice.public_id, each.public_id]) for each in held]
    return [replace(row, url=url) for row, url in zip(rows, urls, strict=True)]
