"""Several files that survive a form's other errors (các tệp đính kèm)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.errors import FileRefused
from core.forms import KeptFile
from core.forms.files import keep, kept
from core.models import StoredFile
from core.storage import UploadUse
from core.storage.checks import megabytes


class KeptFilesInput(forms.FileInput):
    """A control for new files; above it a box for each file that is there already: unticked, it is left out."""

    template_name = "portal/forms/files.html"
    allow_multiple_selected = True
    _read: dict[str, Any] | None = None  # asked for again when the page is shown, with what cleaning has found

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, Any]:
        """What came: new uploads, tokens of received ones, ids of stored ones."""
        if self._read is None:
            self._read = {
                "new": files.getlist(name) if files else [],
                "kept": data.getlist(f"{name}-kept"),
                "held": data.getlist(f"{name}-held"),
            }
        return self._read

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Never: no box ticked means no file."""
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The files that are there, each with the field and the value that keep it."""
        context = super().get_context(name, None, attrs)
        context["received"] = [self._row(name, file) for file in value or []]
        return context

    def _row(self, name: str, file: StoredFile | KeptFile) -> dict[str, str]:
        if isinstance(file, KeptFile):
            return {"field": f"{name}-kept", "value": file.token, "name": file.name or "", "size": file.size_text}
        return {
            "field": f"{name}-held",
            "value": str(file.public_id),
            "name": file.name,
            "size": megabytes(file.size),
        }


class KeptFilesField(forms.FileField):
    """Files in order (các tệp): stored ones of `initial`, then received ones. Cleans to StoredFile and KeptFile."""

    widget = KeptFilesInput

    def __init__(self, *, use: UploadUse, **kwargs: Any) -> None:
        self.use = use
        kwargs.setdefault(
            "help_text", f"{use.hint} Chọn được nhiều tệp một lần. Bỏ dấu ở tệp nào thì tệp đó không còn."
        )
        super().__init__(required=False, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The endings the file dialog offers."""
        return {**super().widget_attrs(widget), "accept": self.use.accept, "multiple": True}

    def clean(self, data: Any, initial: Any = None) -> list[StoredFile | KeptFile]:
        """All files of the form; those refused are named with their reason, the others stay received."""
        held = [file for file in initial or [] if str(file.public_id) in data["held"]]
        found: list[StoredFile | KeptFile] = [*held]
        found += [file for token in data["kept"] if (file := kept(token, self.use))]
        refused = []
        for upload in data["new"]:
            try:
                found.append(keep(upload, self.use))
            except FileRefused as error:
                refused.append(ValidationError(f"{upload.name}: {error.message}", code=error.code))
        data["shown"] = found
        if refused:
            raise ValidationError(refused)
        return found

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What the control shows on a page that comes back: everything that was received."""
        return data.get("shown", initial)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Always asked anew: the service compares."""
        return True
