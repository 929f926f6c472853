"""Queueing work for Celery: always by name, always after commit, always ids as arguments."""

from __future__ import annotations

import structlog
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

log = structlog.get_logger(__name__)


def after_commit(name: str, *ids: int | str) -> None:
    """Queue the task `name` with `ids` once the current transaction commits.

    A broker that is down must not undo committed work: the miss is logged, and whatever
    must not be lost has a row that a periodic task finds again (see core.outbox).
    """

    def send() -> None:
        try:
            current_app.send_task(name, args=list(ids), retry=False)
        except OperationalError:
            log.warning("task_not_queued", task=name, ids=list(ids))

    transaction.on_commit(send)
