"""The verbs of auctions: the only code that writes its tables.

A notice is drafted (`create_draft`, `save_draft`, `attach_file`), published (`publish`, `publish_second`), put right
(`start_correction`, then `correct`) and ended (`withdraw`, `cancel_auction`). Every verb checks the right of `by`,
locks the notice, and shows the first result to whoever clicks twice.
"""

from auctions.services.attachments import attach_file, remove_attachment
from auctions.services.copying import copy_notice
from auctions.services.drafts import create_draft, discard_draft, save_draft, start_correction
from auctions.services.guards import NoticeRefused
from auctions.services.pages import Sent, save_from_page
from auctions.services.publishing import cancel_auction, correct, publish, publish_second, withdraw
from auctions.services.reference import load_rules

__all__ = [
    "NoticeRefused",
    "Sent",
    "attach_file",
    "cancel_auction",
    "copy_notice",
    "correct",
    "create_draft",
    "discard_draft",
    "load_rules",
    "publish",
    "publish_second",
    "remove_attachment",
    "save_draft",
    "save_from_page",
    "start_correction",
    "withdraw",
]
