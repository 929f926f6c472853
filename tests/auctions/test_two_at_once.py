"""Two tabs, two people, real transactions: one result."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.utils.timezone import localdate, timedelta

from accounts.models import User
from auctions import services
from auctions.models import Draft, Notice, NoticeVersion
from core.errors import DomainError
from tests.auctions.factories import (
    at,
    auction_content,
    auction_org,
    draft_notice,
    load_rules,
    published_notice,
    publisher_at,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _law() -> None:
    load_rules()


def at_once(*verbs: Callable[[], Any]) -> list[Any]:
    """Results, or the DomainErrors, of verbs that start together, each on its own connection."""
    barrier, results = threading.Barrier(len(verbs)), [None] * len(verbs)

    def run(index: int, verb: Callable[[], Any]) -> None:
        try:
            barrier.wait(timeout=10)
            results[index] = verb()
        except DomainError as refused:
            results[index] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(verbs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


def same_user(user: User) -> User:
    """The same person in another process: nothing cached is shared."""
    return User.objects.get(pk=user.pk)


def test_two_tabs_publish_the_same_draft_once():
    notice = draft_notice()
    key, user = notice.draft.key, notice.created_by

    results = at_once(*[lambda: services.publish(notice, by=same_user(user), draft_key=key, revision=1)] * 4)

    assert len({version.pk for version in results}) == 1
    assert NoticeVersion.objects.count() == 1
    assert Notice.objects.get().log.count() == 1


def test_publishing_at_once_gives_every_notice_its_own_number():
    org = auction_org()
    user = publisher_at(org)
    drafts = [draft_notice(agency=org, by=user) for _ in range(4)]

    at_once(*[lambda d=d: services.publish(d, by=same_user(user), draft_key=d.draft.key) for d in drafts])

    numbers = sorted(int(code[-6:]) for code in Notice.objects.values_list("code", flat=True))
    assert numbers == [1, 2, 3, 4]


def test_of_two_saves_of_one_revision_one_wins():
    notice = draft_notice()
    user = notice.created_by

    results = at_once(
        *[
            lambda t=t: services.save_draft(notice, auction_content(title=t), revision=1, by=same_user(user))
            for t in ("Một", "Hai")
        ]
    )

    refused = [r for r in results if isinstance(r, DomainError)]
    assert [r.code for r in refused] == ["stale_draft"]
    assert Draft.objects.get().revision == 2


def test_saving_while_publishing_never_changes_what_was_published():
    notice = draft_notice()
    key, user = notice.draft.key, notice.created_by

    published, saved = at_once(
        lambda: services.publish(notice, by=same_user(user), draft_key=key, revision=1),
        lambda: services.save_draft(notice, auction_content(title="Khác"), revision=1, by=same_user(user)),
    )

    outcomes = {type(published), type(saved)}
    assert outcomes == {NoticeVersion, DomainError} or outcomes == {DomainError, Draft}


def test_correction_and_cancellation_at_once_leave_one_clear_state():
    notice = published_notice()
    user = notice.created_by
    draft = services.start_correction(notice, by=user)
    services.save_draft(notice, auction_content(title="Khác"), revision=0, by=user)

    at_once(
        lambda: services.correct(notice, by=same_user(user), draft_key=draft.key, reason="Sửa"),
        lambda: services.cancel_auction(notice, by=same_user(user), reason="Rút"),
    )

    notice = Notice.objects.get()
    assert notice.state == "cancelled"
    assert notice.versions.latest("number").kind == "cancellation"
    assert notice.version_number == notice.versions.count()


def test_two_clicks_on_second_publication_publish_once():
    day = localdate() - timedelta(days=10)
    notice = published_notice(auction_content(today=day), at=at(day))
    user = notice.created_by

    first, second = at_once(*[lambda: services.publish_second(notice, by=same_user(user))] * 2)

    assert first == second
    assert NoticeVersion.objects.filter(kind="second").count() == 1
