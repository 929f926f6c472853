"""Answers of articles, announcements, contacts and pictures, and of the office behind them.

The content belongs to the Sở Tư pháp: its administrator edits and publishes. Announcements belong to the Ministry;
in their rows its administrator is a publisher too.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now

from accounts.models import Agency, User
from accounts.roles import Role
from accounts.services import set_membership
from core.storage import CONTENT_FILE, store_upload
from portal.content.kinds import ArticleKind
from portal.models import Announcement, Article, SupportContact
from portal.services import articles, notes
from tests.access.matrix import EVERYBODY, Person, Row, World, all_get
from tests.core import samples
from tests.portal.content.arrange import content, picture, picture_bytes

PUBLIC = (
    "content:news_list",
    "content:news_feed",
    "content:directive_feed",
    "content:guidance_feed",
    "content:directive_list",
    "content:guidance_list",
    "content:stp_list",
    "content:support",
)
SOME_DAY = {"document_number": "00/MAU", "issuer": "Sở mẫu", "issued_on": now().date(), "address": "Số 0", "phone": "0"}


def written(world: World, kind: str = ArticleKind.NEWS) -> Article:
    """An article the Sở is still writing, with a file."""
    known = Article.objects.filter(kind=kind).first()
    if known:
        return known
    Agency.objects.filter(pk=world.stp.pk).update(account_code="mau")
    world.stp.refresh_from_db()
    by = world.users[Person.STP_ADMIN]
    file = store_upload(SimpleUploadedFile("mau.pdf", samples.pdf()), use=CONTENT_FILE, by=by)
    made = articles.create_article(world.stp, kind, "Bài mẫu", by=by)
    articles.save_version(made, content("Bài mẫu", **SOME_DAY), files=[file], base=1, by=by)
    return Article.objects.get(pk=made.pk)


def published(world: World, kind: str = ArticleKind.NEWS) -> Article:
    """An article everybody reads."""
    made = written(world, kind)
    if made.live is None:
        articles.publish(made, by=world.users[Person.STP_ADMIN], version=2)
    return Article.objects.get(pk=made.pk)


def submitted(world: World) -> Article:
    """An article that waits for review."""
    made = written(world)
    if made.state == "draft":
        articles.submit(made, by=world.users[Person.STP_ADMIN])
    return made


def scheduled(world: World) -> Article:
    """An article that waits for its hour."""
    made = written(world)
    if made.state == "draft":
        articles.schedule(made, now() + timedelta(days=1), by=world.users[Person.STP_ADMIN], version=2)
    return made


def announcing(world: World) -> list[Any]:
    """No arguments, but the Ministry's administrator becomes a publisher."""
    roles = {Role.MINISTRY_ADMIN, Role.CONTENT_PUBLISHER}
    set_membership(world.users[Person.MINISTRY_ADMIN], world.ministry, roles)
    return []


def announcement(world: World) -> Announcement:
    """One of the Ministry's."""
    announcing(world)
    by = User.objects.get(pk=world.users[Person.MINISTRY_ADMIN].pk)
    moments = {"starts_at": now(), "ends_at": now() + timedelta(days=1)}
    known = Announcement.objects.first()
    return known or notes.announce(world.ministry, by=by, text="Thử", kind="note", audience="public", url="", **moments)


def contact(world: World) -> SupportContact:
    """One of the Sở's."""
    known = SupportContact.objects.first()
    by = world.users[Person.STP_ADMIN]
    values = {"system": "dau-gia", "field": "nghiep-vu", "office": "Phòng mẫu", "phone": "0222 000 0000"}
    return known or notes.add_contact(world.stp, by=by, **values)


def of(make: Any, *more: Any) -> Any:
    """Arguments of an office page: the record, and what follows."""
    return lambda world: [make(world).public_id, *more]


def file_of(article: Article) -> Any:
    return article.latest.files[0].public_id


def image(world: World) -> list[Any]:
    return [picture(world.stp, world.users[Person.STP_ADMIN]).public_id]


def address_of(kind: str, *, with_file: bool = False) -> Any:
    """Arguments of a public page: slug and number, and the file."""

    def arguments(world: World) -> list[Any]:
        made = published(world, kind)
        return [made.slug, made.number, *([file_of(made)] if with_file else [])]

    return arguments


def of_stp(*, with_file: bool = False) -> Any:
    def arguments(world: World) -> list[Any]:
        made = published(world, ArticleKind.INTRODUCTION)
        return [made.agency.account_code, *([file_of(made)] if with_file else [])]

    return arguments


def edited(world: World) -> dict[str, Any]:
    return {"base": 2, "key": uuid4(), "title": "Tên mới"}


def _public(kind: str) -> list[Row]:
    return [
        Row(f"content:{kind}_detail", EVERYBODY, args=address_of(kind)),
        Row(f"content:{kind}_file", EVERYBODY, args=address_of(kind, with_file=True)),
    ]


