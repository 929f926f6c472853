"""Tables of core."""

from core.models.calendar import CalendarDay, CalendarVersion, CalendarYear
from core.models.files import StoredFile
from core.models.jobs import Job, JobFailure
from core.models.log import TransitionLogBase
from core.models.outbox import OutboxEvent, OutboxMessage
from core.models.search import SearchEntry, SearchWord
from core.models.sequence import Sequence

__all__ = [
    "CalendarDay",
    "CalendarVersion",
    "CalendarYear",
    "Job",
    "JobFailure",
    "OutboxEvent",
    "OutboxMessage",
    "SearchEntry",
    "SearchWord",
    "Sequence",
    "StoredFile",
    "TransitionLogBase",
]
