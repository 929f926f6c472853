"""Size budget of style.md, section 1: what outgrows it holds a concept that has no name yet."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

from tests.project import files, name


def lines(path: Path) -> int:
    return path.read_text().count("\n")


def function_lengths() -> Iterator[tuple[int, str]]:
    for path in files(".py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield (node.end_lineno or 0) - node.lineno + 1, f"{name(path)}:{node.lineno} {node.name}"


def percentile(values: list[int], share: int) -> float:
    return statistics.quantiles(values, n=100)[share - 1]


def test_no_function_is_longer_than_60_lines() -> None:
    assert [where for length, where in function_lengths() if length > 60] == []


def test_functions_are_short_as_a_rule() -> None:
    lengths = [length for length, _ in function_lengths()]
    assert statistics.median(lengths) <= 8
    assert percentile(lengths, 95) <= 40


def test_no_python_file_is_longer_than_400_lines_nor_a_test_than_500() -> None:
    limits = ((path, 500 if name(path).startswith("tests/") else 400) for path in files(".py"))
    assert [name(path) for path, limit in limits if lines(path) > limit] == []


def test_python_files_are_short_as_a_rule() -> None:
    assert percentile([lines(path) for path in files(".py")], 95) <= 300


def test_no_template_is_longer_than_150_lines() -> None:
    assert [name(path) for path in files(".html", ".txt", under="templates") if lines(path) > 150] == []
