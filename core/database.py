"""A database connection beside Django's."""

from __future__ import annotations

from typing import Any

import psycopg
from django.db import connection


def own_connection() -> psycopg.Connection[Any]:
    """A new connection outside pool and transaction, in autocommit; gives up after two seconds. Close it: `with`."""
    options = {**connection.get_connection_params(), "connect_timeout": 2, "autocommit": True}
    options.pop("pool", None)
    return psycopg.connect(**options)
