"""Writing, approving, publishing and withdrawing articles (soạn, duyệt, đăng, gỡ bài viết).

Each verb is one transaction. Whatever stands scheduled is released first when its hour has come, so that no verb works
on a state that the public no longer sees.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify
from django.utils.timezone import localdate, now

from accounts import scoping
from accounts.models import Agency, AgencyKind, User
from core import front
from core.errors import DomainError, TransitionRefused
from core.forms import KeptFile
from core.models import StoredFile
from core.numbering import next_number
from core.storage import CONTENT_FILE, store_upload
from core.text import fold
from portal.content.kinds import WRITTEN_BY, ArticleKind, Content
from portal.content.workflow import WORKFLOW, State
from portal.findable import make_findable
from portal.models import Article, ArticleVersion, VersionFile
from portal.services.pictures import first_picture, with_known_pictures

STALE = "stale"
MOST_FILES = 20
_SLUG_LENGTH = 80


@transaction.atomic
def create_article(agency: Agency, kind: str, title: str, *, by: User, public_id: UUID | None = None) -> Article:
    """Begin an article of `kind` for `agency` (soạn bài mới); its first version has the title alone.

    `public_id` is rendered into the form that asks: a second click with the same one gets the first article. A Sở Tư
    pháp has one introduction, which is found again. Raises PermissionDenied; DomainError.
    """
    _require(by, "edit_content", agency)
    _require_writing(agency, kind)
    Agency.objects.select_for_update().get(pk=agency.pk)
    if known := _known(agency, kind, public_id):
        _require(by, "edit_content", known)
        return known
    article = Article.objects.create(
        public_id=public_id or uuid4(),
        number=next_number("portal/articles"),
        kind=ArticleKind(kind),
        agency=agency,
        title=title,
        created_by=by,
    )
    _add_version(article, Content(title=title), [], by=by, key=uuid4())
    return article


@transaction.atomic
def save_version(
    article: Article,
    content: Content,
    *,
    files: Sequence[StoredFile | KeptFile] = (),
    base: int,
    by: User,
    key: UUID | None = None,
    note: str = "",
) -> ArticleVersion:
    """Keep what was written as the next version (lưu bản mới), unless nothing differs from the newest one.

    `base` is the number of the version the person saw. Raises PermissionDenied; DomainError "stale" when somebody has
    saved another since, "not_open" while it waits for review or for its hour.
    """
    _require(by, "edit_content", article)
    locked = _settled(article)
    if key and (done := ArticleVersion.objects.filter(article=locked, form_key=key).first()):
        return done
    latest = _latest(locked)
    if latest.number != base:
        raise DomainError(
            f"Sau khi Ông/Bà mở trang này, {latest.saved_by.get_full_name()} đã lưu bản {latest.number}.", STALE
        )
    content = with_known_pictures(content)
    if content == latest.content and list(files) == latest.files:
        return latest
    _reopen(locked, by)
    stored = [_stored(file, by) for file in files]
    version = _add_version(locked, content, stored, by=by, key=key or uuid4(), note=note)
    article.refresh_from_db()
    return version


@transaction.atomic
def restore_version(article: Article, number: int, *, by: User, base: int) -> ArticleVersion:
    """Make an old version the newest again, as a version of its own (khôi phục bản cũ). Raises as `save_version`."""
    _require(by, "edit_content", article)
    locked = _settled(article)
    latest = _latest(locked)
    old = ArticleVersion.objects.filter(article=locked, number=number).first()
    if old is None:
        raise DomainError("Không có bản này.", "no_version")
    if latest.restored_from == number and latest.number == base + 1 and latest.saved_by_id == by.pk:
        return latest  # a second click
    if latest.number != base:
        raise DomainError("Đã có bản mới hơn. Tải lại trang rồi xem lại.", STALE)
    if old.content == latest.content and old.files == latest.files:
        raise DomainError(f"Bản {latest.number} giống hệt bản {number}, không cần khôi phục.", "nothing_changed")
    _reopen(locked, by)
    version = _add_version(locked, old.content, old.files, by=by, key=uuid4(), restored_from=number)
    article.refresh_from_db()
    return version


def submit(article: Article, *, by: User) -> None:
    """Hand the newest version over for review (trình duyệt)."""
    _step(article, "submit", by=by)


def take_back(article: Article, *, by: User) -> None:
    """Take it back to write on (rút về soạn tiếp)."""
    _step(article, "take_back", by=by)


def return_to_editor(article: Article, *, by: User, reason: str) -> None:
    """Give it back to whoever wrote it, with the reason (trả lại)."""
    _step(article, "return", by=by, note=reason)


def unschedule(article: Article, *, by: User) -> None:
    """Give up the hour before it comes (bỏ hẹn giờ)."""
    _step(article, "unschedule", by=by)


def discard(article: Article, *, by: User) -> None:
    """Put a draft away that nobody could ever read (bỏ bản nháp); it can be taken up again by saving."""
    _step(article, "discard", by=by)


@transaction.atomic
def publish(article: Article, *, by: User, version: int, at: datetime | None = None) -> None:
    """Show the newest version to everybody now (đăng). `version` is the number the person has seen.

    Only demo data and imports of what was published elsewhere may name a past moment (`at`).

    Raises PermissionDenied; TransitionRefused when parts are missing or a second person must act; DomainError "stale".
    """
    locked = _settled(article)
    if locked.state == State.PUBLISHED and locked.live and locked.live.number == version:
        return  # released by the hour, or a second click
    _require_seen(locked, version)
    with WORKFLOW.perform(article, "publish", by=by) as record:
        _show(record, at or now())
    _published(article)


@transaction.atomic
def schedule(article: Article, at: datetime, *, by: User, version: int) -> None:
    """Let the newest version appear at `at` (hẹn giờ đăng). Raises as `publish`; DomainError when `at` is over."""
    locked = _settled(article)
    if at <= now():
        raise DomainError("Giờ hẹn đã qua. Nhập thời điểm sau lúc này, hoặc chọn đăng ngay.", "past", field="at")
    if locked.state == State.SCHEDULED and locked.publish_at == at:
        return
    _require_seen(locked, version)
    with WORKFLOW.perform(article, "schedule", by=by) as record:
        record.publish_at = at
        record.slug = record.slug or _slug(record.title)
    _published(article)


@transaction.atomic
def withdraw(article: Article, *, by: User, reason: str) -> None:
    """Take it from the public (gỡ), with the reason; its versions stay for the office."""
    _settled(article)
    with WORKFLOW.perform(article, "withdraw", by=by, note=reason) as record:
        _put_away(record)
    _published(article)


def release_due() -> int:
    """Release every article whose hour has come (đăng theo giờ hẹn); how many. Each once, however many workers run."""
    due = Article.objects.due(now()).order_by("publish_at").values_list("pk", flat=True)
    return sum(_release(pk) for pk in due)


@transaction.atomic
def _release(pk: int) -> bool:
    article = Article.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
    if article is None or not article.is_due(now()):
        return False
    _release_locked(article)
    return True


def _release_locked(article: Article) -> None:
    with WORKFLOW.perform(article, "release", by=None) as record:
        _show(record, record.publish_at)
    _published(article)


@transaction.atomic
def _step(article: Article, step: str, *, by: User, note: str = "") -> None:
    _settled(article)
    with WORKFLOW.perform(article, step, by=by, note=note) as record:
        record.publish_at = None
        if step == "discard":
            _put_away(record)
    _published(article)


def _settled(article: Article) -> Article:
    """The article as it is now, locked until the transaction ends, released if its hour has come."""
    found = Article.objects.select_for_update(of=("self",)).select_related("agency", "live").filter(pk=article.pk)
    locked = found.get()
    if locked.is_due(now()):
        _release_locked(locked)
        article.refresh_from_db()
        locked = found.get()
    return locked


def _reopen(article: Article, by: User) -> None:
    """Let a new version be written: what the public reads stays until the new one is published."""
    if article.state == State.DRAFT:
        return
    try:
        with WORKFLOW.perform(article, "revise", by=by):
            pass
    except TransitionRefused as error:
        raise DomainError(
            f"Nội dung đang ở trạng thái “{article.get_state_display()}” nên không sửa được. "
            "Rút về hoặc bỏ hẹn giờ trước rồi lưu lại.",
            "not_open",
        ) from error


def _stored(file: StoredFile | KeptFile, by: User) -> StoredFile:
    return file if isinstance(file, StoredFile) else store_upload(file, use=CONTENT_FILE, by=by)


def _add_version(
    article: Article,
    content: Content,
    files: Sequence[StoredFile],
    *,
    by: User,
    key: UUID,
    note: str = "",
    restored_from: int | None = None,
) -> ArticleVersion:
    if len(files) > MOST_FILES:
        raise DomainError(f"Mỗi bài đính kèm tối đa {MOST_FILES} tệp.", "too_many_files", field="files")
    number = article.latest.number + 1 if article.latest else 1
    version = ArticleVersion.objects.create(
        article=article,
        number=number,
        saved_by=by,
        form_key=key,
        note=note,
        restored_from=restored_from,
        cover=first_picture(content.body),
        **{described.name: getattr(content, described.name) for described in fields(Content)},
    )
    VersionFile.objects.bulk_create(
        VersionFile(version=version, file=file, position=position) for position, file in enumerate(files, start=1)
    )
    article.latest = version
    article.title = content.title
    article.folded_title = fold(content.title)
    article.save(update_fields=["latest", "title", "folded_title"])
    make_findable(article)
    return version


def _show(article: Article, moment: datetime) -> None:
    """Make the newest version the public one, from `moment` on."""
    article.live = article.latest
    article.publish_at = None
    article.published_at = moment
    article.first_published_at = article.first_published_at or moment
    article.withdrawn_at = None
    article.slug = _slug(article.title)


def _put_away(article: Article) -> None:
    article.live = None
    article.publish_at = None
    article.withdrawn_at = now()


def _published(article: Article) -> None:
    """What follows when the public may see something else: the index, the remembered lists."""
    make_findable(article)
    front.refresh()


def _slug(title: str) -> str:
    return slugify(fold(title))[:_SLUG_LENGTH].strip("-") or "bai"


def _latest(article: Article) -> ArticleVersion:
    return ArticleVersion.objects.select_related("saved_by").get(latest_of=article)


def _known(agency: Agency, kind: str, public_id: UUID | None) -> Article | None:
    known = Article.objects.filter(public_id=public_id).first() if public_id else None
    if known is None and kind == ArticleKind.INTRODUCTION:
        known = Article.objects.filter(agency=agency, kind=kind).first()
    return known


def _require(by: User, codename: str, record: Agency | Article) -> None:
    if not scoping.can(by, codename, record):
        raise PermissionDenied(codename)


def _require_writing(agency: Agency, kind: str) -> None:
    if AgencyKind(agency.kind) not in WRITTEN_BY.get(kind, ()):
        raise DomainError(f"{agency.name} không đăng loại nội dung này.", "wrong_kind")
    day = localdate()
    if agency.active_from > day or (agency.active_to and agency.active_to <= day):
        raise DomainError(f"{agency.name} đã ngừng hoạt động, không đăng nội dung được.", "agency_ended")


def _require_seen(article: Article, version: int) -> None:
    if article.latest is None or article.latest.number != version:
        raise DomainError("Đã có bản mới hơn bản Ông/Bà xem. Xem lại rồi đăng.", STALE)
