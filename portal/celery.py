"""The Celery application. Tasks are queued by name (see core.tasks), never by import."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect
def show_life_at_once(**details: Any) -> None:
    """A worker that just started need not wait for beat before /readyz believes in it."""
    app.send_task("core.heartbeat")