# Only editors of the agency know its drafts; everybody else gets 404.
OWN = "login 404 404 404 404 200 404 404 404"
POSTED = "401 404 404 404 404 302 404 404 404"
EDITORS = "login 403 403 403 403 200 200 403 403 / 403 200 200"
CONTACTS = "login 403 403 403 403 200 200 403 403 / 403 403 200"
ANNOUNCERS = "login 403 403 403 403 403 403 200 403 / 403 403 200"
THEIRS = "login 404 404 404 404 404 404 200 404 / 404 404 200"
THEIRS_POSTED = "401 404 404 404 404 404 404 302 404 / 404 404 302"
GUARDED = {"reason": "lý do"}
BULLETIN = {
    "text": "Bảo trì",
    "kind": "note",
    "audience": "all",
    "starts_at": "08:00 01/01/2026",
    "ends_at": "08:00 01/01/2099",
}
CONTACT = {"system": "dau-gia", "field": "ky-thuat", "office": "Phòng khác", "phone": "0222 000 0001"}

ROWS = (
    *_public("news"),
    *_public("directive"),
    *_public("guidance"),
    Row("content:stp", EVERYBODY, args=of_stp()),
    Row("content:stp_file", EVERYBODY, args=of_stp(with_file=True)),
    Row("content:image", EVERYBODY, args=image),
    Row("content:thumb", EVERYBODY, args=image),
    Row("content:dismiss", all_get(302), method="post", args=lambda world: [uuid4()]),
    Row("content:office_list", EDITORS),
    Row("content:office_new", EDITORS),
    Row(
        "content:office_new",
        "401 403 403 403 403 302 422 403 403 / 403 422 422",
        method="post",
        data=lambda world: {"public_id": uuid4(), "agency": world.stp.pk, "kind": "news", "title": "Bài mới"},
    ),
    Row("content:office_detail", OWN, args=of(written)),
    Row("content:office_edit", OWN, args=of(written)),
    Row("content:office_edit", POSTED, method="post", args=of(written), data=edited),
    Row("content:office_preview", OWN, args=of(written)),
    Row("content:office_version", OWN, args=of(written, 1)),
    Row("content:office_compare", OWN, args=of(written)),
    Row("content:office_file", OWN, args=lambda world: [written(world).public_id, file_of(written(world))]),
    Row("content:office_restore", OWN, args=of(written, 1)),
    Row("content:office_restore", POSTED, method="post", args=of(written, 1), data={"base": 2}),
    Row("content:office_submit", OWN, args=of(written)),
    Row("content:office_submit", POSTED, method="post", args=of(written)),
    Row("content:office_take_back", OWN, args=of(submitted)),
    Row("content:office_take_back", POSTED, method="post", args=of(submitted)),
    Row("content:office_return", OWN, args=of(submitted)),
    Row("content:office_return", POSTED, method="post", args=of(submitted), data=GUARDED),
    Row("content:office_publish", OWN, args=of(written)),
    Row("content:office_publish", POSTED, method="post", args=of(written), data={"version": 2, "when": "ngay"}),
    Row("content:office_unschedule", OWN, args=of(scheduled)),
    Row("content:office_unschedule", POSTED, method="post", args=of(scheduled)),
    Row("content:office_withdraw", OWN, args=of(published)),
    Row("content:office_withdraw", POSTED, method="post", args=of(published), data=GUARDED),
    Row("content:office_discard", OWN, args=of(written)),
    Row("content:office_discard", POSTED, method="post", args=of(written)),
    Row("content:office_pictures", EDITORS),
    Row(
        "content:office_pictures",
        "401 403 403 403 403 302 302 403 403 / 403 302 302",
        method="post",
        data=lambda world: {"picture": SimpleUploadedFile("a.png", picture_bytes()), "alt": "Thử"},
    ),
    Row("content:announcements", ANNOUNCERS, args=announcing),
    Row("content:announcement_new", ANNOUNCERS, args=announcing),
    Row(
        "content:announcement_new",
        "401 403 403 403 403 403 403 302 403 / 403 403 302",
        method="post",
        args=announcing,
        data=lambda world: {**BULLETIN, "public_id": uuid4(), "agency": world.ministry.pk},
    ),
    Row("content:announcement", THEIRS, args=of(announcement)),
    Row("content:announcement", THEIRS_POSTED, method="post", args=of(announcement), data=BULLETIN),
    Row("content:announcement_end", THEIRS, args=of(announcement)),
    Row("content:announcement_end", THEIRS_POSTED, method="post", args=of(announcement)),
    Row("content:contacts", CONTACTS),
    Row("content:contact_new", CONTACTS),
    Row(
        "content:contact_new",
        "401 403 403 403 403 302 422 403 403 / 403 403 422",
        method="post",
        data=lambda world: {**CONTACT, "public_id": uuid4(), "agency": world.stp.pk},
    ),
    Row("content:contact", OWN, args=of(contact)),
    Row("content:contact", POSTED, method="post", args=of(contact), data=CONTACT),
    Row("content:contact_remove", OWN, args=of(contact)),
    Row("content:contact_remove", POSTED, method="post", args=of(contact)),
    Row("content:policies", "login 403 403 403 403 200 200 200 403"),
    Row("content:policy", "login 403 403 403 403 200 404 200 403", args=lambda world: [world.stp.public_id]),
    Row(
        "content:policy",
        "401 403 403 403 403 302 404 302 403",
        method="post",
        args=lambda world: [world.stp.public_id],
        data={"bat": "1"},
    ),
)
