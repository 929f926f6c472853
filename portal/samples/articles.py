"""Articles, contacts and the banner of the demo, made by the services people use (dữ liệu dùng thử)."""

from __future__ import annotations

import io
import tomllib
from dataclasses import fields
from datetime import datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.timezone import localdate, make_aware, now
from PIL import Image, ImageDraw

from accounts.models import Agency, AgencyKind, User
from core import pdf
from core.storage import store_bytes
from portal.content.html import clean
from portal.content.kinds import Content
from portal.models import Announcement, Article, Audience, ReviewPolicy
from portal.models.announcements import AnnouncementKind
from portal.services import articles, notes, pictures

MINISTRY = "btp"
WRITER, APPROVER, ADMINISTRATOR = "bientap_btp", "duyetbai_btp", "quantri_btp"
_BANNER = "Đây là bản dùng thử: mọi tin, bài, số điện thoại đều là dữ liệu mẫu."


def load() -> None:
    """Write what the demo shows, all or nothing; nothing when it is there already or the accounts are not."""
    story = tomllib.loads((settings.BASE_DIR / "fixtures" / "portal" / "demo_articles.toml").read_text())
    keepers = {each["keeper"] for each in story["articles"]}
    desks = {keeper: desk for keeper in keepers if (desk := _desk(keeper))}
    is_done = Article.objects.filter(public_id__in=[_id("article", each["key"]) for each in story["articles"]]).exists()
    if is_done or MINISTRY not in desks:
        return
    with transaction.atomic():
        for told in story["articles"]:
            if told["keeper"] in desks:
                _tell(told, *desks[told["keeper"]])
        for number, told in enumerate(story["contacts"]):
            if told["keeper"] in desks:
                agency, _, keeper = desks[told["keeper"]]
                values = {name: value for name, value in told.items() if name != "keeper"}
                notes.add_contact(agency, by=keeper, public_id=_id("contact", str(number)), **values)
        _announce(*desks[MINISTRY])
        _ask_for_two_persons(desks[MINISTRY][0])


Desk = tuple[Agency, User, User]


def _desk(keeper: str) -> Desk | None:
    """The agency, who writes for it and who approves."""
    if keeper == MINISTRY:
        agency = Agency.objects.filter(reference_key=MINISTRY).first()
        logins = (WRITER, APPROVER)
    else:
        agency = Agency.objects.filter(kind=AgencyKind.STP, account_code=keeper).first()
        logins = (f"{keeper}_stp", f"{keeper}_stp")
    users = {user.username: user for user in User.objects.filter(username__in=logins)}
    if agency is None or set(logins) - set(users):
        return None
    return agency, users[logins[0]], users[logins[1]]


def _tell(told: dict[str, Any], agency: Agency, writer: User, approver: User) -> None:
    fate = told.get("fate", "published")
    article = articles.create_article(
        agency, told["kind"], told["title"], by=writer, public_id=_id("article", told["key"])
    )
    files = [_letter(told, writer)] if "file" in told else []
    version = articles.save_version(article, _content(told, agency, writer), files=files, base=1, by=writer)
    if fate in {"published", "revised"}:
        articles.publish(article, by=approver, version=version.number, at=now() - timedelta(days=told["days"]))
    elif fate == "review":
        articles.submit(article, by=writer)
    elif fate == "scheduled":
        hour = make_aware(datetime.combine(localdate() + timedelta(days=1), time(8)))
        articles.schedule(article, hour, by=approver, version=version.number)
    if fate == "revised":
        content = Content(**{**vars(version.content), "body": clean(told["revision"])})
        articles.save_version(article, content, base=version.number, by=writer, note="Kéo dài giờ bảo trì")


def _content(told: dict[str, Any], agency: Agency, writer: User) -> Content:
    known = {described.name for described in fields(Content)}
    values = {name: value for name, value in told.items() if name in known}
    values["document_number"] = told.get("number", "")
    if "number" in told:
        values["issued_on"] = localdate() - timedelta(days=told["days"])
    body = clean(told["body"])
    if "picture" in told:
        image = pictures.store_picture(agency, _drawing(), alt=told["picture"], by=writer)
        body = f'<p><img src="{image.get_absolute_url()}" alt="{image.alt}"></p>{body}'
    return Content(**{**values, "body": clean(body)})


def _drawing() -> ContentFile[bytes]:
    """A plain drawing of a building, evidently no photograph."""
    picture = Image.new("RGB", (1200, 675), "#e8eff7")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 540, 1200, 675), fill="#d5d8dc")
    pen.rectangle((250, 200, 950, 540), fill="#12467b")
    pen.polygon(((220, 200), (600, 60), (980, 200)), fill="#9d1c24")
    for left in range(310, 900, 120):
        pen.rectangle((left, 260, left + 60, 480), fill="#f5f5f2")
    target = io.BytesIO()
    picture.save(target, "PNG")
    return ContentFile(target.getvalue(), name="minh-hoa.png")


def _letter(told: dict[str, Any], writer: User) -> Any:
    day = localdate() - timedelta(days=told["days"])
    variables = {"title": told["title"], "number": told["number"], "issuer": told["issuer"], "day": day}
    content = pdf.render("pdf/demo_letter.html", variables)
    return store_bytes(content, name=told["file"], content_type="application/pdf", by=writer)


def _announce(agency: Agency, writer: User, approver: User) -> None:
    if Announcement.objects.filter(public_id=_id("announcement", "demo")).exists():
        return
    notes.announce(
        agency,
        by=approver,
        public_id=_id("announcement", "demo"),
        text=_BANNER,
        url="/ho-tro/",
        kind=AnnouncementKind.NOTE,
        audience=Audience.PUBLIC,
        starts_at=now() - timedelta(hours=1),
        ends_at=now() + timedelta(days=365),
    )


def _ask_for_two_persons(agency: Agency) -> None:
    administrator = User.objects.filter(username=ADMINISTRATOR).first()
    if administrator and not ReviewPolicy.objects.filter(agency=agency).exists():
        notes.set_review_policy(agency, needs_second_person=True, by=administrator)


def _id(kind: str, key: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"demo/{kind}/{key}")
