"""A second process on the test database, to be killed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from django.conf import settings
from django.db import connection


def database_url() -> str:
    """The address of the database this test runs on."""
    db = connection.settings_dict
    return f"postgres://{db['USER']}:{quote(db['PASSWORD'])}@{db['HOST']}:{db['PORT']}/{db['NAME']}"


class Other(subprocess.Popen[str]):
    """Another Python process with Django set up on the test database."""

    def read(self) -> str:
        """Its next line."""
        assert self.stdout is not None
        return self.stdout.readline()

    def ask(self, line: str) -> str:
        """Its answer to one line."""
        assert self.stdin is not None
        self.stdin.write(line)
        self.stdin.flush()
        return self.read()


@contextmanager
def python(code: str, **env: str) -> Iterator[Other]:
    """Run `code` in another process; killed with -9 at the end, if it still runs."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    names = {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    program = [sys.executable, "-c", "import django; django.setup()\n" + code]
    with Other(program, env={**os.environ, **names, **env}, cwd=settings.BASE_DIR, text=True, **pipes) as process:
        try:
            yield process
        finally:
            process.kill()
