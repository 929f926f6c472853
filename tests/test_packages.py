"""scripts/packages.txt lists every program that Makefile, shell scripts, scripts, benchmarks and tests call."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.programs import LIST, ProgramMissing, needs, program
from tests.project import PROJECT, files, name

# Always there on Debian (packages marked essential, and apt), or words of the shell itself.
ESSENTIAL = {"apt-get", "chmod", "dirname", "id", "mkdir", "rm", "sh"}
SHELL_WORDS = {
    "break", "case", "cd", "command", "continue", "do", "done", "echo", "elif", "else", "esac", "exec", "exit",
    "export", "fi", "for", "if", "printf", "read", "return", "set", "shift", "then", "trap", "while", "{", "}", "!",
    "[", ":",
}  # fmt: skip
# Debian's essential programs by their paths, where the search path must not matter.
BY_PATH = {"/usr/bin/test", "/bin/sh"}
LEADING = {"!", "do", "else", "exec", "if", "then", "while", "{"}
LAUNCHERS = {"run", "Popen", "call", "check_call", "check_output", "spawn", "_launch"}


def shell_files() -> list[Path]:
    return [PROJECT / "scripts" / "apt.sh", PROJECT / ".ci" / "run"]


def shell_functions(text: str) -> set[str]:
    return set(re.findall(r"^(\w+)\(\)", text, re.MULTILINE))


def commands_of(text: str) -> Iterator[str]:
    """First words of the simple commands of a shell script."""
    text = re.sub(r"'[^']*'|\"(?:[^\"$]|\$(?!\())*\"", "''", re.sub(r"(^|\s)#.*", "", text))
    text = re.sub(r"\d?[<>]+&?\s*\S+", "", text)
    for piece in re.split(r"\$\(|[;&|()\n]+", text):
        words = piece.strip().split()
        while words and (words[0] in LEADING or re.match(r"\w+=", words[0])):
            words.pop(0)
        if words and re.fullmatch(r"[\w./-]+", words[0]):
            yield words[0]


def recipe_lines() -> str:
    """The Makefile's recipes with its variables as quoted words: they hold no program of Debian's."""
    lines = (PROJECT / "Makefile").read_text().splitlines()
    recipes = "\n".join(line.strip().lstrip("@") for line in lines if line.startswith("\t"))
    return re.sub(r"\$\((\w+)\)", "''", recipes)


def listed() -> set[str]:
    return {need.name for need in needs()}


def test_shell_scripts_call_only_what_is_listed() -> None:
    called = set(commands_of(recipe_lines()))
    for path in shell_files():
        text = path.read_text()
        called |= set(commands_of(text)) - shell_functions(text)
    assert called >= {"make", "python3.11", "apt-get"}
    assert called - SHELL_WORDS - ESSENTIAL - listed() == set()


def launches(tree: ast.AST) -> Iterator[ast.expr]:
    """The command given to each launching call, resolved within its function when it is a name."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        assigned = {
            target.id: node.value
            for node in ast.walk(function)
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in LAUNCHERS:
                for given in node.args:
                    yield assigned.get(given.id, given) if isinstance(given, ast.Name) else given


def literal_program(command: ast.expr) -> str | None:
    """The program a command line names by a constant; None when it is looked up or is no command line."""
    if isinstance(command, ast.List) and command.elts and isinstance(command.elts[0], ast.Constant):
        return str(command.elts[0].value)
    return None


def test_python_files_look_programs_up_in_the_list() -> None:
    for folder in ("scripts", "benchmarks", "tests"):
        for path in files(".py", under=folder):
            named = {literal_program(command) for command in launches(ast.parse(path.read_text()))} - {None}
            assert named <= BY_PATH, f"{name(path)}: call scripts.programs.program()"


def test_everything_listed_is_needed_by_something() -> None:
    text = "\n".join(path.read_text() for path in files(".py", ".sh", ".mjs", "Makefile", "run"))
    programs = [need for need in needs() if not need.what.startswith(("module:", "/usr/lib/*", "/usr/share"))]
    assert [need.name for need in programs if not re.search(rf"\b{re.escape(need.name)}\b", text)] == []


def test_each_line_names_what_package_and_when() -> None:
    assert {need.when for need in needs()} == {"run", "test", "optional"}
    assert len({need.name for need in needs()}) == len(needs())
    with pytest.raises(KeyError):
        program("a-program-nobody-listed")


def test_a_missing_program_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(ProgramMissing, match="node is missing: apt-get install nodejs"):
        program("node")


def test_an_ordinary_user_is_told_all_missing_packages_at_once(tmp_path: Path) -> None:
    for file in ("apt.sh", "packages.txt"):
        (tmp_path / file).write_text((LIST.parent / file).read_text())
    with (tmp_path / "packages.txt").open("a") as more:
        more.write("no-such-tool  first-package  run\n/no/such/*/lib.so  second-package  run\n")
        more.write("no-such-tool  first-package  test\nno-such-test-tool  third-package  test\n")
    (tmp_path / "id").write_text("#!/bin/sh\necho 1000\n")
    (tmp_path / "id").chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", str(tmp_path / "apt.sh"), "run"],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "Missing Debian packages; ask an administrator to run: "
        "apt-get install --no-install-recommends first-package second-package"
    ]
