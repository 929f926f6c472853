"""Tables of auctions."""

from auctions.models.notices import Notice, NoticeLog, NoticeQuerySet
from auctions.models.rules import AssetKind, Confidence, LawSet, Rule, RuleCategory, Severity, Unit
from auctions.models.versions import Attachment, Draft, Lot, NoticeVersion

__all__ = [
    "AssetKind",
    "Attachment",
    "Confidence",
    "Draft",
    "LawSet",
    "Lot",
    "Notice",
    "NoticeLog",
    "NoticeQuerySet",
    "NoticeVersion",
    "Rule",
    "RuleCategory",
    "Severity",
    "Unit",
]
