"""What the portal does without anybody asking."""

from __future__ import annotations

import structlog

from core.tasks import portal_task
from portal.services import articles

log = structlog.get_logger(__name__)


@portal_task("portal.release_due")
def release_due() -> None:
    """Every half minute: write down that articles whose hour has come are published. Readers see them by the hour."""
    if count := articles.release_due():
        log.info("articles_released", count=count)
