"""The same folding as core.text.fold, done by the database, so that no way of writing a row can leave it stale."""

from __future__ import annotations

from django.db import models
from django.db.models import Func, Value
from django.db.models.functions import Concat, Lower

from core.text import fold

_LETTERS = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
_BREAKS = "_-.,;:@/&()'\"“”"


def folded(*fields: str) -> Func:
    """Lower-case text of `fields` without diacritics or punctuation, for a GeneratedField searched with `contains`."""
    parts: list[models.F | Value] = [models.F(fields[0])]
    for field in fields[1:]:
        parts += [Value(" "), models.F(field)]
    text = Concat(*parts) if len(parts) > 1 else parts[0]
    plain = "".join(fold(letter) for letter in _LETTERS) + " " * len(_BREAKS)
    return Func(
        Lower(text),
        Value(_LETTERS + _BREAKS),
        Value(plain),
        function="TRANSLATE",
        output_field=models.CharField(max_length=900),
    )
