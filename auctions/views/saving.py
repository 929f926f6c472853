"""Between the drafting form and the stored draft: what it offers, what it holds, what the rules say of it."""

from __future__ import annotations

from dataclasses import replace

from django.utils.timezone import localdate

from accounts.models import User
from accounts.queries.units import provinces_on
from auctions.content import Content
from auctions.forms.draft import Choices, DraftForm, Typed
from auctions.forms.sheet import Sheet, titled
from auctions.models import AssetKind, Draft, Notice
from auctions.queries import check_draft
from auctions.services import Sent, save_from_page
from auctions.terms import NoticeKind, VersionKind
from core.calendar import working_calendar


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


def stored_sheet(draft: Draft) -> Sheet:
    """The draft as stored, with everything that stands between it and its publication."""
    form = DraftForm.of_content(draft.notice.kind, typed_of(draft), choices_for(draft.notice), checked=True)
    return sheet_of(draft, form, has_files=True)


def keep(draft: Draft, typed: Typed, sent: Sent, *, by: User) -> Draft:
    """Save `typed`, readable or not. Raises DomainError."""
    return save_from_page(draft.notice, typed.content, sent=sent, by=by, reasons=typed.reasons, unread=typed.unread)


def as_published_by(content: Content, draft: Draft) -> Content:
    """`content` with what nobody types: the publisher, who in a selection notice is the owner too."""
    kept = draft.content
    content = replace(content, publisher_name=kept.publisher_name, publisher_address=kept.publisher_address)
    if draft.notice.kind == NoticeKind.SELECTION:
        content = replace(content, owner_name=kept.owner_name, owner_address=kept.owner_address)
    return content
