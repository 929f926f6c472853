"""A file control that never makes people upload twice because of another field's error."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files import File

from core.errors import FileRefused
from core.models import StoredFile
from core.storage import UploadUse
from core.storage.checks import megabytes
from core.storage.folders import scratch_folder
from core.storage.uploads import staged

_KEEP_SECONDS = 2 * 24 * 3600


class KeptFile(File):  # type: ignore[type-arg]
    """A checked upload lying in scratch until its form is complete (tệp đã nhận). Give it to `store_upload`."""

    def __init__(self, path: Path, name: str, token: str) -> None:
        super().__init__(None, name)
        self.path, self.token = path, token

    @property
    def size(self) -> int:
        return self.path.stat().st_size

    @property
    def size_text(self) -> str:
        return megabytes(self.size)

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """The content in pieces; may be read as often as needed."""
        with self.path.open("rb") as opened:
            while chunk := opened.read(chunk_size or self.DEFAULT_CHUNK_SIZE):
                yield chunk


def keep(upload: Any, use: UploadUse) -> KeptFile:
    """Check `upload` for `use` and keep it in scratch for two days. Raises FileRefused."""
    with staged(upload, use) as found:
        path = scratch_folder() / f"kept-{uuid.uuid4().hex}"
        found.path.rename(path)
        token = signing.dumps([path.name, found.name], salt=_salt(use), compress=True)
        return KeptFile(path, found.name, token)


def kept(token: str, use: UploadUse) -> KeptFile | None:
    """The file a token stands for; None when it is forged, too old, or cleaned away."""
    try:
        file_name, name = signing.loads(token, salt=_salt(use), max_age=_KEEP_SECONDS)
    except (signing.BadSignature, ValueError):
        return None
    path = scratch_folder() / file_name
    return KeptFile(path, name, token) if path.is_file() else None


def _salt(use: UploadUse) -> str:
    return f"core.forms.kept/{use.name}"


class KeptFileInput(forms.FileInput):
    """A file control; beside it, what has been received already, in a signed hidden field."""

    template_name = "core/kept_file_input.html"
    use: UploadUse

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The new upload if there is one, else the token of the file received before."""
        upload, token = files.get(name), data.get(f"{name}-kept")
        if upload:
            upload.kept_before = token  # shown again if the new one is refused
        return upload or token or None

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether neither came with the form."""
        return name not in files and f"{name}-kept" not in data

    def format_value(self, value: Any) -> Any:
        """Shown as received: a kept file, or a stored one given as initial."""
        return value

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template shows: the received file, if any."""
        context = super().get_context(name, value, attrs)
        context["received"] = self._received(value)
        if context["received"]:
            shown = context["widget"]["attrs"]
            described = f"{shown.get('id', name)}-received"
            shown["aria-describedby"] = " ".join(filter(None, [shown.get("aria-describedby", ""), described]))
        return context

    def use_required_attribute(self, initial: Any) -> bool:
        """Never: the browser does not know of a file that was received before."""
        return False

    def _received(self, value: Any) -> dict[str, Any] | None:
        value = getattr(value, "kept", None) or getattr(value, "kept_before", None) or value
        found: Any = kept(value, self.use) if isinstance(value, str) else value
        if isinstance(found, KeptFile):
            return {"name": found.name, "size": found.size_text, "token": found.token}
        if isinstance(found, StoredFile):
            return {"name": found.name, "size": megabytes(found.size), "token": ""}
        return None


class KeptFileField(forms.FileField):
    """A file that survives the form's other errors (tệp tải lên). Cleans to a KeptFile, or to the initial StoredFile.

    Checked by content for `use`; kept in scratch and remembered by a signed hidden field, so that the person
    corrects the other fields without choosing the file again.
    """

    widget = KeptFileInput
    default_error_messages = {
        "required": "Chọn tệp để tải lên.",
        "gone": "Tệp tải lên trước đó không còn giữ được. Chọn lại tệp.",
    }

    def __init__(self, *, use: UploadUse, **kwargs: Any) -> None:
        self.use = use
        kwargs.setdefault("help_text", use.hint)
        super().__init__(**kwargs)
        self.widget.use = use

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The endings the file dialog offers; the limit, so that the browser sends nothing in vain."""
        return {**super().widget_attrs(widget), "accept": self.use.accept, "data-max": str(self.use.max_bytes)}

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The checked file; the initial one when nothing new came."""
        if not data:
            if initial is None and self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return initial
        if isinstance(data, str):
            found = kept(data, self.use)
            if found is None:
                raise ValidationError(self.error_messages["gone"], code="gone")
            return found
        try:
            data.kept = keep(data, self.use)
        except FileRefused as error:
            raise ValidationError(error.message, code=error.code) from error
        return data.kept

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What the control shows on a page with errors: unlike Django's, the file that has just been received."""
        return data or initial

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether a new file came."""
        return not self.disabled and bool(data)
