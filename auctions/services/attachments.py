"""Files of a notice (tệp đính kèm)."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import User
from auctions.models import Attachment, Draft, Notice, NoticeVersion
from auctions.services.guards import lock, require
from auctions.terms import AttachmentKind
from core.errors import DomainError
from core.storage import NOTICE_ATTACHMENT, store_upload

MOST_FILES = 20


@transaction.atomic
def attach_file(notice: Notice, upload: UploadedFile, *, kind: str, by: User) -> Attachment:
    """Add a file to the open draft (đính kèm tệp). The same file again gives the first attachment.

    Raises PermissionDenied; FileRefused with a Vietnamese reason; DomainError when there is no open draft.
    """
    require(by, "edit_notices", notice)
    locked = _with_open_draft(notice)
    held = Attachment.objects.filter(notice=locked, in_draft=True)
    if held.count() >= MOST_FILES:
        raise DomainError(f"Mỗi thông báo đính kèm tối đa {MOST_FILES} tệp.", "too_many_files")
    stored = store_upload(upload, use=NOTICE_ATTACHMENT, by=by)
    same = held.filter(file__sha256=stored.sha256, kind=kind).first()
    return same or Attachment.objects.create(notice=locked, file=stored, kind=AttachmentKind(kind))


@transaction.atomic
def remove_attachment(attachment: Attachment, *, by: User) -> None:
    """Take a file out of the open draft (bỏ tệp đính kèm); versions that had it keep it."""
    require(by, "edit_notices", attachment.notice)
    locked = _with_open_draft(attachment.notice)
    fresh = Attachment.objects.select_related("file").filter(notice=locked, pk=attachment.pk).first()
    if fresh is None:
        return
    if _was_published(locked, str(fresh.file.public_id)):
        fresh.in_draft = False
        fresh.save(update_fields=["in_draft"])
    else:
        fresh.delete()


def _with_open_draft(notice: Notice) -> Notice:
    locked = lock(notice)
    if not Draft.objects.filter(notice=locked).exists():
        raise DomainError("Chỉ thay đổi tệp đính kèm khi đang soạn bản nháp.", "draft_gone")
    return locked


def _was_published(notice: Notice, file_id: str) -> bool:
    return any(
        file_id == item.file for version in NoticeVersion.objects.filter(notice=notice) for item in version.files
    )
