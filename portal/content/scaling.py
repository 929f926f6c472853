"""Pictures as pages need them: upright, in RGB, at most 1600 pixels wide, and a small one of 480 (thu nhỏ ảnh)."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageFile, ImageOps

from core.storage.images import check_decodable
from core.storage.parsing import refusing

WIDEST, SMALL, TALLEST = 1600, 480, 4000
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
_QUALITY: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 82, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 82},
}


@dataclass(frozen=True)
class Picture:
    """One size of a picture, ready to be stored."""

    content: bytes
    content_type: str
    width: int
    height: int


def scaled(path: Path, content_type: str) -> tuple[Picture, Picture]:
    """The picture for the page and the small one. Pixels are all that is copied: no EXIF, place, or text goes along.

    Raises FileRefused when the picture cannot be decoded.
    """
    kind = _FORMATS[content_type]
    with refusing("Tệp ảnh bị hỏng, không đọc được. Chụp hoặc quét lại rồi tải lên.", "image_broken"):
        ImageFile.LOAD_TRUNCATED_IMAGES = False  # weasyprint switches it on for the whole process
        with Image.open(path, formats=[kind]) as opened:
            if kind == "JPEG":
                opened.draft("RGB", (WIDEST * 2, WIDEST * 2))  # decodes a huge photo at a fraction of its size
            check_decodable(opened)
            upright = _plain(ImageOps.exif_transpose(opened), kind)
        return _written(upright, kind, WIDEST, content_type), _written(upright, kind, SMALL, content_type)


def _plain(image: Image.Image, kind: str) -> Image.Image:
    has_alpha = kind != "JPEG" and ("A" in image.getbands() or "transparency" in image.info)
    pixels = image.convert("RGBA" if has_alpha else "RGB")
    bare = Image.new(pixels.mode, pixels.size)
    bare.paste(pixels)
    return bare


def _written(image: Image.Image, kind: str, widest: int, content_type: str) -> Picture:
    copy = image.copy()
    copy.thumbnail((widest, TALLEST), Image.Resampling.LANCZOS)
    target = io.BytesIO()
    copy.save(target, kind, **_QUALITY[kind])
    return Picture(target.getvalue(), content_type, copy.width, copy.height)
