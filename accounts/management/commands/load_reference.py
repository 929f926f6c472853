"""`manage.py load_reference`: units, agencies and the accounts of the Sở Tư pháp from fixtures/.

Run at every deployment, so it also gives every user the rights that this release gives to his roles.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.services.memberships import follow_roles
from accounts.services.reference import FIXTURES, ReferenceRefused, load_reference


class Command(BaseCommand):
    """Nạp danh mục chuẩn; chạy lại không thay đổi gì."""

    help = "Nạp đơn vị hành chính, đơn vị, tài khoản Sở Tư pháp từ fixtures/. Chạy lại không thay đổi gì."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="folder", type=Path, default=FIXTURES, help="thư mục thay cho fixtures/")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            steps = load_reference(options["folder"])
        except ReferenceRefused as error:
            raise CommandError(error.message) from error
        for step in steps:
            self.stdout.write(str(step))
        self.stdout.write(f"người dùng được ghi lại quyền theo vai trò: {follow_roles()}")
