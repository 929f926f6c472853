"""Pictures: what is taken in, what is refused, what is left of it."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts.models import Agency, User
from core.errors import DomainError, FileRefused
from core.models import StoredFile
from portal.models import ContentImage
from portal.services.pictures import store_picture
from tests.portal.content.arrange import client_of, editor, ministry, picture_bytes, stp

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture
def agency() -> Agency:
    return ministry()


@pytest.fixture
def writer(agency: Agency) -> User:
    return editor(agency)


def stored(agency: Agency, by: User, content: bytes, name: str = "anh.jpg", alt: str = "Trụ sở") -> ContentImage:
    return store_picture(agency, SimpleUploadedFile(name, content), alt=alt, by=by)


def opened(file: StoredFile) -> Image.Image:
    with file.open() as content:
        return Image.open(io.BytesIO(content.read()))


def bomb(side: int) -> bytes:
    """A PNG of a few hundred bytes that says it has `side` × `side` pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


def test_a_photo_is_scaled_and_loses_what_the_camera_wrote(agency: Agency, writer: User) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Máy ảnh mẫu"
    exif[0x0112] = 6  # taken upright
    photo = picture_bytes("JPEG", (2400, 1200), exif=exif)
    made = stored(agency, writer, photo)
    large, small = opened(made.file), opened(made.thumb)
    assert (large.format, large.size) == ("JPEG", (1200, 2400))
    assert small.width == 480
    assert dict(large.getexif()) == {}
    with made.file.open() as kept:
        assert "mẫu".encode() not in kept.read()
    assert (made.width, made.height) == large.size


@pytest.mark.parametrize(("kind", "ending"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_each_kind_stays_its_kind_and_small_ones_their_size(
    agency: Agency, writer: User, kind: str, ending: str
) -> None:
    made = stored(agency, writer, picture_bytes(kind, (300, 200)), f"a.{ending}")
    assert (opened(made.file).format, made.width, made.file.storage) == (kind, 300, "public")


def test_see_through_pictures_stay_see_through(agency: Agency, writer: User) -> None:
    target = io.BytesIO()
    Image.new("RGBA", (2000, 20), (0, 0, 0, 0)).save(target, "PNG")
    made = stored(agency, writer, target.getvalue(), "a.png")
    assert opened(made.file).mode == "RGBA"
    assert made.width == 1600


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "file_type"),
        ("a.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "file_type"),
        ("a.gif", b"GIF89a" + b"\0" * 50, "file_type"),
        ("a.jpg", b"\xff\xd8\xff" + b"rac" * 40, "image_broken"),
        ("a.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 rac", "image_broken"),
        ("a.png", b"", "file_empty"),
        ("a.html.jpg", b"<html><script>alert(1)</script>", "file_type"),
        ("bom.png", bomb(60_000), "image_too_large"),
        ("bom.png", bomb(9_000), "image_too_large"),
        ("a.jpg", b"\xff\xd8\xff" + b"\0" * (11 * 1024 * 1024), "file_too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_picture_is_refused(agency: Agency, writer: User, name: str, content: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as caught:
        stored(agency, writer, content, name)
    assert caught.value.code == code
    assert not ContentImage.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_cut_off_picture_is_refused(agency: Agency, writer: User) -> None:
    for kind, ending in (("JPEG", "jpg"), ("WEBP", "webp")):
        noise = Image.effect_noise((400, 400), 90).convert("RGB")
        target = io.BytesIO()
        noise.save(target, kind)
        with pytest.raises(FileRefused):
            stored(agency, writer, target.getvalue()[: len(target.getvalue()) // 2], f"a.{ending}")


def test_words_for_the_picture_are_asked_for(agency: Agency, writer: User) -> None:
    with pytest.raises(DomainError, match="Nhập mô tả ảnh"):
        stored(agency, writer, picture_bytes("JPEG"), alt="  ")
    with pytest.raises(PermissionDenied):
        stored(stp(), writer, picture_bytes("JPEG"))


def test_the_same_picture_again_gives_the_first(agency: Agency, writer: User) -> None:
    content = picture_bytes("JPEG")
    assert stored(agency, writer, content) == stored(agency, writer, content)
    assert ContentImage.objects.count() == 1


def test_the_editor_gets_an_address_or_a_reason(writer: User) -> None:
    browser, address = client_of(writer), reverse("content:office_pictures")
    good = {"picture": SimpleUploadedFile("a.png", picture_bytes()), "alt": "Trụ sở"}
    answer = browser.post(address, good, headers=JSON).json()
    made = ContentImage.objects.get()
    assert answer == {"src": made.get_absolute_url(), "alt": "Trụ sở", "width": 64, "height": 48}
    bad = browser.post(address, {"picture": SimpleUploadedFile("a.txt", b"x"), "alt": "x"}, headers=JSON)
    assert (bad.status_code, bad.json()["error"][:22]) == (422, "Không nhận loại tệp nà")
    none = browser.post(address, {"picture": SimpleUploadedFile("a.png", picture_bytes()), "alt": ""}, headers=JSON)
    assert none.json() == {"error": "Mục này chưa nhập."}


def test_fifty_megabytes_are_refused_by_their_length_before_a_byte_is_read(writer: User) -> None:
    browser = client_of(writer)
    unread: list[int] = []

    class Body(io.BytesIO):
        def read(self, *args: Any) -> bytes:
            unread.append(1)
            return super().read(*args)

    answer = browser.generic(
        "POST",
        reverse("content:office_pictures"),
        b"x",
        content_type="multipart/form-data; boundary=b",
        headers=JSON,
        CONTENT_LENGTH=str(50 * 1024 * 1024),
        **{"wsgi.input": Body(b"")},
    )
    assert answer.status_code == 413
    assert answer.json()["error"].startswith("Ảnh nặng 50\u00a0MB, vượt mức 10\u00a0MB.")
    assert unread == []


def test_a_cross_site_upload_is_refused(writer: User) -> None:
    browser = client_of(writer)
    browser.handler.enforce_csrf_checks = True
    data = {"picture": SimpleUploadedFile("a.png", picture_bytes()), "alt": "x"}
    assert browser.post(reverse("content:office_pictures"), data).status_code == 403
    assert not ContentImage.objects.exists()


def test_pictures_are_kept_by_browsers_for_good(client: Client, agency: Agency, writer: User) -> None:
    made = stored(agency, writer, picture_bytes("JPEG"))
    for address in (made.get_absolute_url(), made.thumb_url):
        answer = client.get(address)
        b"".join(answer.streaming_content)
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
