"""Reading the chain of versions (các bản đăng)."""

from __future__ import annotations

from datetime import datetime

from auctions.content import sha256_of
from auctions.models import Notice, NoticeVersion


def effective_version(notice: Notice) -> NoticeVersion:
    """The newest published version (bản đang hiệu lực): what rules and readers go by."""
    return NoticeVersion.objects.filter(notice=notice).latest("number")


def versions_of(notice: Notice) -> list[NoticeVersion]:
    """All published versions in order (các bản đăng)."""
    return list(NoticeVersion.objects.filter(notice=notice).order_by("number"))


def verify_chain(notice: Notice) -> list[str]:
    """Recompute all hashes of a notice (kiểm tra chuỗi bản đăng): [] or the faults, in Vietnamese."""
    problems: list[str] = []
    prev = ""
    versions = list(NoticeVersion.objects.filter(notice=notice).order_by("number"))
    for expected, version in enumerate(versions, start=1):
        if version.number != expected:
            problems.append(f"Thiếu bản {expected}.")
        problems.extend(_problems_of(version, prev))
        prev = version.sha256
    if notice.version_number != len(versions):
        problems.append(f"Thông báo ghi {notice.version_number} bản nhưng có {len(versions)} bản.")
    return problems


def _problems_of(version: NoticeVersion, prev: str) -> list[str]:
    said = version.envelope
    checks = {
        "nội dung không khớp mã SHA-256": sha256_of(version.body) == version.sha256,
        "không nối với bản trước": version.prev_sha256 == prev == said["prev_sha256"],
        "số bản không khớp nội dung": said["version"]["number"] == version.number,
        "loại bản không khớp nội dung": said["version"]["kind"] == version.kind,
        "lý do không khớp nội dung": said["version"]["reason"] == version.reason,
        "thời điểm không khớp nội dung": datetime.fromisoformat(said["published_at"]) == version.published_at,
    }
    return [f"{version}: {text}." for text, holds in checks.items() if not holds]
