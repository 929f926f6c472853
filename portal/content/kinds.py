"""Kinds of articles: what they are called, where they stand, what they consist of (loại nội dung)."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date

from django.db.models import TextChoices

from accounts.models import AgencyKind


class ArticleKind(TextChoices):
    """Kind of an article (loại nội dung). Source: letter 956/BTP-BTTP of 17/3/2020."""

    NEWS = "news", "Tin tức"
    DIRECTIVE = "directive", "Văn bản chỉ đạo, điều hành"
    GUIDANCE = "guidance", "Hướng dẫn nghiệp vụ"
    INTRODUCTION = "introduction", "Giới thiệu Sở Tư pháp"


@dataclass(frozen=True)
class Content:
    """What an editor writes; which fields a kind has, `FIELDS_OF` says. `body` is cleaned HTML."""

    title: str = field(default="", metadata={"label": "Tiêu đề"})
    summary: str = field(default="", metadata={"label": "Tóm tắt"})
    document_number: str = field(default="", metadata={"label": "Số, ký hiệu"})
    issuer: str = field(default="", metadata={"label": "Cơ quan ban hành"})
    issued_on: date | None = field(default=None, metadata={"label": "Ngày ban hành"})
    address: str = field(default="", metadata={"label": "Địa chỉ"})
    phone: str = field(default="", metadata={"label": "Điện thoại"})
    email: str = field(default="", metadata={"label": "Thư điện tử"})
    body: str = field(default="", metadata={"label": "Nội dung"})


LABELS = {described.name: described.metadata["label"] for described in fields(Content)}
_TEXT = ("title", "summary", "body")
FIELDS_OF: dict[str, tuple[str, ...]] = {
    ArticleKind.NEWS: _TEXT,
    ArticleKind.DIRECTIVE: ("document_number", "issuer", "issued_on", *_TEXT),
    ArticleKind.GUIDANCE: _TEXT,
    ArticleKind.INTRODUCTION: ("title", "summary", "address", "phone", "email", "body"),
}
# Without these nothing is shown to the public; a directive document may consist of its files alone.
NEEDED: dict[str, tuple[str, ...]] = {
    ArticleKind.NEWS: ("title", "summary", "body"),
    ArticleKind.DIRECTIVE: ("title", "document_number", "issuer", "issued_on"),
    ArticleKind.GUIDANCE: ("title", "body"),
    ArticleKind.INTRODUCTION: ("title", "address", "phone", "body"),
}
_WRITERS = frozenset({AgencyKind.MINISTRY, AgencyKind.MINISTRY_DEPARTMENT, AgencyKind.STP})
# Which agencies keep which kinds.
WRITTEN_BY: dict[str, frozenset[AgencyKind]] = {
    ArticleKind.NEWS: _WRITERS,
    ArticleKind.DIRECTIVE: _WRITERS,
    ArticleKind.GUIDANCE: _WRITERS,
    ArticleKind.INTRODUCTION: frozenset({AgencyKind.STP}),
}
