"""Answers of the public pages of notices and of the office behind them."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate
from PIL import Image

from accounts.models import Agency
from auctions import services
from auctions.models import Notice
from auctions.terms import NoticeKind
from tests.access.matrix import EVERYBODY, Person, Row, World, all_get
from tests.auctions.factories import at, auction_content, draft_notice, load_rules, province, publish, selection_content

PUBLIC = ("auctions:auction_list", "auctions:selection_list", "auctions:auction_feed", "auctions:selection_feed")
TEN_DAYS_AGO = 10  # late enough for the second publication


def drafted(world: World) -> Notice:
    """A notice the organisation is still writing, with a file in it."""
    return Notice.objects.first() or _write(world, world.organisation, Person.WITH_RIGHT)


def published(world: World) -> Notice:
    """A notice the organisation published ten days ago."""
    return _published(drafted(world))


def selecting(world: World) -> Notice:
    """A notice the asset owner published."""
    return _published(Notice.objects.first() or _write(world, world.owner_agency, Person.ASSET_OWNER))


def correcting(world: World) -> Notice:
    """A published notice whose correction is being written."""
    notice = published(world)
    services.start_correction(notice, by=world.users[Person.WITH_RIGHT])
    return Notice.objects.get(pk=notice.pk)


def _write(world: World, agency: Agency, author: Person) -> Notice:
    load_rules()
    Agency.objects.filter(pk=agency.pk).update(unit=province(), address="Số 1 phố Mẫu")
    agency.refresh_from_db()
    today = localdate() - timedelta(days=TEN_DAYS_AGO)
    is_selection = author == Person.ASSET_OWNER
    content = selection_content(today=today) if is_selection else auction_content(today=today)
    notice = draft_notice(content, agency=agency, by=world.users[author])
    picture = BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    upload = SimpleUploadedFile("niêm yết.png", picture.getvalue(), "image/png")
    services.attach_file(notice, upload, kind="posting", by=world.users[author])
    return notice


def _published(notice: Notice) -> Notice:
    if not notice.versions.exists():
        publish(notice, at=at(localdate() - timedelta(days=TEN_DAYS_AGO)))
    return Notice.objects.get(pk=notice.pk)


def of(make: Any, *more: str) -> Any:
    """Arguments of an office page: the notice, and what `more` names (number, file)."""

    def arguments(world: World) -> list[Any]:
        notice = make(world)
        known = {"number": 1, "file": notice.attachments.get().public_id if "file" in more else None}
        return [notice.public_id, *(known[name] for name in more)]

    return arguments


def address_of(make: Any, *more: str) -> Any:
    """Arguments of a public page: slug, code, and what `more` names (number, file)."""

    def arguments(world: World) -> list[Any]:
        notice = make(world)
        known = {"number": 1, "file": notice.attachments.get().file.public_id}
        return [notice.slug, notice.code, *(known[name] for name in more)]

    return arguments


def seen_draft(make: Any, **more: str) -> Any:
    """What the page that asks before publishing sends."""

    def data(world: World) -> dict[str, Any]:
        draft = make(world).draft
        return {"draft_key": draft.key, "revision": draft.revision, **more}

    return data


def new_notice(world: World) -> dict[str, Any]:
    """A new notice of the organisation."""
    return {"agency": world.organisation.pk, "public_id": uuid4()}


MOVED = all_get(301)


def _public(kind: NoticeKind, make: Any) -> list[Row]:
    """The pages everybody may read of one published notice."""
    pages = {
        "detail": (),
        "print": (),
        "file": ("file",),
        "version": ("number",),
        "body": ("number",),
        "qr": ("number",),
    }
    rows = [Row(f"auctions:{kind}_{page}", EVERYBODY, args=address_of(make, *more)) for page, more in pages.items()]
    return [*rows, Row(f"auctions:{kind}_short", MOVED, args=lambda world: [make(world).code])]


PUBLISHER_POSTS = "401 404 404 404 302 403 404 403 404 / 403 404 404"
EDITOR_POSTS = "401 404 404 404 302 403 404 403 404 / 302 404 404"
ROWS = (
    *_public(NoticeKind.AUCTION, published),
    *_public(NoticeKind.SELECTION, selecting),
    Row("auctions:office_list", "login 200 200 403 200 200 200 200 403 / 200 403 403"),
    Row("auctions:office_new", "login 200 200 403 200 403 403 403 403 / 200 403 403"),
    Row("auctions:office_new", "401 422 422 403 302 403 403 403 403 / 302 403 403", method="post", data=new_notice),
    Row("auctions:office_detail", "login 404 404 404 200 200 404 200 404 / 200 404 404", args=of(drafted)),
    Row("auctions:office_edit", "login 404 404 404 200 403 404 403 404 / 200 404 404", args=of(drafted)),
    Row(
        "auctions:office_edit",
        EDITOR_POSTS,
        method="post",
        args=of(drafted),
        data=lambda world: {"act": "save", "tab": "mot", "revision": drafted(world).draft.revision},
    ),
    Row("auctions:office_preview", "login 404 404 404 200 200 404 200 404 / 200 404 404", args=of(drafted)),
    Row("auctions:office_file", "login 404 404 404 200 200 404 200 404 / 200 404 404", args=of(drafted, "file")),
    Row("auctions:office_publish", "login 404 404 404 200 403 404 403 404 / 403 404 404", args=of(drafted)),
    Row(
        "auctions:office_publish",
        PUBLISHER_POSTS,
        method="post",
        args=of(drafted),
        data=seen_draft(drafted),
    ),
    Row("auctions:office_result", "login 404 404 404 200 200 404 200 404 / 200 404 404", args=of(published, "number")),
    Row("auctions:office_second", "login 404 404 404 200 403 404 403 404 / 403 404 404", args=of(published)),
    Row("auctions:office_second", PUBLISHER_POSTS, method="post", args=of(published)),
    Row("auctions:office_change", "login 404 404 404 200 403 404 403 404 / 403 404 404", args=of(published)),
    Row("auctions:office_change", PUBLISHER_POSTS, method="post", args=of(published)),
    Row("auctions:office_correct", "login 404 404 404 200 403 404 403 404 / 403 404 404", args=of(correcting)),
    Row(
        "auctions:office_correct",
        "401 404 404 404 422 403 404 403 404 / 403 404 404",
        method="post",
        args=of(correcting),
        data=seen_draft(correcting, reason="không có gì thay đổi"),
    ),
    Row("auctions:office_withdraw", "login 404 404 404 200 403 404 403 404 / 403 404 404", args=of(published)),
    Row(
        "auctions:office_withdraw",
        PUBLISHER_POSTS,
        method="post",
        args=of(published),
        data={"reason": "đăng nhầm"},
    ),
    Row("auctions:office_cancel", "login 404 404 404 200 403 404 403 404 / 403 404 404", args=of(published)),
    Row(
        "auctions:office_cancel",
        PUBLISHER_POSTS,
        method="post",
        args=of(published),
        data={"reason": "không còn tài sản"},
    ),
    Row("auctions:office_discard", "login 404 404 404 200 403 404 403 404 / 200 404 404", args=of(drafted)),
    Row("auctions:office_discard", EDITOR_POSTS, method="post", args=of(drafted)),
    Row("auctions:office_copy", "login 404 404 404 200 403 404 403 404 / 200 404 404", args=of(published)),
    Row(
        "auctions:office_copy",
        EDITOR_POSTS,
        method="post",
        args=of(published),
        data=lambda world: {"public_id": uuid4()},
    ),
)
