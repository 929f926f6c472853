"""What the pages of one notice show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.timezone import localdate, now

from auctions.comparison import Comparison, compare
from auctions.content import AttachmentContent
from auctions.models import Notice, NoticeVersion
from auctions.presenting.addresses import address, printed_address
from auctions.presenting.facts import facts_of, lot_table
from auctions.presenting.lists import SHORT_HEADINGS
from auctions.queries.checks import remembered_calendar, remembered_law_book
from auctions.queries.choices import asset_kind_names
from auctions.status import status_of
from auctions.terms import AttachmentKind, NoticeKind, VersionKind
from auctions.timeline import Published, timeline
from auctions.workflow import State
from core.calendar import WorkingCalendar
from core.storage.checks import megabytes
from core.templatetags.vn import vn_datetime, weekday_date


@dataclass(frozen=True)
class FileRow:
    """A published file with its address."""

    kind: str
    name: str
    size: str
    sha256: str
    url: str


@dataclass(frozen=True)
class HistoryRow:
    """One version in the history of a notice, and what it changed."""

    version: NoticeVersion
    label: str
    url: str
    comparison: Comparison | None
    head_before: str
    head: str


@dataclass(frozen=True)
class Deadline:
    """The next day a reader must not miss."""

    title: str
    text: str


def detail_page(notice: Notice, versions: Sequence[NoticeVersion]) -> dict[str, Any]:
    """Variables of auctions/public_detail.html and public_print.html; `versions` in order."""
    calendar, moment = remembered_calendar(), now()
    book = remembered_law_book(notice.kind, localdate(notice.first_published_at))
    published = Published(notice.first_published_at, notice.second_published_at)
    version = versions[-1]
    steps = timeline(version.content, published, kind=notice.kind, book=book, calendar=calendar, moment=moment)
    return {
        **_version_variables(notice, version, versions),
        "status": status_of(notice, moment),
        "deadline": _deadline(notice, moment, calendar),
        "steps": steps,
        "history": history(notice, versions),
        "printed_at": moment,
    }


def version_page(notice: Notice, versions: Sequence[NoticeVersion], number: int) -> dict[str, Any]:
    """Variables of auctions/public_version.html: the full text of version `number`."""
    shown = versions[number - 1]
    return {
        **_version_variables(notice, shown, versions),
        "status": status_of(notice, now()),
        "row": _history_row(notice, versions, number - 1),
        "newest": versions[-1],
        "is_newest": shown is versions[-1],
    }


def _version_variables(notice: Notice, version: NoticeVersion, versions: Sequence[NoticeVersion]) -> dict[str, Any]:
    content = version.content
    return {
        "notice": notice,
        "version": version,
        "version_label": VersionKind(version.kind).label,
        "short_heading": SHORT_HEADINGS[NoticeKind(notice.kind)],
        "list_url": address(notice).rpartition(f"{notice.slug}-{notice.code}")[0],
        "print_url": address(notice, "print"),
        "canonical_url": f"{settings.SITE_URL}{address(notice)}",
        "content": content,
        "lots": lot_table(content, notice.kind, asset_kind_names(), versions[0].content),
        "facts": facts_of(content, notice.kind),
        "files": [_file_row(notice, item) for item in version.files],
        "proof_url": printed_address(notice, version),
        "qr_url": address(notice, "qr", number=version.number),
        "body_url": address(notice, "body", number=version.number),
    }


def _file_row(notice: Notice, item: AttachmentContent) -> FileRow:
    kind = AttachmentKind(item.kind).label if item.kind in AttachmentKind.values else "Tệp"
    return FileRow(str(kind), item.name, megabytes(item.size), item.sha256, address(notice, "file", file=item.file))


def _deadline(notice: Notice, moment: datetime, calendar: WorkingCalendar) -> Deadline | None:
    until = notice.dossier_until
    if notice.state != State.PUBLISHED or until is None or until <= moment:
        return None
    today, last = localdate(moment), localdate(until)
    act = "mua, nộp hồ sơ" if notice.kind == NoticeKind.AUCTION else "nộp hồ sơ đăng ký"
    title = f"Hết hạn {act}: {vn_datetime(until).split(' ')[0]} {weekday_date(until)}"
    if today == last:
        return Deadline(title, "Hôm nay là ngày cuối.")
    days, working = (last - today).days, calendar.working_days_between(today, last)
    off = [f"{note.day:%d/%m}" for note in calendar.explain(today, last) if note.reason.startswith("nghỉ")]
    holidays = f" ({', '.join(off)} là ngày nghỉ)" if off else ""
    return Deadline(title, f"Còn {days} ngày, trong đó {working} ngày làm việc{holidays}.")


def history(notice: Notice, versions: Sequence[NoticeVersion]) -> list[HistoryRow]:
    """All versions, newest first, with what each correction changed (các bản đã đăng); `versions` in order."""
    return [_history_row(notice, versions, index) for index in reversed(range(len(versions)))]


def _history_row(notice: Notice, versions: Sequence[NoticeVersion], index: int) -> HistoryRow:
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
    )


def _head(version: NoticeVersion) -> str:
    return f"Bản {version.number} ({localdate(version.published_at):%d/%m/%Y})"
