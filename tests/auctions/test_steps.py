"""The table of steps: every pair of state and step is either allowed or refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils.timezone import localdate, timedelta

from accounts.roles import Role
from auctions import services
from auctions.models import Notice
from auctions.workflow import WORKFLOW, State
from tests.accounts.factories import user_at
from tests.auctions.factories import at, auction_content, draft_notice, published_notice

pytestmark = pytest.mark.usefixtures("law")


def published() -> Notice:
    day = localdate() - timedelta(days=10)
    return published_notice(auction_content(today=day), at=at(day))


def ended(verb: Callable[..., object]) -> Notice:
    notice = published()
    verb(notice, by=notice.created_by, reason="Lý do")
    return Notice.objects.get(pk=notice.pk)


IN_STATE: dict[str, Callable[[], Notice]] = {
    State.DRAFT: draft_notice,
    State.PUBLISHED: published,
    State.WITHDRAWN: lambda: ended(services.withdraw),
    State.CANCELLED: lambda: ended(services.cancel_auction),
}
ALLOWED = {
    State.DRAFT: {"publish"},
    State.PUBLISHED: {"publish_second", "correct", "withdraw", "cancel"},
    State.WITHDRAWN: set(),
    State.CANCELLED: set(),
}


@pytest.mark.parametrize("state", list(State))
def test_exactly_these_steps_are_offered(state: State):
    notice = IN_STATE[state]()

    assert {t.step for t in WORKFLOW.available(notice, notice.created_by)} == ALLOWED[state]


@pytest.mark.parametrize("state", list(State))
def test_an_editor_is_offered_no_step(state: State):
    notice = IN_STATE[state]()

    assert WORKFLOW.available(notice, user_at(notice.agency, Role.AUCTION_EDITOR)) == []


def test_the_second_publication_is_offered_once():
    notice = published()
    services.publish_second(notice, by=notice.created_by)

    steps = {t.step for t in WORKFLOW.available(Notice.objects.get(), notice.created_by)}
    assert "publish_second" not in steps
