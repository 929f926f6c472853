"""The one door through a workflow: who may pass, when, what is left behind."""

from __future__ import annotations

import pgtrigger
import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from accounts.models import User
from core.errors import AlreadyDone, TransitionRefused
from core.models import Sequence
from core.numbering import next_number
from core.workflow import Transition, Workflow
from tests.accounts.factories import UserFactory
from tests.core.concurrency import together
from tests.core.desk.models import WORKFLOW, Slip, SlipLog, State, is_owner


@pytest.fixture
def owner(db: None) -> User:
    return UserFactory()


@pytest.fixture
def slip(owner: User) -> Slip:
    return Slip.objects.create(owner=owner, text="Phiếu mẫu")


def at(slip: Slip, state: State) -> Slip:
    """The slip as if it had come to `state`: the trigger stands aside for arranging a test."""
    with pgtrigger.ignore("desk.Slip:state_follows_workflow"):
        Slip.objects.filter(pk=slip.pk).update(state=state)
    slip.refresh_from_db()
    return slip


@pytest.mark.parametrize("step", list(WORKFLOW.transitions))
@pytest.mark.parametrize("state", list(State))
def test_every_state_and_step_is_either_taken_and_logged_or_refused(slip: Slip, state: State, step: str) -> None:
    at(slip, state)
    transition = WORKFLOW.transitions[step]
    if state in transition.sources:
        with WORKFLOW.perform(slip, step, by=slip.owner, note="Lý do"):
            pass
        row = slip.log.get()
        assert (slip.state, row.step, row.from_state, row.to_state) == (transition.target, step, state, slip.state)
        assert (row.by, row.note) == (slip.owner, "Lý do")
    else:
        with (
            pytest.raises(TransitionRefused, match=f"trạng thái “{state.label}”"),
            WORKFLOW.perform(slip, step, by=slip.owner, note="Lý do"),
        ):
            pytest.fail("the body ran")
        assert not slip.log.exists()
        assert Slip.objects.get(pk=slip.pk).state == state


def test_whoever_lacks_the_right_is_stopped_before_anything_else(slip: Slip) -> None:
    stranger = UserFactory()
    with pytest.raises(PermissionDenied), WORKFLOW.perform(slip, "submit", by=stranger):
        pytest.fail("the body ran")
    assert not slip.log.exists()
    assert "không có quyền" in WORKFLOW.refusal(slip, "submit", stranger)
    assert WORKFLOW.available(slip, stranger) == []


def test_a_rule_refuses_with_its_own_reason(slip: Slip) -> None:
    Slip.objects.filter(pk=slip.pk).update(text="")
    with pytest.raises(TransitionRefused) as caught, WORKFLOW.perform(slip, "submit", by=slip.owner):
        pytest.fail("the body ran")
    assert (caught.value.message, caught.value.code) == ("Phiếu chưa có nội dung.", "transition_refused")


def test_the_rule_judges_the_stored_record_not_the_one_on_an_old_page(slip: Slip) -> None:
    stale = Slip.objects.get(pk=slip.pk)
    Slip.objects.filter(pk=slip.pk).update(text="")
    with pytest.raises(TransitionRefused), WORKFLOW.perform(stale, "submit", by=slip.owner):
        pytest.fail("the body ran")


@pytest.mark.parametrize("note", ["", "   ", "\n\t"])
def test_a_step_that_needs_a_reason_is_refused_without_one(slip: Slip, note: str) -> None:
    at(slip, State.SUBMITTED)
    with pytest.raises(TransitionRefused) as caught, WORKFLOW.perform(slip, "return", by=slip.owner, note=note):
        pytest.fail("the body ran")
    assert (caught.value.message, caught.value.field) == ("Nhập lý do.", "note")


def test_changes_of_the_body_are_saved_with_the_step(slip: Slip) -> None:
    with WORKFLOW.perform(slip, "submit", by=slip.owner, note="  Nộp bản đầu  ") as locked:
        locked.text = "Phiếu đã sửa"
    assert (slip.text, slip.state) == ("Phiếu đã sửa", State.SUBMITTED)
    assert slip.log.get().note == "Nộp bản đầu"


def test_an_error_in_the_body_leaves_nothing_behind(slip: Slip) -> None:
    def submit_and_fail() -> None:
        with WORKFLOW.perform(slip, "submit", by=slip.owner) as locked:
            locked.text = "Không được lưu"
            locked.save()
            next_number("desk/slips")
            raise RuntimeError("the printer is on fire")

    with pytest.raises(RuntimeError, match="printer"):
        submit_and_fail()
    assert (slip.text, slip.state) == ("Phiếu mẫu", State.DRAFT)
    assert Slip.objects.get(pk=slip.pk).text == "Phiếu mẫu"
    assert not SlipLog.objects.exists()
    assert not Sequence.objects.exists()


