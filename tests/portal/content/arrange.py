"""Agencies, editors and articles for the tests of content; everything through the services."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now
from PIL import Image

from accounts.models import Agency, User
from accounts.roles import Role
from portal.content.kinds import ArticleKind, Content
from portal.models import Article, ContentImage
from portal.services import articles, notes, pictures
from tests.accounts.factories import AgencyFactory, user_at

BODY = "<h2>Nội dung chính</h2><p>Hội nghị tập huấn nghiệp vụ đấu giá tài sản.</p>"


def ministry() -> Agency:
    return AgencyFactory(ministry=True)


def stp(code: str = "bacninh", **fields: Any) -> Agency:
    return AgencyFactory(stp=True, name=f"Sở Tư pháp tỉnh {code}", account_code=code, **fields)


def editor(agency: Agency, **fields: Any) -> User:
    return user_at(agency, Role.CONTENT_EDITOR, **fields)


def publisher(agency: Agency, **fields: Any) -> User:
    return user_at(agency, Role.CONTENT_PUBLISHER, **fields)


def content(title: str = "Tập huấn nghiệp vụ đấu giá", **changed: Any) -> Content:
    return Content(**{"title": title, "summary": "Bài viết mẫu.", "body": BODY, **changed})


def article(
    agency: Agency, by: User, text: Content | None = None, kind: str = ArticleKind.NEWS, files: Any = ()
) -> Article:
    """An article with two versions: its title, and the text."""
    text = text or content()
    made = articles.create_article(agency, kind, text.title, by=by)
    articles.save_version(made, text, files=files, base=1, by=by)
    return Article.objects.get(pk=made.pk)


def published(agency: Agency, by: User, text: Content | None = None, kind: str = ArticleKind.NEWS) -> Article:
    made = article(agency, by, text, kind)
    articles.publish(made, by=by, version=made.latest.number)
    return Article.objects.get(pk=made.pk)


def scheduled(agency: Agency, by: User, at: datetime | None = None, text: Content | None = None) -> Article:
    made = article(agency, by, text)
    articles.schedule(made, at or now() + timedelta(hours=1), by=by, version=made.latest.number)
    return Article.objects.get(pk=made.pk)


def let_the_hour_come(made: Article, *, minutes_ago: int = 1) -> Article:
    """As if it had been scheduled for a moment that is now over."""
    Article.objects.filter(pk=made.pk).update(publish_at=now() - timedelta(minutes=minutes_ago))
    return Article.objects.get(pk=made.pk)


def two_persons(agency: Agency) -> None:
    """The agency asks for a second person."""
    notes.set_review_policy(agency, needs_second_person=True, by=user_at(agency, Role.STP_ADMIN))


def picture_bytes(kind: str = "PNG", size: tuple[int, int] = (64, 48), **options: Any) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, (18, 70, 123)).save(target, kind, **options)
    return target.getvalue()


def picture(agency: Agency, by: User, *, alt: str = "Trụ sở cơ quan") -> ContentImage:
    upload = SimpleUploadedFile("tru-so.png", picture_bytes(), "image/png")
    return pictures.store_picture(agency, upload, alt=alt, by=by)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
