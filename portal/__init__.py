"""The project package: settings, root URLs, and the public front. Nothing imports it."""

from portal.celery import app as celery_app

__all__ = ["celery_app"]
