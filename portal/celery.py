"""The Celery application. Tasks are queued by name (see core.tasks), never by import."""

import logging.config
import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging, worker_ready
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def log_like_the_site(**details: Any) -> None:
    """Worker and beat write the same JSON lines; without this Celery would set up its own."""
    logging.config.dictConfig(settings.LOGGING)


@worker_ready.connect
def show_life_at_once(**details: Any) -> None:
    """A worker that just started need not wait for beat before /readyz believes in it."""
    app.send_task("core.heartbeat")
