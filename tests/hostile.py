"""What makes every test run in a hostile place; switched on in conftest.py."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest
from django.conf import settings
from django.db.models import OrderBy
from django.db.models.functions import Random
from django.db.models.sql.compiler import SQLCompiler
from django.template import Engine
from django.template.base import FilterExpression

# ------------------------------------------------------------------ templates


class UndefinedVariable(str):
    """Django's `string_if_invalid`: fails the test in our templates, stays an empty string in other people's.

    Django asks `if string_if_invalid` and `"%s" in string_if_invalid` before it formats the name of the variable.
    Everywhere else (a silent lookup inside `{% if %}`) this must be as false as the empty string it stands for.
    """

    def __bool__(self) -> bool:
        return sys._getframe(1).f_code is FilterExpression.resolve.__code__

    def __contains__(self, item: object) -> bool:
        return item == "%s"

    def __mod__(self, name: object) -> str:
        template = _rendering_template(sys._getframe(1))
        if template and not template.startswith(str(settings.BASE_DIR / "templates")):
            return ""
        pytest.fail(f"undefined template variable {name} in {template or 'a template string'}")


def _rendering_template(frame: FrameType | None) -> str:
    """File of the innermost template node on the stack, or "" when it comes from a string."""
    while frame is not None:
        origin = getattr(frame.f_locals.get("self"), "origin", None)
        if origin is not None:
            return "" if origin.name.startswith("<") else origin.name
        frame = frame.f_back
    return ""


@contextmanager
def undefined_variables_fail() -> Iterator[None]:
    """An undefined variable in one of our templates fails the test that renders it.

    A test that sets DEBUG makes Django build its engines anew, so every engine is to have it.
    """
    build = Engine.__init__

    def build_hostile(engine: Engine, *args: Any, **kwargs: Any) -> None:
        build(engine, *args, **kwargs)
        engine.string_if_invalid = UndefinedVariable()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Engine, "__init__", build_hostile)
        patch.setattr(Engine.get_default(), "string_if_invalid", UndefinedVariable())
        yield


# ------------------------------------------------------------------ database


@contextmanager
def unordered_queries_are_shuffled() -> Iterator[None]:
    """A query without ORDER BY answers in random order, so that no test passes by the order of insertion."""
    original = SQLCompiler.get_order_by

    def get_order_by(compiler: SQLCompiler) -> list[Any]:
        order, query = original(compiler), compiler.query
        if order or query.subquery or query.distinct or query.combinator or query.group_by is not None:
            return order
        return [(OrderBy(Random()), ("RANDOM()", (), False))]

    SQLCompiler.get_order_by = get_order_by  # type: ignore[assignment,method-assign]
    yield
    SQLCompiler.get_order_by = original  # type: ignore[method-assign]


# ------------------------------------------------------------------ network

_LOOPBACK = ("127.", "localhost", "::1")


@contextmanager
def only_loopback_is_reachable() -> Iterator[None]:
    """Connecting to, or even looking up, another machine fails."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            _refuse_unless_loopback(address[0])
        connect(self, address)

    def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        if host is not None:
            _refuse_unless_loopback(host.decode() if isinstance(host, bytes) else host)
        return look_up(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield


def _refuse_unless_loopback(host: str) -> None:
    if not host.startswith(_LOOPBACK):
        raise AssertionError(f"a test tried to reach {host}")
