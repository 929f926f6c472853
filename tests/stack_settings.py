"""Settings of the real processes that `real_stack` starts: the demo's, with what saves the tests time."""

from portal.settings.dev import *  # noqa: F403
from portal.settings.dev import CELERY_BEAT_SCHEDULE, PASSWORD_HASHERS

# Users that a test made in its own process have the tests' fast hashes.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]
for _entry in ("deliver-outbox", "tend-jobs", "worker-heartbeat"):
    CELERY_BEAT_SCHEDULE[_entry]["schedule"] = 2.0
OUTBOX_LEASE_SECONDS = 4  # what a killed worker had in hand is soon taken up again
JOB_LEASE_SECONDS = 4
