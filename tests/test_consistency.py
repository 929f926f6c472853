"""Names that one file gives and another uses, where neither Python nor Django would complain."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from celery import current_app
from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model
from django.template.utils import get_app_template_dirs

from tests.project import APPS, PROJECT, files, name

TEMPLATES = PROJECT / "templates"
# Django and allauth ask for these by themselves.
ASKED_FOR_BY_DJANGO = {"403.html", "404.html", "429.html", "500.html"}
# portal.design asks for these by the names of the components.
SAMPLES = TEMPLATES / "portal" / "design"


def code() -> list[Path]:
    return [path for app in APPS for path in files(".py", under=app)]


def queued_names() -> set[str]:
    """First arguments of after_commit and send_task, and the tasks beat queues."""
    found = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    for path in code():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in ("after_commit", "send_task"):
                found |= {node.args[0].value} if isinstance(node.args[0], ast.Constant) else set()
    return found


def test_every_task_that_is_queued_exists() -> None:
    current_app.loader.import_default_modules()
    names = queued_names()
    assert "core.heartbeat" in names
    assert sorted(names - set(current_app.tasks)) == []


def is_used(template: Path, sources: dict[Path, str]) -> bool:
    """Whether some other file names this template: by its path, as a component, or as a mail."""
    wanted = str(template.relative_to(TEMPLATES))
    stem = wanted.rpartition(".")[0]
    spellings = {f'"{wanted}', f"'{wanted}", f"/{wanted}"}
    if stem.startswith("cotton/"):
        tag = stem.removeprefix("cotton/").replace("/", ".")
        spellings |= {f"<c-{tag.replace('_', '-')}", f"<c-{tag}"}
    if stem.startswith("mail/"):
        spellings |= {f'"{stem.removeprefix("mail/")}"'}
    return any(spelling in text for path, text in sources.items() if path != template for spelling in spellings)


def test_every_template_is_used() -> None:
    sources = {path: path.read_text() for path in [*code(), *files(".html", ".txt", ".css", under="templates")]}
    unused = [
        name(path)
        for path in files(".html", ".txt", ".css", under="templates")
        if path.name not in ASKED_FOR_BY_DJANGO
        and not (path.parent == SAMPLES and (TEMPLATES / "cotton" / path.name).exists())
        and not any((folder / path.relative_to(TEMPLATES)).exists() for folder in get_app_template_dirs("templates"))
        and not is_used(path, sources)
    ]
    assert unused == []


def glossary_terms() -> set[str]:
    """Vietnamese terms of docs/glossary.md, a table `| English | Vietnamese | source |`, in small letters."""
    rows = [line.split("|") for line in (PROJECT / "docs" / "glossary.md").read_text().splitlines() if "|" in line]
    return {term.strip().lower() for row in rows if len(row) >= 5 for term in row[2].split(";")}


def legal_models() -> list[type[Model]]:
    """Our models; history rows and guardian's rows mirror others and need no term of their own."""
    models = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    return [model for model in models if not model.__name__.endswith(("Event", "ObjectPermission"))]


def test_the_glossary_has_every_model() -> None:
    terms = glossary_terms()
    names = {model.__name__: str(model._meta.verbose_name) for model in legal_models()}
    assert {name: term for name, term in names.items() if term.lower() not in terms} == {}


def test_every_model_names_its_legal_term_in_its_docstring() -> None:
    openings = {model.__name__: (model.__doc__ or "").partition("\n\n")[0] for model in legal_models()}
    assert [name for name, opening in openings.items() if not re.search(r"\(\w[^)]+\)", opening)] == []


def test_migrations_point_downwards_like_imports() -> None:
    """But for the user model, which Django lets every app name."""
    graph = MigrationLoader(None).graph
    upwards = [
        f"{app}.{migration} needs {needed}"
        for (app, migration), node in graph.node_map.items()
        if app in APPS
        for needed, _ in (parent.key for parent in node.parents)
        if needed in APPS and needed != "accounts" and APPS.index(needed) < APPS.index(app)
    ]
    assert upwards == []
