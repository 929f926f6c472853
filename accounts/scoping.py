"""Which agencies a user may act for: the one answer all apps use (phạm vi theo đơn vị)."""

from __future__ import annotations

from collections.abc import Callable
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
    SELECT op.content_object_id AS id
    FROM accounts_agencyuserobjectpermission op JOIN auth_permission p ON p.id = op.permission_id
    WHERE op.user_id = %s AND p.codename = %s
"""
_WITH_CHILDREN = f"""
    WITH RECURSIVE tree AS (
        {_HELD}
        UNION
        SELECT a.id FROM accounts_agency a JOIN tree ON a.parent_id = tree.id
    ) SELECT id FROM tree
"""  # noqa: S608  both parts are constants


def agency_ids_with(user: User, codename: str) -> list[int] | None:
    """Agencies where `user` holds `codename` (các đơn vị có quyền); None = all. One query, cached on the user object.

    A locked or anonymous user holds nothing. Rights in `REACHING_DOWN` include the agencies administered from there.
    """
    if not user.is_authenticated or not user.is_active:
        return []
    cache: dict[str, list[int] | None] = user.__dict__.setdefault("_agency_ids_with", {})
    if codename not in cache:
        cache[codename] = None if user.has_perm(f"accounts.{codename}") else _held_ids(user, codename)
    return cache[codename]


def can(user: User, codename: str, record: Any) -> bool:
    """Whether `user` holds `codename` at this record's agency. `record` is an Agency or has `agency_id`."""
    ids = agency_ids_with(user, codename)
    # A record that may belong to no agency (agency_id None) must not be taken for an agency with its own number.
    agency_id = record.agency_id if hasattr(record, "agency_id") else record.pk
    return ids is None or agency_id in ids


def holds_anywhere(user: User, codename: str) -> bool:
    """Whether `user` holds `codename` at any agency: for menus, never for records."""
    ids = agency_ids_with(user, codename)
    return ids is None or bool(ids)


def _held_ids(user: User, codename: str) -> list[int]:
    sql = _WITH_CHILDREN if codename in REACHING_DOWN else _HELD
    with connection.cursor() as cursor:
        cursor.execute(sql, [user.pk, codename])
        return [row[0] for row in cursor.fetchall()]


class AttemptMixin:
    """`attempt`, the one place that turns a service's refusal into what a person reads."""

    request: HttpRequest

    def attempt(self, service: Callable[..., Any], *args: Any, form: BaseForm | None = None, **kwargs: Any) -> Any:
        """Result of the service (True if it returns nothing), or False after showing why it was refused.

        What the same person has just done counts as done: the second click sees what the first one did.
        With `form` the reason stands at the form's field (or on top of it), else in a message.
        """
        try:
            result = service(*args, **kwargs)
        except AlreadyDone:
            return True
        except DomainError as error:
            if form is None:
                messages.error(self.request, error.message)
            else:
                form.add_error(error.field if error.field in form.fields else None, error.message)
            return False
        return True if result is None else result


class AgencyScopedMixin(AttemptMixin):
    """Views over records of agencies: what the user may not see does not exist (404).

    The queryset's model has `visible_to(user)`.
    """

    def get_queryset(self) -> Any:
        """Only records visible to the signed-in user."""
        return super().get_queryset().visible_to(self.request.user)  # type: ignore[misc]
