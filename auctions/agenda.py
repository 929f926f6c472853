"""What of auctions waits for a person, and what he did last: for the office menu and the role home."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate, localtime, now

from accounts import scoping
from accounts.models import User
from auctions.apps import SYSTEM
from auctions.models import Draft, Notice, NoticeLog
from auctions.queries import effective_version, second_publication_window
from auctions.terms import NoticeKind, VersionKind
from auctions.workflow import WORKFLOW, State
from core.recent import RecentItem
from core.worklist import WaitingItem

_MOST = 20  # nobody works off more in a day; the list of notices has them all


def open_drafts(user: User) -> QuerySet[Draft]:
    """Drafts of the agencies for which `user` drafts (bản nháp đang soạn), latest saved first."""
    ids = scoping.agency_ids_with(user, "edit_notices")
    mine = Q() if ids is None else Q(notice__agency_id__in=ids)
    return Draft.objects.filter(mine).select_related("notice").order_by("-saved_at")


def open_drafts_count(user: User) -> int:
    """How many drafts wait to be finished."""
    return open_drafts(user).count()


def waiting(user: User) -> list[WaitingItem]:
    """Drafts that nobody published yet, and second publications that may be made now."""
    return [*_new_notices(user), *_corrections(user), *_second_publications(user, localdate())]


def _new_notices(user: User) -> Iterator[WaitingItem]:
    drafts = open_drafts(user).filter(purpose=VersionKind.FIRST)
    newest, count = drafts.first(), drafts.count()
    if newest is None:
        return
    one = reverse("auctions:office_edit", args=[newest.notice.public_id])
    yield WaitingItem(
        title="Bản nháp thông báo chưa đăng",
        detail=f"{'Mới nhất: ' if count > 1 else ''}{_saved(newest)}",
        url=f"{reverse('auctions:office_list')}?trang_thai={State.DRAFT}" if count > 1 else one,
        count=count,
        system=SYSTEM,
        act="Soạn tiếp",
    )


def _corrections(user: User) -> Iterator[WaitingItem]:
    for draft in open_drafts(user).filter(purpose=VersionKind.CORRECTION)[:_MOST]:
        yield WaitingItem(
            title=f"Bản đính chính chưa đăng: {draft.notice.code}",
            detail=_saved(draft),
            url=reverse("auctions:office_edit", args=[draft.notice.public_id]),
            system=SYSTEM,
            act="Soạn tiếp",
        )


def _saved(draft: Draft) -> str:
    return f"{draft.notice.title or 'Chưa có tên'}, lưu ngày {localtime(draft.saved_at):%d/%m/%Y}"


def _second_publications(user: User, today: date) -> Iterator[WaitingItem]:
    ids = scoping.agency_ids_with(user, "publish_notices")
    notices = Notice.objects.filter(
        kind=NoticeKind.AUCTION, state=State.PUBLISHED, second_published_at__isnull=True, auction_at__gt=now()
    ).defer("search")
    for notice in (notices if ids is None else notices.filter(agency_id__in=ids)).order_by("auction_at")[:_MOST]:
        window = second_publication_window(notice, effective_version(notice).content)
        if window is None or today < window.earliest:
            continue
        is_late = today > window.latest
        yield WaitingItem(
            title=f"Đăng lần 2: {notice.title}",
            detail="Đã quá hạn đăng lần 2, phải đính chính ngày đấu giá trước" if is_late else f"{notice.code}",
            url=reverse("auctions:office_second", args=[notice.public_id]),
            due=window.latest,
            urgent=is_late,
            system=SYSTEM,
            act="Đính chính" if is_late else "Đăng lần 2",
        )


def recent(user: User, limit: int) -> list[RecentItem]:
    """Notices `user` published, corrected or ended, and drafts he saved (việc vừa làm với thông báo)."""
    seen = Notice.objects.visible_to(user)
    steps = NoticeLog.objects.filter(by=user, record__in=seen).select_related("record").defer("record__search")
    drafts = Draft.objects.filter(saved_by=user, notice__in=seen).select_related("notice").defer("notice__search")
    return [
        *(
            _worked_at(step.record, WORKFLOW.transitions[step.step].label, step.at)
            for step in steps.order_by("-at", "-pk")[:limit]
        ),
        *(_worked_at(draft.notice, "Soạn bản nháp", draft.saved_at) for draft in drafts.order_by("-saved_at")[:limit]),
    ]


def _worked_at(notice: Notice, did: str, at: datetime) -> RecentItem:
    url = reverse("auctions:office_detail", args=[notice.public_id])
    return RecentItem(notice.title or "Bản nháp chưa có tên", did, url, at, icon="megaphone")
