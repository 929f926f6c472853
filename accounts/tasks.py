"""What accounts does without anybody asking: once a day it forgets what nobody finished."""

from __future__ import annotations

import structlog

from accounts.services import registration, requests
from core.tasks import portal_task

log = structlog.get_logger(__name__)

UNCONFIRMED_DAYS = 30
DRAFT_DAYS = 180  # as long as the link in the mail is valid


@portal_task("accounts.clean_up")
def clean_up() -> None:
    """Once a day: delete registrations never confirmed and drafts of requests never handed in."""
    log.info(
        "accounts_cleaned_up",
        registrations=registration.forget_unconfirmed(older_than_days=UNCONFIRMED_DAYS),
        drafts=requests.forget_drafts(older_than_days=DRAFT_DAYS),
    )
