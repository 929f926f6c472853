"""`manage.py load_legal_documents`: the legal documents and the rules of questions that come with the portal."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.services.legal_reference import ReferenceRefused, load_legal_documents
from portal.services.question_rules import load_question_rules


class Command(BaseCommand):
    """Idempotent: what people changed on the site stays and is named."""

    help = "Loads fixtures/legal: documents with their relations, rules of questions."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = load_legal_documents()
            rules = load_question_rules()
        except ReferenceRefused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"documents: {found.created} new, {found.updated} updated; rules: {rules} new")
        for each in found.kept:
            self.stdout.write(f"kept: {each}")
