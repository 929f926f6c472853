"""Which agencies a user may act for: the one answer all apps use (phạm vi theo đơn vị)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import connection
from django.forms import BaseForm
from django.http import HttpRequest

from accounts.roles import REACHING_DOWN
from core.errors import AlreadyDone, DomainError

if TYPE_CHECKING:
    from accounts.models import User

_HELD = """
    SELECT p.codename, op.content_object_id
    FROM accounts_agencyuserobjectpermission op
    JOIN auth_permission p ON p.id = op.permission_id
    JOIN accounts_agency a ON a.id = op.content_object_id
    WHERE op.user_id = %s AND a.state <> 'locked'
"""
_WITH_CHILDREN = """
    WITH RECURSIVE tree AS (
        SELECT unnest(%s::bigint[]) AS id
        UNION
        SELECT a.id FROM accounts_agency a JOIN tree ON a.parent_id = tree.id
    ) SELECT id FROM tree
"""


@dataclass
class _Reach:
    """What one user holds where, worked out once for each request (see `agency_ids_with`)."""

    held: dict[str, frozenset[int]]
    trees: dict[frozenset[int], list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, user: User) -> _Reach:
        """The rows of `user`, kept on the user object; `set_membership` drops them."""
        known: _Reach | None = user.__dict__.get("_reach")
        if known is None:
            known = user.__dict__["_reach"] = cls(_rows_of(user))
        return known

    def ids(self, codename: str) -> list[int]:
        """Agencies with the right, and those they administer when the right reaches down."""
        here = self.held.get(codename, frozenset())
        if not here or codename not in REACHING_DOWN:
            return sorted(here)
        if here not in self.trees:
            with connection.cursor() as cursor:
                cursor.execute(_WITH_CHILDREN, [sorted(here)])
                self.trees[here] = [row[0] for row in cursor.fetchall()]
        return self.trees[here]


def agency_ids_with(user: User, codename: str) -> list[int] | None:
    """Agencies where `user` holds `codename` (các đơn vị có quyền); None = all. Two queries serve a whole request.

    A locked or anonymous user holds nothing, and nobody holds anything by his post at a locked organisation. Rights in
    `REACHING_DOWN` include the agencies administered from there, locked ones too.
    """
    if not user.is_authenticated or not user.is_active:
        return []
    return None if user.has_perm(f"accounts.{codename}") else _Reach.of(user).ids(codename)


def can(user: User, codename: str, record: Any) -> bool:
    """Whether `user` holds `codename` at this record's agency. `record` is an Agency or has `agency_id`."""
    ids = agency_ids_with(user, codename)
    # A record that may belong to no agency (agency_id None) must not be taken for an agency with its own number.
    agency_id = record.agency_id if hasattr(record, "agency_id") else record.pk
    return ids is None or agency_id in ids


def holds_at(user: User, codename: str, agency: Any) -> bool:
    """Whether `user` holds `codename` by a post at this very agency, not from above or for the whole country."""
    return agency.pk in _Reach.of(user).held.get(codename, frozenset())


def holds_anywhere(user: User, codename: str) -> bool:
    """Whether `user` holds `codename` at any agency: for menus, never for records."""
    ids = agency_ids_with(user, codename)
    return ids is None or bool(ids)


def _rows_of(user: User) -> dict[str, frozenset[int]]:
    held: dict[str, set[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [user.pk])
        for codename, agency_id in cursor.fetchall():
            held.setdefault(codename, set()).add(agency_id)
    return {codename: frozenset(ids) for codename, ids in held.items()}


class AttemptMixin:
    """`attempt`, the one place that turns a service's refusal into what a person reads."""

    request: HttpRequest
    repeated = False

    def attempt(self, service: Callable[..., Any], *args: Any, form: BaseForm | None = None, **kwargs: Any) -> Any:
        """Result of the service (True if it returns nothing), or False after showing why it was refused.

        What the same person has just done counts as done: the second click is told so and sees what the first one did.
        With `form` the reason stands at the form's field (or on top of it), else in a message.
        """
        try:
            result = service(*args, **kwargs)
        except AlreadyDone as done:
            self.repeated = True
            messages.info(self.request, done.message)
            return True
        except DomainError as error:
            if form is None:
                messages.error(self.request, error.message)
            else:
                form.add_error(error.field if error.field in form.fields else None, error.message)
            return False
        return True if result is None else result

    def succeed(self, text: str) -> None:
        """Say what has been done, unless `attempt` has just said that it was done before."""
        if not self.repeated:
            messages.success(self.request, text)


class AgencyScopedMixin(AttemptMixin):
    """Views over records of agencies: what the user may not see does not exist (404).

    The queryset's model has `visible_to(user)`.
    """

    def get_queryset(self) -> Any:
        """Only records visible to the signed-in user."""
        return super().get_queryset().visible_to(self.request.user)  # type: ignore[misc]
