"""Mail, written as rows in the transaction that causes it. Nothing else in the project sends mail."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template import Context, engines
from django.utils import timezone
from django.utils.text import Truncator

from core.errors import DomainError
from core.models import OutboxEvent, OutboxMessage
from core.tasks import after_commit

_SUBJECT_LENGTH = 250
_BLANK_LINE = re.compile(r"\r?\n[ \t]*\r?\n")


@transaction.atomic
def queue(
    *, to: str, template: str, context: dict[str, Any], key: str, about: str = "", secret: bool = False
) -> OutboxMessage:
    """Write a mail into the outbox (đưa thư vào hàng gửi); it leaves after the caller's transaction commits.

    `templates/mail/<template>.txt`: the first line is the subject, then a blank line, then the body.
    `key` names the event ("account-granted/<public_id>"): a second call with it returns the first row, unchanged.
    `about` is shown to support staff, so that they need not read the body. `secret` (one-time password, link) hides
    the body from them and blanks it after delivery.
    """
    subject, body = _render(template, context)
    values = {"to": to, "subject": subject, "body": body, "about": about, "is_secret": secret}
    message, created = OutboxMessage.objects.get_or_create(key=key, defaults=values)
    if created:
        after_commit("core.deliver_message", message.pk)
    return message


@transaction.atomic
def resend(message: OutboxMessage, *, by: Any) -> OutboxMessage:
    """Put a message that was sent or has failed back into the queue (gửi lại thư); written down with who asked.

    A second click finds the first one's row. Raises DomainError when it is on its way, or its text is gone.
    """
    locked = OutboxMessage.objects.select_for_update().get(pk=message.pk)
    if locked.state not in {OutboxMessage.State.SENT, OutboxMessage.State.FAILED}:
        last = locked.events.last()
        if last and (last.kind, last.by_id) == (OutboxEvent.Kind.RESEND, by.pk):
            return locked
        raise DomainError("Thư này đang chờ gửi, chưa cần gửi lại.", "on_its_way")
    if not locked.body:
        raise DomainError(
            "Nội dung mật của thư đã xoá sau khi gửi nên không gửi lại được. "
            "Cấp lại mật khẩu hoặc liên kết từ màn hình tài khoản.",
            "secret_gone",
        )
    locked.state, locked.edition, locked.attempts = OutboxMessage.State.QUEUED, locked.edition + 1, 0
    locked.next_attempt_at, locked.sent_at, locked.last_error = timezone.now(), None, ""
    locked.save(update_fields=["state", "edition", "attempts", "next_attempt_at", "sent_at", "last_error"])
    OutboxEvent.objects.create(message=locked, kind=OutboxEvent.Kind.RESEND, by=by)
    after_commit("core.deliver_message", locked.pk)
    return locked


def _render(template: str, context: dict[str, Any]) -> tuple[str, str]:
    names = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL.rstrip("/")}
    # Plain text: nothing may be escaped, so autoescape is off.
    source = engines["django"].engine.get_template(f"mail/{template}.txt")  # type: ignore[attr-defined]
    text = unicodedata.normalize("NFC", source.render(Context({**names, **context}, autoescape=False)))
    subject, _, body = _BLANK_LINE.sub("\n\n", text).strip().partition("\n\n")
    return Truncator(" ".join(subject.split())).chars(_SUBJECT_LENGTH), body.strip() + "\n"
