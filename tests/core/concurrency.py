"""Doing things at the same time, each in a thread with a database connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.db import connections


def together(*functions: Callable[[], Any], seconds: float = 30) -> list[Any]:
    """Start all functions at one moment; what each returned, or the exception it raised, in their order."""
    results: list[Any] = [None] * len(functions)
    gate = threading.Barrier(len(functions))

    def run(index: int, function: Callable[[], Any]) -> None:
        try:
            gate.wait(seconds)
            results[index] = function()
        except Exception as error:  # noqa: BLE001  handed to the test
            results[index] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair, daemon=True) for pair in enumerate(functions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(seconds)
        assert not thread.is_alive(), "a thread hangs"
    return results
