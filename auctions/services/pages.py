"""Saving what a page of the drafting form sends (lưu nháp từ trang soạn thảo).

A page saves itself while somebody types, and again when a button is pressed; the two may cross. Such a page must not
quarrel with itself, while another page or person that saved in between must be noticed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import transaction

from accounts.models import User
from auctions.content import Content
from auctions.models import Draft, Notice
from auctions.services.drafts import as_it_will_be, find_draft, save_draft
from auctions.services.guards import lock, require

_REMEMBERED = 120  # seconds: longer than any request of a page that has been left


@dataclass(frozen=True)
class Sent:
    """Where a form comes from: which page (`tab`), and which revision that page saw.

    `is_submit`: a button was pressed and the page is left; otherwise the page saved by itself and stays.
    """

    tab: str
    revision: int
    is_submit: bool


@transaction.atomic
def save_from_page(
    notice: Notice,
    content: Content,
    *,
    sent: Sent,
    by: User,
    reasons: Mapping[str, str],
    unread: Mapping[str, str],
) -> Draft:
    """`save_draft` for a page: writes nothing when all of it is stored already, and forgives the page's own saves.

    Raises as `save_draft`.
    """
    require(by, "edit_notices", notice)
    locked = lock(notice)
    draft = find_draft(locked)
    stored = (draft.content, draft.reasons, draft.unread)
    if stored == (as_it_will_be(content, locked), dict(reasons), dict(unread)):
        return draft
    revision = draft.revision if _is_own(draft, sent) else sent.revision
    saved = save_draft(notice, content, revision=revision, by=by, reasons=reasons, unread=unread)
    _remember(saved, sent)
    return saved


def _key(draft: Draft) -> str:
    return f"auctions:draft-tab:{draft.key}"


def _remember(draft: Draft, sent: Sent) -> None:
    """Which page made the latest saves without a break, from which revision on, and whether it has been left.

    Written while the notice is still locked, so whoever waits for the lock reads it.
    """
    last: dict[str, Any] = cache.get(_key(draft)) or {}
    goes_on = last.get("tab") == sent.tab and last.get("to") == draft.revision - 1
    since = last["since"] if goes_on else draft.revision - 1
    streak = {"tab": sent.tab, "since": since, "to": draft.revision, "left": sent.is_submit}
    cache.set(_key(draft), streak, _REMEMBERED)


def _is_own(draft: Draft, sent: Sent) -> bool:
    """Whether all saves since the revision that `sent` saw came from the same page, and `sent` is not a late one."""
    last: dict[str, Any] = cache.get(_key(draft)) or {}
    own = last.get("tab") == sent.tab and last.get("to") == draft.revision and last.get("since", 0) <= sent.revision
    return own and (sent.is_submit or not last["left"])
