"""Mail, written as rows in the transaction that causes it. Nothing else in the project sends mail."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template import Context
from django.template.loader import get_template
from django.utils.text import Truncator

from core.models import OutboxMessage
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


def _render(template: str, context: dict[str, Any]) -> tuple[str, str]:
    names = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL.rstrip("/")}
    # Plain text: nothing may be escaped, so the backend's own template is rendered with autoescape off.
    source = get_template(f"mail/{template}.txt").template
    text = unicodedata.normalize("NFC", source.render(Context({**names, **context}, autoescape=False)))
    subject, _, body = _BLANK_LINE.sub("\n\n", text).strip().partition("\n\n")
    return Truncator(" ".join(subject.split())).chars(_SUBJECT_LENGTH), body.strip() + "\n"
