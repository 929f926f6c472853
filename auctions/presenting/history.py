"""The versions of a notice, and what each correction changed (các bản đã đăng)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.timezone import localdate

from auctions.comparison import Comparison, compare
from auctions.models import Notice, NoticeVersion
from auctions.presenting.addresses import address
from auctions.queries.choices import asset_kind_names
from auctions.terms import VersionKind


@dataclass(frozen=True)
class HistoryRow:
    """One version in the history of a notice. `is_in_force`: readers go by it; nothing of an ended notice is."""

    version: NoticeVersion
    label: str
    url: str
    comparison: Comparison | None
    head_before: str
    head: str
    is_in_force: bool


def history(notice: Notice, versions: Sequence[NoticeVersion]) -> list[HistoryRow]:
    """All versions, newest first, with what each correction changed; `versions` in order."""
    return [history_row(notice, versions, index) for index in reversed(range(len(versions)))]


def history_row(notice: Notice, versions: Sequence[NoticeVersion], index: int) -> HistoryRow:
    """The row of `versions[index]`."""
    version, before = versions[index], versions[index - 1] if index else None
    comparison = None
    if before and version.kind == VersionKind.CORRECTION:
        comparison = compare(
            before.content, version.content, notice.kind,
            asset_kinds=asset_kind_names(), old_files=before.files, new_files=version.files,
        )  # fmt: skip
    return HistoryRow(
        version=version,
        label=str(VersionKind(version.kind).label),
        url=address(notice, "version", number=version.number),
        comparison=comparison,
        head_before=_head(before) if before else "",
        head=_head(version),
        is_in_force=not notice.is_over and index == len(versions) - 1,
    )


def _head(version: NoticeVersion) -> str:
    return f"Bản {version.number} ({localdate(version.published_at):%d/%m/%Y})"
