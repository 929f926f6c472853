"""Errors that a service may raise and a person may read. A library's exception never crosses core."""

from __future__ import annotations


class DomainError(Exception):
    """A refusal with a Vietnamese reason that is safe to show (lỗi nghiệp vụ).

    `code` names the refusal for tests, API and import reports; `field` names the form field it belongs to, or "".
    """

    def __init__(self, message: str, code: str = "refused", *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.field = field


class TransitionRefused(DomainError):
    """A workflow step that the table, the state or its rule does not allow (không thực hiện được bước này)."""


class AlreadyDone(TransitionRefused):
    """The same person has just taken this very step: a second click (đã thực hiện rồi). Views may treat it as done."""


class FileRefused(DomainError):
    """An uploaded file that is not what it must be (tệp không được nhận)."""
