"""Keeping what is typed into the drafting form, and telling one's own late request from another person's save."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.core.cache import cache
from django.utils.timezone import localdate

from accounts.models import User
from accounts.queries.units import provinces_on
from auctions.content import Content
from auctions.forms.draft import Choices, DraftForm, Typed
from auctions.forms.sheet import Sheet, titled
from auctions.models import AssetKind, Draft, Notice
from auctions.queries import check_draft
from auctions.services import save_draft
from auctions.terms import NoticeKind, VersionKind
from core.calendar import working_calendar

_REMEMBERED = 120  # seconds: longer than any request of a page that has been left


def choices_for(notice: Notice) -> Choices:
    """The lists of the form, by the law that holds for this notice."""
    first = notice.first_published_at
    kinds = list(AssetKind.objects.valid_on(localdate(first) if first else localdate()).order_by("position", "code"))
    return Choices(
        asset_kinds=[(kind.code, kind.short_name) for kind in kinds],
        provinces=[(unit.code, unit.full_name) for unit in provinces_on()],
        natures={kind.code: kind.nature for kind in kinds if kind.nature},
    )


def typed_of(draft: Draft) -> Typed:
    """What a stored draft holds, as if it had just been typed."""
    return Typed(draft.content, dict(draft.unread), dict(draft.reasons))


def sheet_of(draft: Draft, form: DraftForm, *, has_files: bool) -> Sheet:
    """The form with everything the rules say of it today."""
    findings = check_draft(draft, titled(form.typed.content))
    is_first = draft.purpose == VersionKind.FIRST
    return Sheet(form, findings, working_calendar(), asks_reasons=is_first, has_files=has_files)


@dataclass(frozen=True)
class Sent:
    """One request that brings the form: from which page (`tab`), and which revision that page saw.

    `is_submit`: a button was pressed and the page is left; otherwise the page saved by itself and stays.
    """

    tab: str
    revision: int
    is_submit: bool


def keep(draft: Draft, typed: Typed, sent: Sent, *, by: User) -> Draft:
    """Save `typed`; nothing is written when it is what is stored already.

    A page may be overtaken by its own automatic save; that is no conflict. Raises DomainError "stale_draft" when
    another page or person saved meanwhile, "draft_gone" when there is no draft any more.
    """
    if _is_same(draft, typed):
        return draft
    revision = draft.revision if _is_own(draft, sent) else sent.revision
    saved = save_draft(
        draft.notice, typed.content, revision=revision, by=by, reasons=typed.reasons, unread=typed.unread
    )
    _remember(saved, sent)
    return saved


def as_published_by(content: Content, draft: Draft) -> Content:
    """`content` with what nobody types: the publisher, who in a selection notice is the owner too."""
    kept = draft.content
    content = replace(content, publisher_name=kept.publisher_name, publisher_address=kept.publisher_address)
    if draft.notice.kind == NoticeKind.SELECTION:
        content = replace(content, owner_name=kept.owner_name, owner_address=kept.owner_address)
    return content


def _is_same(draft: Draft, typed: Typed) -> bool:
    stored, mine = typed_of(draft), as_published_by(titled(typed.content), draft)
    return (mine, typed.unread, typed.reasons) == (stored.content, stored.unread, stored.reasons)


def _key(draft: Draft) -> str:
    return f"auctions:draft-tab:{draft.key}"


def _remember(draft: Draft, sent: Sent) -> None:
    """Which page made the latest saves without a break, from which revision on, and whether it has been left."""
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
