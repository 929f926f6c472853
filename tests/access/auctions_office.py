"""Answers of the office pages of notices. Every notice belongs to the first organisation."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from auctions import services
from auctions.models import Notice
from auctions.terms import NoticeKind
from auctions.workflow import State
from tests.access.matrix import Person, Row, World
from tests.auctions.factories import auction_content, commune, load_rules
from tests.auctions.test_office_files import picture

PUBLIC = ()
SEES = "login 404 404 404 200 200 404 200 404"
EDITS = "login 404 404 404 200 403 404 403 404"
DID = "401 404 404 404 302 403 404 403 404"
REFUSED = "401 404 404 404 422 403 404 403 404"


def _drafted(world: World) -> Notice:
    """A draft of the first organisation."""
    if found := Notice.objects.filter(agency=world.organisation, state=State.DRAFT).first():
        return found
    load_rules()
    commune()
    notice = services.create_draft(world.organisation, NoticeKind.AUCTION, by=world.colleague)
    services.save_draft(notice, auction_content(), revision=0, by=world.colleague)
    return notice


def _published(world: World) -> Notice:
    if found := Notice.objects.filter(agency=world.organisation, state=State.PUBLISHED).first():
        return found
    notice = _drafted(world)
    services.publish(notice, by=world.users[Person.WITH_RIGHT], draft_key=notice.draft.key)
    return notice


def draft(world: World) -> list[Any]:
    return [_drafted(world).public_id]


def published(world: World) -> list[Any]:
    return [_published(world).public_id]


def first_version(world: World) -> list[Any]:
    return [*published(world), 1]


def corrected(world: World) -> list[Any]:
    notice = _published(world)
    services.start_correction(notice, by=world.colleague)
    return [notice.public_id]


def attached(world: World) -> list[Any]:
    notice = _drafted(world)
    held = notice.attachments.first() or services.attach_file(notice, picture(), kind="other", by=world.colleague)
    return [notice.public_id, held.public_id]


def seen_draft(world: World) -> dict[str, Any]:
    held = _drafted(world).draft
    return {"draft_key": held.key, "revision": held.revision}


ROWS = (
    Row("auctions:office_list", "login 200 200 403 200 200 200 200 403"),
    Row("auctions:office_new", "login 200 200 403 200 403 403 403 403"),
    Row(
        "auctions:office_new", "401 422 422 403 302 403 403 403 403", method="post",
        data=lambda world: {"agency": world.organisation.pk, "public_id": uuid4()},
    ),
    Row("auctions:office_detail", SEES, args=draft),
    Row("auctions:office_detail", SEES, args=published),
    Row("auctions:office_preview", SEES, args=draft),
    Row("auctions:office_result", SEES, args=first_version),
    Row("auctions:office_file", SEES, args=attached),
    Row("auctions:office_edit", EDITS, args=draft),
    Row("auctions:office_edit", "401 404 404 404 409 403 404 403 404", method="post", args=draft),
    Row("auctions:office_publish", EDITS, args=draft),
    Row("auctions:office_publish", DID, method="post", args=draft, data=seen_draft),
    Row("auctions:office_second", EDITS, args=published),
    Row("auctions:office_second", REFUSED, method="post", args=published),
    Row("auctions:office_change", EDITS, args=published),
    Row("auctions:office_change", DID, method="post", args=published),
    Row("auctions:office_correct", EDITS, args=corrected),
    Row("auctions:office_correct", REFUSED, method="post", args=corrected),
    Row("auctions:office_withdraw", EDITS, args=published),
    Row("auctions:office_withdraw", DID, method="post", args=published, data={"reason": "thử"}),
    Row("auctions:office_cancel", EDITS, args=published),
    Row("auctions:office_cancel", DID, method="post", args=published, data={"reason": "thử"}),
    Row("auctions:office_discard", EDITS, args=draft),
    Row("auctions:office_discard", DID, method="post", args=draft),
    Row("auctions:office_copy", EDITS, args=published),
    Row("auctions:office_copy", DID, method="post", args=published, data=lambda world: {"public_id": uuid4()}),
)  # fmt: skip
