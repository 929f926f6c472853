"""Taking pictures in: judged by content, scaled down, without what the camera wrote (ảnh của bài viết)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts import scoping
from accounts.models import Agency, User
from core.errors import DomainError
from core.storage import CONTENT_IMAGE, store_bytes
from core.storage.uploads import staged
from portal.content.html import images_in
from portal.content.kinds import Content
from portal.content.scaling import scaled
from portal.models import ContentImage

_TAG = re.compile(r"<img [^>]*>")
_ALT = re.compile(r' alt="([^"]*)"')
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def store_picture(agency: Agency, upload: Any, *, alt: str, by: User) -> ContentImage:
    """Check, scale and store a picture for the articles of `agency` (tải ảnh lên). The same again gives the first.

    `alt` says in words what can be seen. Raises PermissionDenied; FileRefused; DomainError without `alt`.
    """
    if not scoping.can(by, "edit_content", agency):
        raise PermissionDenied("edit_content")
    if not alt.strip():
        raise DomainError("Nhập mô tả ảnh cho người không nhìn thấy ảnh.", "no_alt", field="alt")
    with staged(upload, CONTENT_IMAGE) as found:
        same = ContentImage.objects.filter(agency=agency, source_sha256=found.sha256, alt=alt).first()
        if same:
            return same
        large, small = scaled(found.path, found.kind.content_type)
        with transaction.atomic():
            stored = [
                store_bytes(picture.content, name=found.name, content_type=picture.content_type, by=by,
                            storage=CONTENT_IMAGE.storage)
                for picture in (large, small)
            ]  # fmt: skip
            return ContentImage.objects.create(
                agency=agency,
                file=stored[0],
                thumb=stored[1],
                width=large.width,
                height=large.height,
                alt=alt.strip()[:300],
                source_sha256=found.sha256,
                uploaded_by=by,
            )


def known_pictures(html: str) -> dict[str, ContentImage]:
    """The stored pictures that cleaned `html` shows, by address (ảnh có trong bài). One query."""
    ids = {UUID(_ID.findall(address)[0]): address for address in images_in(html)}
    found = ContentImage.objects.filter(public_id__in=ids) if ids else []
    return {ids[image.public_id]: image for image in found}


def first_picture(html: str) -> ContentImage | None:
    """The picture a list shows beside the title."""
    known = known_pictures(html)
    return next((known[address] for address in images_in(html) if address in known), None)


def with_known_pictures(content: Content) -> Content:
    """`content` without pictures that are not stored here; the others with their true size, so that nothing jumps.

    Whose picture it is does not matter: all are public.
    """
    known = known_pictures(content.body)

    def written(match: re.Match[str]) -> str:
        image = known.get(images_in(match[0])[0]) if images_in(match[0]) else None
        if image is None:
            return ""
        alt = _ALT.search(match[0])
        described = alt[1] if alt else ""
        return f'<img src="{image.get_absolute_url()}" alt="{described}" width="{image.width}" height="{image.height}">'

    return replace(content, body=_TAG.sub(written, content.body))
