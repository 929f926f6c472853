"""What the pages of one notice show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.timezone import localdate, now

from auctions.content import AttachmentContent
from auctions.models import Notice, NoticeVersion
from auctions.presenting.addresses import address, printed_address, short_address
from auctions.presenting.facts import contact_of, facts_of, lot_table
from auctions.presenting.history import history, history_row
from auctions.presenting.lists import SHORT_HEADINGS
from auctions.presenting.markup import notice_meta
from auctions.queries import versions_of
from auctions.queries.checks import remembered_calendar, remembered_law_book
from auctions.queries.choices import asset_kind_names
from auctions.queries.remembered import remembered
from auctions.status import status_of
from auctions.terms import AttachmentKind, NoticeKind, VersionKind
from auctions.timeline import Ending, Milestone, Published, milestones, steps
from auctions.workflow import State
from core.calendar import WorkingCalendar
from core.storage.checks import megabytes
from core.templatetags.vn import vn_datetime, weekday_date

Versions = Sequence[NoticeVersion]


@dataclass(frozen=True)
class FileRow:
    """A published file with its address."""

    kind: str
    name: str
    size: str
    sha256: str
    url: str


@dataclass(frozen=True)
class Deadline:
    """The next day a reader must not miss."""

    title: str
    text: str


def detail_page(notice: Notice) -> dict[str, Any]:
    """Variables of auctions/public_detail.html.

    What was published never changes, so the page is made once for each state its steps can be in, and kept for a few
    minutes; only that state is asked anew.
    """
    versions = cache(lambda: versions_of(notice))
    what = (notice.public_id, notice.version_number, notice.slug)
    found = remembered(("milestones", *what), lambda: milestones_of(notice, versions()))
    today = standing(notice, found, now())
    stand = (notice.state, today["status"], today["deadline"], tuple(step.state for step in today["steps"]))
    return {**_addresses(notice), **remembered(("notice page", *what, *stand), lambda: _made(notice, versions, today))}


def _made(notice: Notice, versions: Callable[[], Versions], today: dict[str, Any]) -> dict[str, Any]:
    """Main part and meta data: one entry of what is remembered, whose places are few."""
    return {"main": _main(notice, versions, today), "meta": notice_meta(notice, versions()[-1].content)}


def _main(notice: Notice, versions: Callable[[], Versions], today: dict[str, Any]) -> SafeString:
    variables = said(notice, versions()[-1], versions()) | {"history": history(notice, versions())} | today
    evidence = render_to_string("auctions/public_evidence.html", variables)
    return render_to_string("auctions/public_notice.html", {**variables, "evidence": evidence})


def print_page(notice: Notice, versions: Versions) -> dict[str, Any]:
    """Variables of auctions/public_print.html; `versions` in order."""
    moment, page = now(), said(notice, versions[-1], versions)
    return {
        **page,
        "facts": [*page["facts"], contact_of(page["content"])],
        "status": status_of(notice, moment),
        "deadline": _deadline(notice, moment, remembered_calendar()),
        "short_url": short_address(notice),
        "printed_at": moment,
    }


def version_page(notice: Notice, versions: Versions, number: int) -> dict[str, Any]:
    """Variables of auctions/public_version.html: the full text of version `number`."""
    shown = versions[number - 1]
    return {
        **said(notice, shown, versions),
        "status": status_of(notice, now()),
        "row": history_row(notice, versions, number - 1),
        "newest": versions[-1],
    }


def milestones_of(notice: Notice, versions: Versions) -> list[Milestone]:
    """The days of the newest version, by the law of the day of first publication (các mốc và hạn)."""
    book = remembered_law_book(notice.kind, localdate(notice.first_published_at))
    published = Published(notice.first_published_at, notice.second_published_at)  # type: ignore[arg-type]
    calendar = remembered_calendar()
    return milestones(versions[-1].content, published, kind=notice.kind, book=book, calendar=calendar)


def standing(notice: Notice, found: Sequence[Milestone], moment: datetime) -> dict[str, Any]:
    """How a notice stands at `moment`: its status, its next deadline, its steps."""
    return {
        "status": status_of(notice, moment),
        "deadline": _deadline(notice, moment, remembered_calendar()),
        "steps": steps(found, moment, _ending(notice)),
    }


def said(notice: Notice, version: NoticeVersion, versions: Versions) -> dict[str, Any]:
    """What `version` says, for any page that shows it."""
    content = version.content
    return {
        **_addresses(notice),
        "version": version,
        "content": content,
        "lots": lot_table(content, notice.kind, asset_kind_names(), versions[0].content),
        "facts": facts_of(content, notice.kind),
        "files": [_file_row(notice, item) for item in version.files],
        "proof_url": printed_address(notice, version),
        "qr_url": address(notice, "qr", number=version.number),
        "body_url": address(notice, "body", number=version.number),
    }


def _addresses(notice: Notice) -> dict[str, Any]:
    here = address(notice)
    return {
        "notice": notice,
        "short_heading": SHORT_HEADINGS[NoticeKind(notice.kind)],
        "list_url": here.rpartition(f"{notice.slug}-{notice.code}")[0],
        "print_url": f"{here}in/",
        "canonical_url": f"{settings.SITE_URL}{here}",
    }


def _ending(notice: Notice) -> Ending | None:
    if not notice.is_over or notice.ended_at is None:
        return None
    is_cancelled = notice.state == State.CANCELLED
    kind = VersionKind.CANCELLATION if is_cancelled else VersionKind.WITHDRAWAL
    return Ending(notice.ended_at, str(kind.label), notice.end_reason, is_cancelled)


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
