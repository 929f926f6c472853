"""Delivering the outbox: at least once, never lost, never in a hurry.

A row is claimed with a lease and sent outside any transaction. Whoever dies in between lets the lease run out,
and the row is claimed again. A second delivery carries the same Message-ID, so mail servers recognise it.
"""

from __future__ import annotations

import hashlib
import random
import smtplib
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core.models import OutboxEvent, OutboxMessage

log = structlog.get_logger(__name__)

State = OutboxMessage.State
FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(hours=1)
MAX_ATTEMPTS = 30  # about a day with the pauses above
BATCH = 100


class Permanent(Exception):
    """The server or the message itself says that another attempt cannot succeed."""


class ServerAway(Exception):
    """No talk with the mail server at all: the other messages would meet the same."""


def deliver_due() -> int:
    """Send what is due (gửi thư đến hạn), oldest first; the number of messages sent. Stops when the server is away."""
    sent = 0
    for pk in list(_due().order_by("next_attempt_at", "pk").values_list("pk", flat=True)[:BATCH]):
        try:
            sent += deliver(pk)
        except ServerAway:
            break
    return sent


def deliver(pk: int) -> bool:
    """Send one message if it is due and nobody else is at it (gửi một thư). True when the server took it."""
    message = _claim(pk)
    if message is None:
        return False
    if message.attempts > MAX_ATTEMPTS:  # whoever was at it died every time
        _give_up(message, message.last_error or "Bộ phận gửi thư bị dừng giữa chừng quá nhiều lần.")
        return False
    try:
        _send(message)
    except Permanent as error:
        _give_up(message, str(error))
    except ServerAway as error:
        _postpone(message, str(error))
        raise
    except OSError as error:  # smtplib's own errors are OSErrors
        _postpone(message, _reason(error))
    else:
        return _finish(message, OutboxEvent.Kind.SENT, "", state=State.SENT, sent_at=timezone.now(), last_error="")
    return False


def message_id(message: OutboxMessage) -> str:
    """The Message-ID header: the same for every attempt, another one when a person asked to send it again."""
    digest = hashlib.sha256(f"{message.key}#{message.edition}".encode()).hexdigest()[:40]
    return f"<{digest}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"


def _due() -> Any:
    return OutboxMessage.objects.filter(
        Q(state=State.QUEUED) | Q(state=State.SENDING), next_attempt_at__lte=timezone.now()
    )


@transaction.atomic
def _claim(pk: int) -> OutboxMessage | None:
    message: OutboxMessage | None = _due().select_for_update(skip_locked=True).filter(pk=pk).first()
    if message is None:
        return None
    message.state = State.SENDING
    message.attempts += 1
    message.next_attempt_at = timezone.now() + timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
    message.save(update_fields=["state", "attempts", "next_attempt_at"])
    return message


def _send(message: OutboxMessage) -> None:
    connection = get_connection()
    headers = {"Message-ID": message_id(message)}
    mail = EmailMessage(message.subject, message.body, to=[message.to], headers=headers, connection=connection)
    try:
        try:
            connection.open()
        except OSError as error:
            raise ServerAway(_reason(error)) from error
        with connection:
            mail.send()
    except smtplib.SMTPRecipientsRefused as error:
        code, reply = next(iter(error.recipients.values()))
        raise _by_code(code, reply) from error
    except smtplib.SMTPSenderRefused:
        raise  # ours to mend, so it is tried again
    except smtplib.SMTPDataError as error:
        raise _by_code(error.smtp_code, error.smtp_error) from error
    except ValueError as error:  # a header the mail format cannot hold
        raise Permanent(str(error)) from error


def _by_code(code: int, reply: bytes | str) -> Exception:
    text = f"{code} {reply.decode(errors='replace') if isinstance(reply, bytes) else reply}"
    return Permanent(text) if 500 <= code < 600 else smtplib.SMTPException(text)


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:1000]


def _postpone(message: OutboxMessage, reason: str) -> None:
    if message.attempts >= MAX_ATTEMPTS:
        _give_up(message, reason)
        return
    at = timezone.now() + pause_after(message.attempts)
    _finish(message, OutboxEvent.Kind.POSTPONED, reason, state=State.QUEUED, next_attempt_at=at, last_error=reason)


def pause_after(attempts: int) -> timedelta:
    """How long to wait after the `attempts`th failure: doubling up to an hour, give or take a fifth."""
    pause: timedelta = min(FIRST_PAUSE * 2 ** min(attempts - 1, 20), LONGEST_PAUSE)
    return pause * random.uniform(0.8, 1.2)  # noqa: S311  spreads the load, no secret


def _give_up(message: OutboxMessage, reason: str) -> None:
    _finish(message, OutboxEvent.Kind.FAILED, reason, state=State.FAILED, last_error=reason)


@transaction.atomic
def _finish(message: OutboxMessage, kind: OutboxEvent.Kind, detail: str, **changes: Any) -> bool:
    """Write down what came of the attempt, unless the lease ran out and somebody else is at it by now."""
    mine = OutboxMessage.objects.filter(pk=message.pk, state=State.SENDING, attempts=message.attempts)
    if message.is_secret and kind == OutboxEvent.Kind.SENT:
        changes["body"] = ""
    if not mine.update(**changes):
        log.warning("outbox_lease_lost", message=str(message.public_id))
        return False
    OutboxEvent.objects.create(message=message, kind=kind, detail=detail)
    log.info("outbox_attempt", message=str(message.public_id), result=str(kind), attempt=message.attempts)
    return True
