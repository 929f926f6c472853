"""Queueing work for Celery: always by name, always after commit, always ids as arguments. And core's own tasks."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import pghistory
import structlog
from celery import current_app, shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

from core import health, housekeeping, outbox, search

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


def portal_task(name: str) -> Callable[[Callable[..., None]], Any]:
    """Register a Celery task under `name`; what it changes is marked with that name in the history."""

    def register(body: Callable[..., None]) -> Any:
        @functools.wraps(body)
        def run(*ids: int | str) -> None:
            with pghistory.context(task=name):
                body(*ids)

        return shared_task(name=name, acks_late=True, ignore_result=True)(run)

    return register


@portal_task("core.deliver_message")
def deliver_message(pk: int) -> None:
    """Send one message right after the transaction that wrote it."""
    try:
        outbox.deliver(pk)
    except outbox.ServerAway:
        log.warning("mail_server_away")


@portal_task("core.deliver_due_messages")
def deliver_due_messages() -> None:
    """Send whatever is due: postponed, forgotten by a dead worker, or written while the broker was down."""
    outbox.deliver_due()


@portal_task("core.heartbeat")
def heartbeat() -> None:
    """Leave the sign that a worker is alive, for /readyz."""
    health.beat()


@portal_task("core.clean_up")
def clean_up() -> None:
    """Once a day: remove scratch files nobody came back for, files without a row, and old secrets."""
    housekeeping.remove_old_scratch_files()
    housekeeping.remove_files_without_row()
    housekeeping.forget_failed_secrets()


@portal_task("core.rebuild_search")
def rebuild_search() -> None:
    """Once a day: entries of what a date changed (an agency that ended), and of data that came past the services."""
    log.info("search_rebuilt", changed=search.rebuild())
