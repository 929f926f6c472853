"""Who may take which step with an article, and what the public reads after it."""

from __future__ import annotations

from datetime import timedelta

import pgtrigger
import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils.timezone import now

from accounts.models import Agency, User
from core.errors import DomainError, TransitionRefused
from portal.content.kinds import ArticleKind
from portal.content.workflow import WORKFLOW, State
from portal.models import Article, ArticleVersion
from portal.queries.articles import public_article
from portal.services import articles
from tests.portal.content.arrange import (
    article,
    content,
    editor,
    let_the_hour_come,
    ministry,
    published,
    publisher,
    scheduled,
    stp,
    two_persons,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> Agency:
    return ministry()


@pytest.fixture
def writer(agency: Agency) -> User:
    return editor(agency, full_name="Nguyễn Văn Soạn")


@pytest.fixture
def approver(agency: Agency) -> User:
    return publisher(agency, full_name="Trần Thị Duyệt")


def readable(made: Article) -> ArticleVersion | None:
    """What a citizen gets now."""
    return public_article(made.kind, made.number, now())


def fresh(made: Article) -> Article:
    return Article.objects.get(pk=made.pk)


def at(made: Article, state: State) -> Article:
    """The article as if it had come to `state`: the trigger stands aside for arranging a test."""
    changed = {
        "state": state,
        "publish_at": now() + timedelta(hours=1) if state == State.SCHEDULED else None,
        "withdrawn_at": now() if state == State.WITHDRAWN else None,
        "live": None if state == State.WITHDRAWN else made.latest,
        "first_published_at": now(),
    }
    with pgtrigger.ignore("portal.Article:state_follows_workflow"):
        Article.objects.filter(pk=made.pk).update(**changed)
    return fresh(made)


@pytest.mark.parametrize("step", [step for step in WORKFLOW.transitions if step != "release"])
@pytest.mark.parametrize("state", list(State))
def test_every_state_and_step_is_in_the_table_or_refused(
    agency: Agency, approver: User, state: State, step: str
) -> None:
    made = at(article(agency, approver), state)
    transition = WORKFLOW.transitions[step]
    refusal = WORKFLOW.refusal(made, step, approver)
    if state not in transition.sources:
        assert f"“{state.label}”" in refusal
    elif step == "discard":
        assert "đã từng đăng" in refusal
    else:
        assert refusal == ""


def test_from_draft_through_review_to_the_public(agency: Agency, writer: User, approver: User) -> None:
    made = article(agency, writer)
    assert readable(made) is None
    articles.submit(made, by=writer)
    assert readable(made) is None
    articles.publish(made, by=approver, version=2)
    shown = readable(made)
    assert shown
    assert (shown.title, shown.number, made.slug) == ("Tập huấn nghiệp vụ đấu giá", 2, "tap-huan-nghiep-vu-dau-gia")
    assert [entry.step for entry in made.log.all()] == ["submit", "publish"]


def test_an_editor_cannot_publish_and_another_agency_sees_nothing(agency: Agency, writer: User) -> None:
    made = article(agency, writer)
    with pytest.raises(PermissionDenied):
        articles.publish(made, by=writer, version=2)
    stranger = publisher(stp())
    with pytest.raises(PermissionDenied):
        articles.publish(made, by=stranger, version=2)
    assert list(Article.objects.visible_to(stranger)) == []


def test_what_is_incomplete_is_neither_submitted_nor_published(agency: Agency, approver: User) -> None:
    made = articles.create_article(agency, ArticleKind.NEWS, "Chỉ có tiêu đề", by=approver)
    for act in (lambda: articles.submit(made, by=approver), lambda: articles.publish(made, by=approver, version=1)):
        with pytest.raises(TransitionRefused, match="mục “Tóm tắt” chưa nhập; mục “Nội dung” chưa nhập"):
            act()


def test_where_two_persons_are_asked_for_the_last_editor_cannot_approve(agency: Agency, approver: User) -> None:
    two_persons(agency)
    made = article(agency, approver)
    articles.submit(made, by=approver)
    with pytest.raises(TransitionRefused, match="người khác phải duyệt"):
        articles.publish(made, by=approver, version=2)
    with pytest.raises(TransitionRefused, match="người khác phải duyệt"):
        articles.schedule(made, now() + timedelta(days=1), by=approver, version=2)
    articles.publish(made, by=publisher(agency), version=2)
    assert fresh(made).state == State.PUBLISHED


def test_an_approver_who_changes_the_text_needs_another_one(agency: Agency, writer: User, approver: User) -> None:
    two_persons(agency)
    made = article(agency, writer)
    articles.save_version(made, content("Tên khác"), base=2, by=approver)
    with pytest.raises(TransitionRefused, match="người khác"):
        articles.publish(made, by=approver, version=3)


def test_returning_needs_a_reason_and_gives_the_draft_back(agency: Agency, writer: User, approver: User) -> None:
    made = article(agency, writer)
    articles.submit(made, by=writer)
    with pytest.raises(TransitionRefused, match="lý do"):
        articles.return_to_editor(made, by=approver, reason="  ")
    articles.return_to_editor(made, by=approver, reason="Sửa ngày họp")
    assert (made.state, made.log.last().note) == (State.DRAFT, "Sửa ngày họp")


def test_nobody_writes_on_what_waits_for_review(agency: Agency, writer: User) -> None:
    made = article(agency, writer)
    articles.submit(made, by=writer)
    with pytest.raises(DomainError, match="Chờ duyệt") as caught:
        articles.save_version(made, content("Khác"), base=2, by=writer)
    assert caught.value.code == "not_open"
    articles.take_back(made, by=writer)
    assert articles.save_version(made, content("Khác"), base=2, by=writer).number == 3


def test_a_new_version_waits_while_the_public_reads_the_old_one(agency: Agency, approver: User) -> None:
    made = published(agency, approver)
    articles.save_version(made, content("Tên mới"), base=2, by=approver)
    assert made.state == State.DRAFT
    assert readable(made).title == "Tập huấn nghiệp vụ đấu giá"
    first = fresh(made).first_published_at
    articles.publish(made, by=approver, version=3)
    assert (readable(made).title, made.first_published_at) == ("Tên mới", first)


def test_publishing_names_the_version_that_was_seen(agency: Agency, writer: User, approver: User) -> None:
    made = article(agency, writer)
    articles.save_version(made, content("Sửa sau khi người duyệt đã xem"), base=2, by=writer)
    with pytest.raises(DomainError) as caught:
        articles.publish(made, by=approver, version=2)
    assert caught.value.code == "stale"
    assert readable(made) is None


def test_a_second_click_on_publish_is_no_error(agency: Agency, approver: User) -> None:
    made = published(agency, approver)
    articles.publish(made, by=approver, version=2)
    assert made.log.filter(step="publish").count() == 1


def test_the_hour_decides_and_not_the_worker(agency: Agency, approver: User) -> None:
    made = scheduled(agency, approver)
    assert readable(made) is None
    made = let_the_hour_come(made)
    assert made.state == State.SCHEDULED
    assert readable(made).number == 2
    assert readable(made).shown_at == made.publish_at


def test_a_scheduled_correction_replaces_the_old_text_at_its_hour(agency: Agency, approver: User) -> None:
    made = published(agency, approver)
    articles.save_version(made, content("Tên mới"), base=2, by=approver)
    articles.schedule(made, now() + timedelta(hours=1), by=approver, version=3)
    assert readable(made).title == "Tập huấn nghiệp vụ đấu giá"
    let_the_hour_come(made)
    assert readable(made).title == "Tên mới"


def test_the_worker_releases_each_article_once(agency: Agency, approver: User) -> None:
    made = let_the_hour_come(scheduled(agency, approver), minutes_ago=5)
    hour = made.publish_at
    later = scheduled(agency, approver)
    assert articles.release_due() == 1
    assert articles.release_due() == 0
    made = fresh(made)
    assert (made.state, made.published_at, made.first_published_at) == (State.PUBLISHED, hour, hour)
    assert [(entry.step, entry.by) for entry in made.log.filter(step="release")] == [("release", None)]
    assert fresh(later).state == State.SCHEDULED


def test_after_its_hour_it_can_only_be_withdrawn(agency: Agency, approver: User) -> None:
    made = let_the_hour_come(scheduled(agency, approver))
    with pytest.raises(TransitionRefused):
        articles.unschedule(made, by=approver)
    assert readable(made)
    articles.withdraw(made, by=approver, reason="Đăng nhầm")
    assert readable(made) is None
    assert fresh(made).state == State.WITHDRAWN


def test_before_its_hour_the_schedule_can_be_given_up(agency: Agency, approver: User) -> None:
    made = scheduled(agency, approver)
    articles.unschedule(made, by=approver)
    assert (made.state, made.publish_at) == (State.DRAFT, None)


def test_an_hour_that_is_over_is_refused_at_its_field(agency: Agency, approver: User) -> None:
    made = article(agency, approver)
    with pytest.raises(DomainError) as caught:
        articles.schedule(made, now() - timedelta(minutes=1), by=approver, version=2)
    assert caught.value.field == "at"


def test_what_was_withdrawn_can_be_written_anew(agency: Agency, approver: User) -> None:
    made = published(agency, approver)
    articles.withdraw(made, by=approver, reason="Sai số liệu")
    articles.save_version(made, content("Đã sửa số liệu"), base=2, by=approver)
    articles.publish(made, by=approver, version=3)
    assert readable(made).title == "Đã sửa số liệu"


def test_only_what_nobody_read_is_thrown_away(agency: Agency, approver: User) -> None:
    made = article(agency, approver)
    articles.discard(made, by=approver)
    assert made.state == State.WITHDRAWN
    public = published(agency, approver)
    articles.save_version(public, content("Khác"), base=2, by=approver)
    with pytest.raises(TransitionRefused, match="đã từng đăng"):
        articles.discard(public, by=approver)


def test_the_database_keeps_to_the_table(agency: Agency, approver: User) -> None:
    made = article(agency, approver)
    articles.discard(made, by=approver)
    with pytest.raises(DatabaseError), transaction.atomic():
        Article.objects.filter(pk=made.pk).update(state=State.REVIEW)
    with pytest.raises(DatabaseError), transaction.atomic():
        ArticleVersion.objects.filter(article=made).update(title="khác")
    with pytest.raises(DatabaseError), transaction.atomic():
        ArticleVersion.objects.filter(article=made).delete()


def test_an_office_has_one_introduction(agency: Agency) -> None:
    office = stp()
    keeper = publisher(office)
    first = articles.create_article(office, ArticleKind.INTRODUCTION, "Sở Tư pháp mẫu", by=keeper)
    assert articles.create_article(office, ArticleKind.INTRODUCTION, "Lần hai", by=keeper) == first
    with pytest.raises(DomainError, match="không đăng loại nội dung này"):
        articles.create_article(agency, ArticleKind.INTRODUCTION, "Bộ", by=publisher(agency))