def test_a_record_that_is_gone_is_a_refusal_not_a_crash(slip: Slip) -> None:
    Slip.objects.filter(pk=slip.pk).delete()
    with pytest.raises(TransitionRefused, match="không còn"), WORKFLOW.perform(slip, "submit", by=slip.owner):
        pytest.fail("the body ran")


def test_the_second_click_of_the_same_person_is_told_apart_from_a_conflict(slip: Slip) -> None:
    stale = Slip.objects.get(pk=slip.pk)
    with WORKFLOW.perform(slip, "submit", by=slip.owner):
        pass
    with pytest.raises(AlreadyDone, match="Ông/Bà đã thực hiện"), WORKFLOW.perform(stale, "submit", by=slip.owner):
        pytest.fail("the body ran")
    assert slip.log.count() == 1


def test_buttons_are_the_steps_that_the_server_would_take_in_order_of_the_table(slip: Slip) -> None:
    assert [t.step for t in WORKFLOW.available(slip, slip.owner)] == ["submit"]
    at(slip, State.SUBMITTED)
    assert [t.label for t in WORKFLOW.available(slip, slip.owner)] == ["Trả lại", "Nhận", "Ghi chú"]
    at(slip, State.ACCEPTED)
    assert WORKFLOW.available(slip, slip.owner) == []


@pytest.mark.django_db(transaction=True)
def test_of_two_people_at_the_same_moment_exactly_one_takes_the_step(slip: Slip) -> None:
    at(slip, State.SUBMITTED)

    def take(step: str) -> str:
        with WORKFLOW.perform(Slip.objects.get(pk=slip.pk), step, by=slip.owner, note="Cùng lúc"):
            return step

    results = together(lambda: take("return"), lambda: take("accept"))
    refused = [r for r in results if isinstance(r, TransitionRefused)]
    assert len(refused) == 1
    assert "Tải lại trang để xem trạng thái mới nhất" in refused[0].message
    slip.refresh_from_db()
    winner = next(r for r in results if isinstance(r, str))
    assert slip.state == WORKFLOW.transitions[winner].target
    assert [row.step for row in slip.log.all()] == [winner]


@pytest.mark.django_db(transaction=True)
def test_many_clicks_on_one_button_take_the_step_once(slip: Slip) -> None:
    def click() -> None:
        with WORKFLOW.perform(Slip.objects.get(pk=slip.pk), "submit", by=slip.owner):
            pass

    results = together(*[click] * 6)
    assert sorted(type(r).__name__ for r in results) == ["AlreadyDone"] * 5 + ["NoneType"]
    assert slip.log.count() == 1


@pytest.mark.parametrize(
    ("before", "after"), [(a, b) for a in State for b in State if a != b and (a, b) not in WORKFLOW.edges()]
)
def test_the_database_refuses_a_state_that_is_off_the_table(slip: Slip, before: State, after: State) -> None:
    at(slip, before)
    with pytest.raises(DatabaseError, match="Invalid transition"), transaction.atomic():
        Slip.objects.filter(pk=slip.pk).update(state=after)


def test_the_database_lets_other_columns_change_in_any_state(slip: Slip) -> None:
    at(slip, State.ACCEPTED)
    assert Slip.objects.filter(pk=slip.pk).update(text="Sửa chính tả") == 1


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_log_can_only_grow(slip: Slip, change: str) -> None:
    with WORKFLOW.perform(slip, "submit", by=slip.owner):
        pass
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        slip.log.update(note="khác") if change == "update" else slip.log.all().delete()


def test_a_table_that_names_a_step_twice_is_refused() -> None:
    once = Transition("submit", {State.DRAFT}, State.SUBMITTED, "edit")
    with pytest.raises(ValueError, match="twice"):
        Workflow(once, once, log_model="desk.SlipLog", can=is_owner)


def test_a_step_is_shown_by_its_own_name_when_it_has_no_label() -> None:
    assert Transition("submit", {State.DRAFT}, State.SUBMITTED, "edit").label == "submit"


def _not_by_the_owner(slip: Slip, user: User) -> str:
    return "Người khác phải nhận phiếu này." if user.pk == slip.owner_id else ""


FOUR_EYES = Workflow(
    Transition("accept", {State.SUBMITTED}, State.ACCEPTED, "review", person_rule=_not_by_the_owner),
    log_model="desk.SlipLog",
    can=lambda user, codename, record: True,
)


def test_a_rule_about_the_person_stops_one_and_lets_another_pass(slip: Slip) -> None:
    at(slip, State.SUBMITTED)
    assert FOUR_EYES.refusal(slip, "accept", slip.owner) == "Người khác phải nhận phiếu này."
    with pytest.raises(TransitionRefused) as caught, FOUR_EYES.perform(slip, "accept", by=slip.owner):
        pytest.fail("the body ran")
    assert (caught.value.message, caught.value.code) == ("Người khác phải nhận phiếu này.", "another_person")
    with FOUR_EYES.perform(slip, "accept", by=UserFactory()):
        pass
    assert slip.state == State.ACCEPTED
