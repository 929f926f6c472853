"""The engine of legal limits: explains itself, touches no database (bộ kiểm tra thời hạn).

`check` compares content with rules and a calendar and returns findings in words: what holds, what does not, which
article says so, the earliest or latest lawful day and every day that was counted or skipped on the way. The form, the
API and imports show the same findings, so a notice accepted in one place is accepted in all.
"""

from auctions.rules.checking import blocking, check, unexplained
from auctions.rules.milestones import MILESTONES
from auctions.rules.types import (
    BLOCK,
    NOTE,
    OK,
    WARN,
    Calendar,
    Finding,
    LawBook,
    RuleRow,
    Situation,
)

__all__ = [
    "BLOCK",
    "MILESTONES",
    "NOTE",
    "OK",
    "WARN",
    "Calendar",
    "Finding",
    "LawBook",
    "RuleRow",
    "Situation",
    "blocking",
    "check",
    "unexplained",
]
