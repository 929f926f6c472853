"""One space of names for user names, old names and account codes, held by the database."""

from __future__ import annotations

import pgtrigger

# Key of the advisory lock under which a name is looked up and taken (see accounts.services.names).
NAME_LOCK = 957_2020

_HOLDERS = {
    "username": "accounts_user",
    "name": "accounts_loginalias",
    "account_code": "accounts_agency",
}


class NameIsFree(pgtrigger.Trigger):
    """Refuses a name that another of the three tables already holds, whatever the case.

    Inside one table its own unique constraint speaks. The lock makes two transactions that take the same name in two
    tables wait for each other; the error is a unique violation, so callers see an IntegrityError.
    """

    def __init__(self, column: str) -> None:
        others = " OR ".join(
            f"EXISTS (SELECT 1 FROM {table} WHERE LOWER({other}) = LOWER(NEW.{column}))"  # noqa: S608  constants
            for other, table in _HOLDERS.items()
            if other != column
        )
        super().__init__(
            name="name_is_free",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.UpdateOf(column),
            condition=pgtrigger.Condition(f"NEW.{column} IS NOT NULL"),
            func=f"""
                PERFORM pg_advisory_xact_lock({NAME_LOCK});
                IF {others} THEN
                    RAISE EXCEPTION 'name "%" is taken', NEW.{column} USING ERRCODE = 'unique_violation';
                END IF;
                RETURN NEW;
            """,
        )
