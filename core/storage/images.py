"""What an uploaded picture must be: whole, and of a size that a browser survives."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageFile

from core.errors import FileRefused
from core.storage.parsing import refusing

_MAX_PIXELS = 100_000_000  # A3 at 600 dpi is 70 million; more is a mistake or a decompression bomb
_MAX_DECODED = 25_000_000  # where looking inside means unpacking all of it: 100 MB of memory
_BROKEN = ("Tệp ảnh bị hỏng, không đọc được. Chụp hoặc quét lại rồi tải lên.", "image_broken")


def check_png(path: Path) -> None:
    """Refuse a broken or huge PNG: every chunk's checksum is verified, nothing is decoded."""
    with refusing(*_BROKEN), _opened(path, "PNG") as image:
        _check_pixels(image)
        image.verify()


def check_webp(path: Path) -> None:
    """Refuse a broken or huge WebP: its first picture is decoded to the end."""
    with refusing(*_BROKEN), _opened(path, "WEBP") as image:
        check_decodable(image)
        image.load()


def check_jpeg(path: Path) -> None:
    """Refuse a broken or huge JPEG: decoded to its end, at an eighth of its size."""
    with refusing(*_BROKEN), _opened(path, "JPEG") as image:
        _check_pixels(image)
        image.draft(image.mode, (image.width // 8, image.height // 8))
        image.load()


def _opened(path: Path, kind: str) -> Image.Image:
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # weasyprint switches it on for the whole process
    try:
        return Image.open(path, formats=[kind])
    except Image.DecompressionBombError as error:
        text = "Ảnh có quá nhiều điểm ảnh nên không nhận. Giảm độ phân giải rồi tải lên lại."
        raise FileRefused(text, "image_too_large") from error


def check_decodable(image: Image.Image) -> None:
    """Refuse a picture that fills memory when it is decoded as a whole."""
    _check_pixels(image, _MAX_DECODED)


def _check_pixels(image: Image.Image, most: int = _MAX_PIXELS) -> None:
    if image.width * image.height > most:
        raise FileRefused(
            f"Ảnh có {image.width} × {image.height} điểm ảnh, quá lớn. Giảm độ phân giải rồi tải lên lại.",
            "image_too_large",
        )
