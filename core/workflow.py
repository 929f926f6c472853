"""One table per workflow, one door through it.

A workflow names its steps in one table. `perform` is the only way to change a state; the same table
gives the buttons (`available`) and the database trigger (`edges`), so screen, server and database agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from core.errors import AlreadyDone, TransitionRefused

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

Rule = Callable[[Any], str]
PersonRule = Callable[[Any, Any], str]
Can = Callable[[Any, str, Any], bool]


@dataclass(frozen=True)
class Transition:
    """One step: from any of `sources` to `target`, for holders of `permission`, when `rule` returns "".

    `rule(record)` returns "" or the Vietnamese reason why the step cannot be taken now; `person_rule(record, user)`
    why this very person cannot take it although he holds the right (four eyes).
    `needs_note` makes the reason of the person who acts obligatory (lý do).
    """

    step: str
    sources: frozenset[str]
    target: str
    permission: str
    rule: Rule | None = None
    label: str = ""
    needs_note: bool = False
    person_rule: PersonRule | None = None

    def __init__(
        self,
        step: str,
        sources: Iterable[str],
        target: str,
        permission: str,
        rule: Rule | None = None,
        *,
        label: str = "",
        needs_note: bool = False,
        person_rule: PersonRule | None = None,
    ) -> None:
        values = {
            "step": step,
            "sources": frozenset(str(s) for s in sources),
            "target": str(target),
            "permission": permission,
            "rule": rule,
            "label": label or step,
            "needs_note": needs_note,
            "person_rule": person_rule,
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)


class Workflow:
    """The transitions of one model's `field`, who may take them, and where they are logged."""

    def __init__(self, *transitions: Transition, log_model: str, can: Can, field: str = "state") -> None:
        self.transitions = {t.step: t for t in transitions}
        if len(self.transitions) != len(transitions):
            raise ValueError("a step is named twice")
        self.log_model = log_model
        self.can = can
        self.field = field

    def edges(self) -> list[tuple[str, str]]:
        """All allowed (from, to) pairs, for pgtrigger.FSM. A step may stay in its state; triggers ignore that."""
        pairs = {(s, t.target) for t in self.transitions.values() for s in t.sources if s != t.target}
        return sorted(pairs)

    def refusal(self, record: models.Model, step: str, user: AbstractBaseUser) -> str:
        """Why `user` cannot take `step` on `record` now, in Vietnamese; "" when he can. Rights are checked too."""
        transition = self.transitions[step]
        if not self.can(user, transition.permission, record):
            return "Ông/Bà không có quyền thực hiện việc này."
        return self._state_refusal(record, transition) or self._person_refusal(record, transition, user)

    def available(self, record: models.Model, user: AbstractBaseUser) -> list[Transition]:
        """The steps `user` may take on `record` now, in the order of the table. Feeds the buttons."""
        return [t for t in self.transitions.values() if not self.refusal(record, t.step, user)]

    @contextmanager
    def perform(self, record: models.Model, step: str, *, by: AbstractBaseUser | None, note: str = "") -> Iterator[Any]:
        """Take `step`: lock the row, check right, state and rule, run the body, save, log. One transaction.

        `by` None is somebody without an account; `can` decides what he may do, and the log's `by` must allow it.

        Yields the locked, fresh record; change its other fields in the body. On success `record` is refreshed too.
        Raises PermissionDenied without the right; AlreadyDone for a second click; else TransitionRefused (Vietnamese).
        """
        transition = self.transitions[step]
        with transaction.atomic():
            locked = self._locked(record)
            self._check(locked, transition, by, note)
            before = getattr(locked, self.field)
            yield locked
            setattr(locked, self.field, transition.target)
            locked.save()
            self._log.create(
                record=locked, step=step, from_state=before, to_state=transition.target, by=by, note=note.strip()
            )
        record.refresh_from_db()

    @property
    def _log(self) -> Any:
        return apps.get_model(self.log_model)._default_manager

    def _locked(self, record: models.Model) -> Any:
        manager = type(record)._default_manager
        locked = manager.select_for_update(of=("self",)).filter(pk=record.pk).first()
        if locked is None:
            raise TransitionRefused("Nội dung này không còn. Tải lại trang.", "gone")
        return locked

    def _check(self, locked: Any, transition: Transition, by: AbstractBaseUser | None, note: str) -> None:
        if not self.can(by, transition.permission, locked):
            raise PermissionDenied(transition.permission)
        if reason := self._state_refusal(locked, transition):
            if self._was_just_done(locked, transition, by):
                raise AlreadyDone("Ông/Bà đã thực hiện việc này rồi.", "already_done")
            raise TransitionRefused(reason, "transition_refused")
        if reason := self._person_refusal(locked, transition, by):
            raise TransitionRefused(reason, "another_person")
        if transition.needs_note and not note.strip():
            raise TransitionRefused("Nhập lý do.", "note_required", field="note")

    def _was_just_done(self, locked: Any, transition: Transition, by: AbstractBaseUser | None) -> bool:
        last = self._log.filter(record=locked).order_by("at", "pk").last()
        reached = getattr(locked, self.field) == transition.target
        return bool(reached and last and (last.step, last.by_id) == (transition.step, by.pk if by else None))

    def _state_refusal(self, record: models.Model, transition: Transition) -> str:
        if getattr(record, self.field) not in transition.sources:
            state = getattr(record, f"get_{self.field}_display")()
            return f"Không thực hiện được khi đang ở trạng thái “{state}”. Tải lại trang để xem trạng thái mới nhất."
        return transition.rule(record) if transition.rule else ""

    def _person_refusal(self, record: models.Model, transition: Transition, by: AbstractBaseUser | None) -> str:
        return transition.person_rule(record, by) if transition.person_rule else ""
