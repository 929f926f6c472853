"""`manage.py first_administrator LOGIN --name "…" --email …`: how a new site gets its first account."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.services.people import Person
from accounts.services.setup import create_first_administrator
from core.errors import DomainError


class Command(BaseCommand):
    """Creates the Ministry's first administrator and prints the first password once."""

    help = "Creates the Ministry's first administrator; works once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("login")
        parser.add_argument("--name", required=True, help="full name of the person")
        parser.add_argument("--email", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            user, password = create_first_administrator(options["login"], Person(options["name"], options["email"]))
        except DomainError as error:
            raise CommandError(error.message) from error
        self.stdout.write(f"{user.username}  {password}  (đổi khi đăng nhập lần đầu)")
